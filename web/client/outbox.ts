/** Sends what this device holds until the server has it: as often as it takes, in order, each event once. */
import type { ReviewEvent } from '../../src/core/review/event.ts';
import { Refused } from './answer.ts';
import type { ReviewSource } from './api.ts';
import type { Device } from './device.ts';

/** `saved`: the server has all. `device`: some is on this device alone. `memory`: not even that. `stale`: an old link. */
export type SaveState = 'saved' | 'device' | 'memory' | 'stale';

export interface Outbox {
  /** An event is on the device. */
  wake(event: ReviewEvent): void;
  close(): void;
}

export interface TellOutbox {
  readonly state: (state: SaveState) => void;
  readonly refused: (reason: string) => void;
}

const BATCH = 100;
/** Far below what the server takes; a text unit is at most three bytes. */
const BATCH_UNITS = 1_000_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
const SLOW_MS = 300;

export function openOutbox(device: Device, source: Pick<ReviewSource, 'send'>, tell: TellOutbox): Outbox {
  let wait = FIRST_WAIT_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;
  let again = false;
  const here = (): SaveState => (device.durable ? 'device' : 'memory');

  const flush = async (): Promise<void> => {
    if (sending) {
      again = true;
      return;
    }
    sending = true;
    clearTimeout(timer);
    try {
      for (;;) {
        again = false;
        const events = batchOf(await device.unsent());
        if (events.length === 0) break;
        // A server that takes its time is not one that has it; a quick answer needs no flicker.
        const slow = setTimeout(() => tell.state(here()), SLOW_MS);
        const { stored, refused } = await source.send(events).finally(() => clearTimeout(slow));
        for (const { reason } of refused) tell.refused(reason);
        await device.remove([...stored, ...refused.map(({ id }) => id)]);
      }
      wait = FIRST_WAIT_MS;
      tell.state('saved');
    } catch (error) {
      const stale = error instanceof Refused && error.status === 401;
      // What is in memory alone must not hear that another link has it.
      tell.state(stale && device.durable ? 'stale' : here());
      timer = setTimeout(flush, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    } finally {
      sending = false;
      if (again) void flush();
    }
  };

  const soon = () => void flush();
  addEventListener('online', soon);
  addEventListener('visibilitychange', soon);
  void flush();
  return {
    wake: soon,
    close() {
      clearTimeout(timer);
      removeEventListener('online', soon);
      removeEventListener('visibilitychange', soon);
    },
  };
}

/** The first of them, few and short enough for one request. */
function batchOf(events: readonly ReviewEvent[]): readonly ReviewEvent[] {
  let units = 0;
  return events.slice(0, BATCH).filter((event, i) => {
    units += JSON.stringify(event).length;
    return i === 0 || units <= BATCH_UNITS;
  });
}
