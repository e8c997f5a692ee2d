/** Listens for the next key that is pressed, before anything else on the page does. */
import { useEffect, useRef } from 'react';
import { keyOf } from '../rate/keys.ts';
import { refusalOf } from './bindings.ts';

const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock', 'Fn']);

export interface Recorder {
  /** A key that can be given. */
  readonly taken: (key: string) => void;
  /** Why the pressed key cannot be given; the next one may. */
  readonly refused: (reason: string) => void;
  /** Escape was pressed. */
  readonly stopped: () => void;
}

export function useKeyRecorder(on: boolean, recorder: Recorder): void {
  const latest = useRef(recorder);
  latest.current = recorder;
  useEffect(() => {
    if (!on) return;
    const onKey = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.repeat || MODIFIERS.has(event.key)) return;
      swallowRelease(event.key);
      if (event.key === 'Escape') return latest.current.stopped();
      const key = keyOf(event);
      const refusal =
        key === undefined ? 'Keys with Alt or AltGr type characters; take another key.' : refusalOf(key);
      if (refusal === undefined) latest.current.taken(key!);
      else latest.current.refused(refusal);
    };
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, [on]);
}

/** The key goes up after it was taken: some browsers would press the button that has the focus. */
function swallowRelease(key: string): void {
  const onUp = (event: KeyboardEvent) => {
    if (event.key !== key) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    removeEventListener('keyup', onUp, { capture: true });
  };
  addEventListener('keyup', onUp, { capture: true });
}
