/** What became of the answers so far: whether they are saved, and what was refused. */
import type { SaveState } from '../client/outbox.ts';
import type { PacketParts } from './packet-parts.ts';

const SAVED: { readonly [S in SaveState]: string } = {
  saved: 'saved',
  device: 'on this device, sending',
  memory: 'cannot save: keep this tab open',
  stale: 'on this device: open the newest link',
};

export function SaveLine({
  saved,
  packet,
}: {
  readonly saved: SaveState;
  readonly packet: PacketParts | undefined;
}) {
  if (packet !== undefined) return packet.note('line', saved);
  return (
    <span className={`save ${saved}`} role="status">
      {SAVED[saved]}
    </span>
  );
}

export function Refusal({ refusal }: { readonly refusal: string | undefined }) {
  if (refusal === undefined) return null;
  return (
    <span className="bad" role="alert">
      The server refused an answer: it {refusal}
    </span>
  );
}
