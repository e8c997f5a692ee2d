/** Where the whole review stands, asked when an example is done: the plan of looks may have decided. */
import { useEffect, useState } from 'react';
import { answersOf } from '../../src/core/review/session.ts';
import type { Standing } from '../../src/core/review/wire.ts';
import type { Opened } from '../client/open-review.ts';
import { untilSent } from '../client/until-sent.ts';
import type { RateState } from './state.ts';

/** Undefined until it is known, and where nobody can tell. */
export function useStanding({ source, allSent }: Opened, state: RateState): Standing | undefined {
  const [known, setKnown] = useState<{ readonly standing: Standing; readonly ended: boolean }>();
  const done = blocksDone(state);
  const ended = state.screen === 'done';
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when one more example is done, or the last.
  useEffect(() => {
    if (source.standing === undefined) return;
    const ask = source.standing;
    let current = true;
    const asked = async () => ((await untilSent(allSent, () => current)) ? await ask() : undefined);
    asked().then(
      (standing) => current && standing !== undefined && setKnown({ standing, ended }),
      // The next example asks again; nothing depends on it.
      () => {},
    );
    return () => {
      current = false;
    };
  }, [source, allSent, done, ended]);
  // What is missing at the end is not what was missing before it.
  return ended && !known?.ended ? undefined : known?.standing;
}

function blocksDone({ view, session }: RateState): number {
  const answered = answersOf(session);
  const open = new Set(view.items.filter(({ id }) => !answered.has(id)).map(({ block }) => block));
  return new Set(view.items.map(({ block }) => block).filter((block) => !open.has(block))).size;
}
