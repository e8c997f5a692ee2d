/** A packet: a round of one rater as one HTML file, for an expert who has no way to the project's own server. */
import type { ReviewEvent } from './event.ts';
import type { BlindBlock, ReviewView } from './wire.ts';

/** All that the file knows. Whose an output is stays in the project, which alone can resolve the items. */
export interface Packet {
  /** `round` is the packet's id. */
  readonly view: ReviewView;
  readonly blocks: readonly BlindBlock[];
}

/** A line of a ratings file that was saved in a packet. */
export type PacketRow = { readonly packet: string } & ReviewEvent;

const PLACE = '<script type="application/json" id="packet">';

/** The built page with the packet in it, as JSON that no text of it can end or turn into markup. */
export function packetPage(page: string, packet: Packet): string {
  const [before, after, ...more] = page.split(PLACE);
  if (after === undefined || more.length > 0) throw new Error('the page has not one place for a packet');
  const json = JSON.stringify(packet).replace(
    /[<\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return [before, PLACE, json, after].join('');
}
