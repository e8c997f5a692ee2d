/** The packet's own file as the source of its review. */
import type { Packet } from '../../src/core/review/packet.ts';
import type { ReviewSource } from '../client/api.ts';

/** The packet that stands in this page. */
export function embeddedPacket(): Packet {
  return JSON.parse(document.getElementById('packet')!.textContent) as Packet;
}

/** Nothing is sent anywhere: what is said here leaves in a ratings file. */
export function packetSource({ view, blocks }: Packet): Omit<ReviewSource, 'send'> {
  const byId = new Map(blocks.map((block) => [block.id, block]));
  return { view: async () => view, block: async (id) => byId.get(id)! };
}
