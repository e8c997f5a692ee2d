/** Joins the pure session to the world: stamps, this device, the outbox, and the blocks that come next. */
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { Opened } from '../client/open-review.ts';
import type { Outbox, SaveState } from '../client/outbox.ts';
import { reduce } from './reducer.ts';
import type { RateAction, RateState, Stamp } from './state.ts';
import { createStopwatch } from './stopwatch.ts';

export interface Rating {
  readonly state: RateState;
  readonly dispatch: (action: RateAction) => void;
  readonly stamp: () => Stamp;
  readonly saved: SaveState;
  /** Why the server refused something that was sent, if it did. */
  readonly refusal: string | undefined;
  /** Whether the cursor's block is here. */
  readonly ready: boolean;
}

export function useRating({ device, blocks, initial, sentAtStart, openOutbox }: Opened): Rating {
  const [state, dispatch] = useReducer(reduce, initial);
  const [saved, setSaved] = useState<SaveState>(sentAtStart ? 'saved' : 'device');
  const [refusal, setRefusal] = useState<string>();
  const [, redraw] = useState(0);
  const watch = useMemo(() => createStopwatch(() => performance.now()), []);
  const outbox = useRef<Outbox>(undefined);

  useEffect(() => {
    const opened = openOutbox({ state: setSaved, refused: setRefusal });
    outbox.current = opened;
    return () => opened.close();
  }, [openOutbox]);

  // The event is on this device before the screen moves on; only then is it sent.
  const { pending } = state;
  useEffect(() => {
    if (pending === undefined) return;
    let current = true;
    const moveOn = () => {
      if (!current) return;
      dispatch({ type: 'queued', event: pending });
      outbox.current?.wake(pending);
    };
    void device.put(pending).then(() => {
      if (!device.durable) setSaved('memory');
      moveOn();
    });
    return () => {
      current = false;
    };
  }, [pending, device]);

  const { cursor, draft } = state;
  useEffect(() => {
    watch.start();
    if (cursor === undefined) return;
    let current = true;
    void blocks.load(cursor).then(() => current && redraw((n) => n + 1));
    return () => {
      current = false;
    };
  }, [cursor, blocks, watch]);

  // A draft survives the closing of the tab; with the answer it is gone.
  const keptFor = useRef<string>(undefined);
  useEffect(() => {
    if (cursor === undefined) return;
    const empty =
      draft.note === '' &&
      draft.tags.length === 0 &&
      draft.rating === undefined &&
      draft.acceptable === undefined;
    if (keptFor.current === cursor || !empty)
      void device.keepDraft(cursor, empty ? undefined : draft).catch(() => {});
    keptFor.current = cursor;
  }, [cursor, draft, device]);
  useEffect(() => {
    if (state.last !== undefined) void device.keepDraft(state.last.item, undefined).catch(() => {});
  }, [state.last, device]);

  const still = state.settings || state.panel === 'paused' || state.screen !== 'rate';
  useEffect(() => {
    if (still) watch.pause();
    else watch.touch();
    const touch = () => (still || document.hidden ? watch.pause() : watch.touch());
    const signs = ['keydown', 'pointermove', 'wheel', 'touchmove', 'visibilitychange'] as const;
    for (const sign of signs) addEventListener(sign, touch, { passive: true });
    return () => {
      for (const sign of signs) removeEventListener(sign, touch);
    };
  }, [watch, still]);

  const stamp = useCallback(
    (): Stamp => ({
      id: crypto.randomUUID(),
      at: new Date().toISOString(),
      activeMs: Math.round(watch.read()),
    }),
    [watch],
  );
  const ready = cursor !== undefined && blocks.ready(cursor) !== undefined;
  return { state, dispatch, stamp, saved, refusal, ready };
}
