/** Keys to commands, while nobody types and no dialog is open. */
import { useEffect, useRef } from 'react';
import { commandOf, type KeyCommand, type KeyMap } from './keys.ts';

/** Calls `run` for each command; a key that is held down rates nothing twice. */
export function useKeys(keys: KeyMap, run: (command: KeyCommand) => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = commandOf(event, keys);
      if (command === undefined) return;
      if (isTyping(event.target) && command !== 'save-file') return;
      // Space on a button presses that button, and opens what can be folded.
      if (event.key === ' ' && event.target instanceof Element && event.target.closest('button, summary'))
        return;
      event.preventDefault();
      const held =
        command === 'scroll-down' || command === 'scroll-up' || command === 'next' || command === 'previous';
      if (event.repeat && !held) return;
      latest.current(command);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [keys]);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.closest('input, textarea, select, .field, [role=dialog]') !== null
  );
}
