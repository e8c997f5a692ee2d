/** How much of new traffic a set still stands for, and what it has no example of. */
import type { Interval } from '../../core/decision.ts';
import type { Pool } from '../../core/pool.ts';
import { seededNumbers } from '../../core/seeded-numbers.ts';
import { nearest, sphericalKMeans } from '../../stats/spherical-k-means.ts';
import { wilson } from '../../stats/wilson.ts';
import { tellingWords } from '../clusters.ts';
import { FEW_OTHERS, type Neighbours } from './neighbours.ts';
import type { SideBySide } from './side-by-side.ts';

/** A share of the new traffic, and how sure that is by the records that were looked at. */
export interface TrafficShare {
  readonly share: number;
  readonly interval: Interval;
  /** Records looked at. */
  readonly n: number;
}

/** A new kind of records: they say alike things, and the old pool hardly had any. */
export interface NewKind {
  /** Words that tell it from all others. */
  readonly words: readonly string[];
  readonly traffic: TrafficShare;
}

export interface Covered {
  /** Of the new traffic. */
  readonly stoodFor: TrafficShare;
  /** Of a stratum without an example. */
  readonly noStratum: TrafficShare;
  /** Of a stratum with one, but of a kind that the old pool hardly had. */
  readonly newKind: TrafficShare;
  /** The largest first. */
  readonly kinds: readonly NewKind[];
  /** What is not stood for, by kind or stratum: positions among the sampled new records. */
  readonly uncovered: readonly { readonly name: string; readonly members: readonly number[] }[];
  /** Positions of the examples of whose kind the new pool has hardly anything. */
  readonly gone: readonly number[];
}

export interface CoveredInput {
  /** Of the view. */
  readonly near: Neighbours;
  readonly fresh: Pool;
  /** Strata whose share of the traffic has become smaller, beyond chance. */
  readonly shrunk: ReadonlySet<string>;
  /** Outside of an interval, on each side. */
  readonly tail: number;
  readonly drifted: boolean;
}

/** Fewer records are no kind. */
const LEAST_OF_KIND = 3;
const MOST_KINDS = 8;

/**
 * A new record is stood for when its stratum has an example, and of the ten records around it more than one is old. An example is gone when nothing
 * of its stratum came and so many records would have brought some, or, where the traffic has `drifted`, when at most one of the ten around it is
 * new: alone that would be so of one example in a hundred by chance.
 */
export function coveredBy(view: SideBySide, { near, fresh, shrunk, tail, drifted }: CoveredInput): Covered {
  const strata = new Set(view.examples.map((index) => view.entries[index]!.stratum));
  const { oldAround, newAround } = near;
  const stratumAt = (at: number) => view.entries[view.fresh[at]!]!.stratum;
  const all = [...view.fresh.keys()];
  const bare = all.filter((at) => !strata.has(stratumAt(at)));
  const novel = all.filter((at) => strata.has(stratumAt(at)) && oldAround[at]! <= FEW_OTHERS);
  const n = all.length;
  const shareOf = (found: number): TrafficShare => ({
    share: found / n,
    interval: wilson(found, n, tail),
    n,
  });
  const kinds = kindsOf(view, novel);
  const inKind = new Set(kinds.flatMap(({ members }) => members));
  const there = new Set(fresh.strata.filter(({ records }) => records > 0).map(({ stratum }) => stratum));
  return {
    stoodFor: shareOf(n - bare.length - novel.length),
    noStratum: shareOf(bare.length),
    newKind: shareOf(novel.length),
    kinds: kinds.map(({ words, members }) => ({ words, traffic: shareOf(members.length) })),
    uncovered: [
      ...kinds.map(({ words, members }) => ({ name: words.join(' '), members })),
      ...[...Map.groupBy(bare, stratumAt)].map(([name, members]) => ({ name, members })),
      { name: 'others', members: novel.filter((at) => !inKind.has(at)) },
    ].filter(({ members }) => members.length > 0),
    gone: view.examples.flatMap((index, at) => {
      const { stratum } = view.entries[index]!;
      const isGone = !there.has(stratum) && shrunk.has(stratum);
      return isGone || (drifted && newAround[at]! <= FEW_OTHERS) ? [at] : [];
    }),
  };
}

/** Groups of what is new, each named by what its texts say and the others do not. */
function kindsOf(
  { entries, looks, vectors, fresh }: SideBySide,
  novel: readonly number[],
): readonly { readonly words: readonly string[]; readonly members: readonly number[] }[] {
  if (novel.length < LEAST_OF_KIND) return [];
  const own = [...new Set(novel.map((at) => fresh[at]!))];
  const k = Math.min(MOST_KINDS, Math.max(1, Math.round(Math.sqrt(own.length / 2))));
  const middles = sphericalKMeans(
    own.map((index) => vectors[index]!),
    { k, random: seededNumbers('new kinds') },
  );
  const groupOf = new Map(own.map((index) => [index, nearest(vectors[index]!, middles)]));
  const words = tellingWords(
    middles.length + 1,
    entries.map((_, index) => ({ cluster: groupOf.get(index) ?? middles.length })),
    looks,
  );
  // What is named alike is one kind.
  const named = Map.groupBy(novel, (at) => words[groupOf.get(fresh[at]!)!]!.toSorted().join(' '));
  return [...named.values()]
    .map((members) => ({ words: words[groupOf.get(fresh[members[0]!]!)!]!, members }))
    .filter(({ members }) => members.length >= LEAST_OF_KIND)
    .sort((a, b) => b.members.length - a.members.length);
}
