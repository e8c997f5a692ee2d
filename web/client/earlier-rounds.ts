/** Answers of an earlier round that never reached the server: a round may have ended while they waited here. */
import type { ReviewSource } from './api.ts';
import { keptRounds, openDevice } from './device.ts';

/** Sends what this browser keeps of any round. What cannot be sent stays where it is, for the next time. */
export async function sendEarlierRounds(source: Pick<ReviewSource, 'send'>): Promise<void> {
  for (const round of await keptRounds()) {
    try {
      const device = await openDevice(round);
      const events = await device.unsent();
      if (events.length === 0) continue;
      const { stored } = await source.send(round, events);
      await device.remove(stored);
    } catch {
      // Another project's round, or no server now.
    }
  }
}
