/** The reference and the guideline below the input: asked for, they come into sight; seen, they fold. */
import { type RefObject, useCallback } from 'react';
import type { RateState } from './state.ts';
import type { Panes } from './use-pane.ts';

/** Enough of it to be read as its heading, in pixels. */
const HEADING = 24;

export function useFold(
  pane: RefObject<HTMLElement | null>,
  {
    open,
    panes: { only, show },
    toggle,
  }: {
    readonly open: RateState['open'];
    readonly panes: Panes;
    readonly toggle: (part: keyof RateState['open']) => void;
  },
): (part: keyof RateState['open']) => void {
  return useCallback(
    (part) => {
      const fold = () => pane.current?.querySelector(`[data-fold="${part}"]`);
      const away = only === 'output';
      if (away) show('input');
      if (!open[part] || (!away && isSeen(fold(), pane.current))) return toggle(part);
      // On a narrow screen the input has to be there first.
      requestAnimationFrame(() => fold()?.scrollIntoView({ block: 'nearest' }));
    },
    [pane, open, only, show, toggle],
  );
}

function isSeen(fold: Element | null | undefined, pane: HTMLElement | null): boolean {
  if (fold === null || fold === undefined || pane === null) return true;
  const { top } = fold.getBoundingClientRect();
  const sight = pane.getBoundingClientRect();
  return top >= Math.max(sight.top, 0) && top + HEADING <= Math.min(sight.bottom, innerHeight);
}
