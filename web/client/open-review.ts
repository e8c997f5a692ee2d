/** Everything that the rating screen stands on, opened in its order. */
import type { ReviewView } from '../../src/core/review/wire.ts';
import { openRating } from '../rate/reducer.ts';
import type { RateState } from '../rate/state.ts';
import type { ReviewSource } from './api.ts';
import { type Blocks, openBlocks } from './blocks.ts';
import { type Device, existingDevices, openDevice } from './device.ts';
import { type Outbox, openOutbox, type TellOutbox } from './outbox.ts';

export interface Opened {
  readonly source: Omit<ReviewSource, 'send'>;
  readonly view: ReviewView;
  readonly device: Device;
  readonly blocks: Blocks;
  readonly initial: RateState;
  /** Whether the server has all that this device holds, at the beginning and now. */
  readonly sentAtStart: boolean;
  readonly allSent: () => Promise<boolean>;
  /** How what is on this device leaves it. */
  readonly openOutbox: (tell: TellOutbox) => Outbox;
}

/** Asks the source what is to be rated, and this device what it still holds; the first block is here when it resolves. */
export async function openReview(source: ReviewSource): Promise<Opened> {
  const view = await source.view();
  const device = await openDevice(view.round);
  const unsent = await device.unsent();
  const initial = openRating(view, { unsent, drafts: await device.drafts() });
  const blocks = openBlocks(source, view);
  const first = initial.cursor;
  if (first !== undefined) await blocks.load(first);
  const devices = [device, ...(await leftBehind(source, view))];
  const allSent = async () => (await Promise.all(devices.map((one) => one.unsent()))).flat().length === 0;
  return {
    source,
    view,
    device,
    blocks,
    initial,
    sentAtStart: unsent.length === 0,
    allSent,
    openOutbox: (tell) => openOutbox(device, source, tell),
  };
}

/** Devices of earlier rounds on which something still waits: it is sent as well. */
async function leftBehind(source: ReviewSource, view: ReviewView): Promise<readonly Device[]> {
  const waiting: Device[] = [];
  for (const device of await existingDevices(view.earlier)) {
    if ((await device.unsent()).length === 0) continue;
    openOutbox(device, source, { state: () => {}, refused: () => {} });
    waiting.push(device);
  }
  return waiting;
}
