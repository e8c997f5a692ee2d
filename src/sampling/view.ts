/** A pool as picking sees it: what each entry stands for, how near they are to each other, and their edges. */
import type { ExampleEdge } from '../core/pick.ts';
import type { Pool, PoolEntry } from '../core/pool.ts';
import { type Clusters, clustersOf } from './clusters.ts';
import type { EdgeFamily, PoolView } from './edges/edge.ts';
import { inputEdges, poolEdges } from './edges/list.ts';
import { lexicalVectors } from './lexical-vectors.ts';
import { lookAt } from './look.ts';
import { shareBelow } from './pool.ts';

/** Why an entry is an edge. */
export interface FoundEdge extends ExampleEdge {
  readonly family: EdgeFamily;
}

export interface ViewedPool extends PoolView {
  readonly clusters: Clusters;
  /** Of each entry; what much of the traffic has is no edge. */
  readonly edges: readonly (readonly FoundEdge[])[];
}

/** Looks at a pool; entries come in the order of their ids. `vectors` are unit vectors of the texts in place of lexical ones, in that order. */
export function viewPool(pool: Pool, vectors?: readonly Float32Array[]): ViewedPool {
  const entries = entriesOf(pool);
  const looks = entries.map(({ record }) => lookAt(record.input));
  return viewOf(pool, {
    entries,
    looks,
    vectors: vectors ?? lexicalVectors(looks.map(({ topic }) => topic)),
  });
}

/** The entries in the order of their ids, and the records that each stands for, without a look at them. */
export function countedPool(pool: Pool): Pick<PoolView, 'entries' | 'records'> {
  const entries = entriesOf(pool);
  return { entries, records: recordsOf(pool, entries) };
}

/** What of each entry is to be embedded, in the order of a view. */
export function textsToEmbed(pool: Pool): readonly { readonly id: string; readonly text: string }[] {
  return entriesOf(pool).map(({ id, record }) => ({ id, text: lookAt(record.input).topic }));
}

function entriesOf({ entries }: Pool): readonly PoolEntry[] {
  return [...entries].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function viewOf(
  pool: Pool,
  { entries, looks, vectors }: Pick<PoolView, 'entries' | 'looks' | 'vectors'>,
): ViewedPool {
  const view: PoolView = {
    entries,
    records: recordsOf(pool, entries),
    looks,
    vectors,
    clusters: clustersOf(vectors, looks),
  };
  const found = poolEdges.map(({ kind, family, find }) => ({ kind, family, why: find(view) }));
  const edges = entries.map(({ facets }, index) => [
    ...inputEdges.flatMap(({ kind, family, find }) => {
      const why = facets.includes(`edge:${kind}`) ? find(looks[index]!) : undefined;
      return why === undefined ? [] : [{ kind, family, why }];
    }),
    ...found.flatMap(({ kind, family, why: all }) => {
      const why = all[index];
      return why === undefined ? [] : [{ kind, family, why }];
    }),
  ]);
  const rare = rareKinds(edges, view.records);
  return { ...view, edges: edges.map((own) => own.filter(({ kind }) => rare.has(kind))) };
}

/** What more of the traffic has than this is the work itself, no edge. */
const MOST_EDGE_SHARE = 0.1;

function rareKinds(
  edges: readonly (readonly FoundEdge[])[],
  records: readonly number[],
): ReadonlySet<string> {
  const sums = recordsByKind(edges, records);
  const all = records.reduce((a, b) => a + b, 0);
  return new Set([...sums].filter(([, sum]) => sum <= all * MOST_EDGE_SHARE).map(([kind]) => kind));
}

/** Records that have an edge of each kind. */
export function recordsByKind(
  edges: readonly (readonly FoundEdge[])[],
  records: readonly number[],
): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [index, own] of edges.entries())
    for (const { kind } of own) sums.set(kind, (sums.get(kind) ?? 0) + records[index]!);
  return sums;
}

/**
 * Records that each entry stands for. An entry that the pool keeps with probability pi, the largest of those that its
 * stratum and its facets give it, though not more than its form has room for, stands for count / pi; that is scaled to the exact number of each stratum.
 * Source: Horvitz and Thompson, A generalization of sampling without replacement, JASA 1952.
 */
function recordsOf({ strata, facets }: Pool, entries: readonly PoolEntry[]): readonly number[] {
  const share = new Map<string, number>();
  for (const { stratum, bound } of strata) share.set(stratum, shareBelow(bound));
  for (const { facet, bound } of facets) share.set(facet, shareBelow(bound));
  const raw = entries.map(
    ({ count, stratum, facets: own, formBound }) =>
      count /
      Math.min(
        shareBelow(formBound),
        Math.max(share.get(stratum)!, ...own.map((facet) => share.get(facet) ?? 0)),
      ),
  );
  const sums = new Map<string, number>();
  for (const [index, { stratum }] of entries.entries())
    sums.set(stratum, (sums.get(stratum) ?? 0) + raw[index]!);
  const exact = new Map(strata.map(({ stratum, records }) => [stratum, records]));
  return entries.map(({ stratum }, index) => raw[index]! * (exact.get(stratum)! / sums.get(stratum)!));
}
