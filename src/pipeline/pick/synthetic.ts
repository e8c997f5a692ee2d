/** The synthetic examples beside a set: which there are, and which stay. */
import type { Example } from '../../core/example.ts';
import type { PickChange } from '../../core/pick.ts';
import { isSynthetic } from '../../core/synthetic.ts';
import type { ViewedPool } from '../../sampling/view.ts';
import { type ByHand, isByHand } from './hand-changes.ts';

/** By id: those of the set, and those that were, unless such an input came from somebody real since. */
export function syntheticOf({
  set,
  past,
  view,
}: {
  readonly set: readonly Example[];
  readonly past: readonly Example[];
  readonly view: ViewedPool;
}): ReadonlyMap<string, Example> {
  const real = new Set(view.entries.map(({ id }) => id));
  const were = past.filter((example) => isSynthetic(example) && !real.has(example.id));
  return new Map([...were, ...set.filter(isSynthetic)].map((example) => [example.id, example]));
}

/** Ids of the examples that were dropped and have not been restored. */
export function droppedIds(changes: readonly PickChange[]): ReadonlySet<string> {
  const last = new Map(changes.filter(isByHand).map(({ example, action }) => [example, action]));
  return new Set([...last].filter(([, action]) => action === 'drop').map(([id]) => id));
}

/** Those of the set, without what was dropped or was made of what was dropped, and with what is restored now. */
export function syntheticKept(
  synthetic: ReadonlyMap<string, Example>,
  of: {
    readonly set: readonly Example[];
    /** What was changed before, and what is changed now. */
    readonly before: readonly PickChange[];
    readonly fresh: readonly ByHand[];
    /** Real ones. */
    readonly dropped: ReadonlySet<string>;
  },
): readonly Example[] {
  const dropped = droppedIds([...of.before, ...of.fresh]);
  const was = droppedIds(of.before);
  const there = new Set(of.set.map(({ id }) => id));
  const back = new Set(
    of.fresh
      .filter(({ action, example }) => action === 'restore' && was.has(example))
      .map(({ example }) => example),
  );
  const isOf = ({ metadata }: Example) => typeof metadata?.from === 'string' && of.dropped.has(metadata.from);
  return [...synthetic.values()].filter(
    (example) =>
      (there.has(example.id) || back.has(example.id)) && !dropped.has(example.id) && !isOf(example),
  );
}
