/** An entry of the pool as an example of the set: what it is there for, and what it stands for. */
import type { Example, Split } from '../core/example.ts';
import { hashJson } from '../core/identity.ts';
import type { Json } from '../core/json.ts';
import type { PickedHow } from '../core/pick.ts';
import type { PoolEntry } from '../core/pool.ts';
import type { Part } from './design.ts';
import { stratumSlices } from './stratum.ts';
import type { ViewedPool } from './view.ts';

export interface Chosen {
  readonly example: Example;
  readonly how: PickedHow;
}

/** Its weight, and how it came into the set. */
export interface Choice {
  readonly index: number;
  readonly split: Split;
  readonly weight: number;
  readonly by: PickedHow['by'];
  /** Absent for what was taken by hand. */
  readonly chance?: number;
}

export function chosen(view: ViewedPool, part: Part, choice: Choice): Chosen {
  const { index, split, weight, by, chance } = choice;
  const entry = view.entries[index]!;
  return {
    example: exampleOf(entry, { split, weight, slices: slicesOf(view, part, index) }),
    how: {
      example: entry.id,
      by,
      stratum: part.name,
      ...(chance === undefined ? {} : { chance }),
      edges: view.edges[index]!,
    },
  };
}

/** An entry that was drawn while it was looked at, and that the pool had no room for: a dev example, to be weighed. */
export function chosenOutside(entry: PoolEntry): Chosen {
  const { stratum, facets } = entry;
  const slices = [...stratumSlices(stratum), ...facets.filter((facet) => facet.startsWith('language:'))];
  return {
    example: exampleOf(entry, { split: 'dev', weight: 0, slices }),
    how: { example: entry.id, by: 'draw', stratum, edges: [] },
  };
}

/** `edge` is the slice of all edges, beside one for each kind. */
export function slicesOf(view: ViewedPool, part: Part, index: number): readonly string[] {
  const { stratum, facets } = view.entries[index]!;
  return [
    ...stratumSlices(stratum),
    ...(part.family === undefined ? [] : ['edge']),
    ...view.edges[index]!.map(({ kind }) => `edge:${kind}`),
    ...facets.filter((facet) => facet.startsWith('language:')),
  ];
}

/** A random order that the seed decides on and no other choice changes. */
export function inHashOrder(
  items: readonly Chosen[],
  seed: number | string,
  purpose: string,
): readonly Chosen[] {
  return items
    .map((item) => ({ item, key: hashJson([String(seed), purpose, item.example.id]) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item);
}

/** Metadata that says which records belong together, in order of preference. */
const CLUSTER_KEYS = ['conversation_id', 'session_id', 'customer_id', 'thread_id'];

function exampleOf(
  { id, record }: PoolEntry,
  { split, weight, slices }: Required<Pick<Example, 'split' | 'weight' | 'slices'>>,
): Example {
  const cluster = clusterOf(record.metadata);
  return {
    id,
    ...(record.name === undefined ? {} : { name: record.name }),
    input: record.input,
    ...(record.reference === undefined ? {} : { reference: record.reference }),
    slices,
    split,
    weight,
    ...(cluster === undefined ? {} : { cluster }),
    ...(record.metadata === undefined ? {} : { metadata: record.metadata }),
  };
}

function clusterOf(metadata: { readonly [key: string]: Json } | undefined): string | undefined {
  for (const key of CLUSTER_KEYS) {
    const value = metadata?.[key];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return undefined;
}
