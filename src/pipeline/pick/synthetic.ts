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

/** The changes with those of what was made of the examples that they are about: dropped with them, and restored with them. */
export function withMade(
  changes: readonly ByHand[],
  of: {
    readonly synthetic: ReadonlyMap<string, Example>;
    readonly set: readonly Example[];
    readonly before: readonly PickChange[];
  },
): readonly ByHand[] {
  const there = new Set(of.set.map(({ id }) => id));
  const last = new Map(of.before.filter(isByHand).map((change) => [change.example, change]));
  const madeOf = (id: string) => [...of.synthetic.values()].filter(({ metadata }) => metadata?.from === id);
  const isWith = (made: Example, { action, example }: ByHand) => {
    if (action === 'drop') return there.has(made.id);
    const [own, parent] = [last.get(made.id), last.get(example)];
    return action === 'restore' && own?.action === 'drop' && own.at === parent?.at;
  };
  return changes.flatMap((change) => [
    change,
    ...madeOf(change.example)
      .filter((made) => isWith(made, change))
      .map(({ id }) => ({ ...change, example: id })),
  ]);
}

/** Those of the set, without what was dropped, and with what is restored now. */
export function syntheticKept(
  synthetic: ReadonlyMap<string, Example>,
  of: {
    readonly set: readonly Example[];
    /** What was changed before, and what is changed now. */
    readonly before: readonly PickChange[];
    readonly fresh: readonly ByHand[];
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
  return [...synthetic.values()].filter(({ id }) => (there.has(id) || back.has(id)) && !dropped.has(id));
}
