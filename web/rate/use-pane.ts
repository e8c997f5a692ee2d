/** Which of the two panes a narrow screen shows; a wide one shows both. */
import { useCallback, useState, useSyncExternalStore } from 'react';

export type Pane = 'input' | 'output';

export interface Panes {
  /** The only pane there is room for; undefined where both stand side by side. */
  readonly only: Pane | undefined;
  readonly show: (pane: Pane) => void;
}

/** The width of rate.css below which the panes take turns. */
const NARROW = '(max-width: 47.5em)';

/** A new example begins with its input: an output read before its question is read twice. */
export function usePane(block: string | undefined): Panes {
  const narrow = useSyncExternalStore(
    onChange,
    () => matchMedia(NARROW).matches,
    () => false,
  );
  const [chosen, setChosen] = useState<{ readonly block: string | undefined; readonly pane: Pane }>();
  const show = useCallback((pane: Pane) => setChosen({ block, pane }), [block]);
  const pane = chosen !== undefined && chosen.block === block ? chosen.pane : 'input';
  return { only: narrow ? pane : undefined, show };
}

function onChange(changed: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}
