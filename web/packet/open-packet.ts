/** Everything that the rating screen stands on, in a packet. */
import type { Packet } from '../../src/core/review/packet.ts';
import { openBlocks } from '../client/blocks.ts';
import { openDevice } from '../client/device.ts';
import type { Opened } from '../client/open-review.ts';
import { openRating } from '../rate/reducer.ts';
import { packetSource } from './packet-source.ts';
import { openRatingsFile, type RatingsFile } from './ratings-file.ts';

export interface OpenPacket {
  readonly file: RatingsFile;
  /** The review as it stands now; again after a ratings file was taken back. */
  readonly review: () => Promise<Opened>;
}

export async function openPacket(packet: Packet): Promise<OpenPacket> {
  const { view } = packet;
  const source = packetSource(packet);
  const device = await openDevice(view.round);
  const file = await openRatingsFile(packet, device);
  const blocks = openBlocks(source, view);
  return {
    file,
    async review() {
      const initial = openRating(view, { unsent: file.events(), drafts: await device.drafts() });
      if (initial.cursor !== undefined) await blocks.load(initial.cursor);
      return {
        source,
        view,
        device,
        blocks,
        initial,
        sentAtStart: false,
        allSent: async () => false,
        openOutbox(tell) {
          tell.state(device.durable ? 'device' : 'memory');
          return { wake: file.add, close: () => {} };
        },
      };
    },
  };
}
