/** What a set covers of its pool: the topics with and without examples, and a map of both. */
import { dot } from '../stats/spherical-k-means.ts';
import { symmetricEigen } from '../stats/symmetric-eigen.ts';
import type { ViewedPool } from './view.ts';

export interface Coverage {
  /** Largest first. */
  readonly topics: readonly {
    /** Words that tell it from the others. */
    readonly words: readonly string[];
    readonly records: number;
    readonly picked: number;
  }[];
  /** Records that lie farthest from every example, at most five: by name or id. */
  readonly farthest: readonly { readonly record: string; readonly text: string; readonly nearness: number }[];
  /** Mean cosine between the records and the example nearest to each. */
  readonly nearness: number;
  /** A place in the plane for each of at most 2,000 entries; near texts lie near each other, as far as a plane can show it. */
  readonly map: readonly { readonly x: number; readonly y: number; readonly picked: boolean }[];
}

const FARTHEST = 5;
const ON_MAP = 2_000;

/** `picked` are ids of dev examples; of what is `held` out, no text is told. */
export function coverageOf(
  view: ViewedPool,
  picked: readonly string[],
  held: ReadonlySet<string> = new Set(),
): Coverage {
  const { entries, records, vectors, clusters, looks } = view;
  const isPicked = new Set(picked);
  const chosen = [...entries.keys()].filter((index) => isPicked.has(entries[index]!.id));
  const near = vectors.map((vector) =>
    chosen.reduce((most, index) => Math.max(most, dot(vector, vectors[index]!)), 0),
  );
  const all = records.reduce((a, b) => a + b, 0);
  const topics = clusters.words.map((words, topic) => {
    const members = [...entries.keys()].filter((index) => clusters.near[index]!.cluster === topic);
    return {
      words,
      records: Math.round(members.reduce((sum, index) => sum + records[index]!, 0)),
      picked: members.filter((index) => isPicked.has(entries[index]!.id)).length,
    };
  });
  // A text without a word that another has lies nowhere, so that nothing is near to it.
  const farthest = [...entries.keys()]
    .filter((index) => {
      const { id } = entries[index]!;
      return !isPicked.has(id) && !held.has(id) && looks[index]!.topic.trim() !== '';
    })
    .sort((a, b) => near[a]! - near[b]! || a - b)
    .slice(0, FARTHEST);
  const shown = [
    ...chosen,
    ...[...entries.keys()].filter((index) => !isPicked.has(entries[index]!.id)),
  ].slice(0, ON_MAP);
  return {
    topics: topics.filter(({ records: n }) => n > 0).sort((a, b) => b.records - a.records),
    farthest: farthest.map((index) => ({
      record: entries[index]!.record.name ?? entries[index]!.id,
      text: looks[index]!.topic.trim().slice(0, 200),
      nearness: near[index]!,
    })),
    nearness: near.reduce((sum, one, index) => sum + one * records[index]!, 0) / all,
    map: planeOf(shown.map((index) => vectors[index]!)).map(([x, y], at) => ({
      x,
      y,
      picked: at < chosen.length,
    })),
  };
}

/** The two directions in which vectors differ most. Source: principal component analysis, Hotelling 1933. */
function planeOf(vectors: readonly Float32Array[]): readonly (readonly [number, number])[] {
  const n = vectors[0]?.length ?? 0;
  const mean = new Float64Array(n);
  for (const vector of vectors) for (let d = 0; d < n; d++) mean[d] = mean[d]! + vector[d]! / vectors.length;
  const covariance = new Float64Array(n * n);
  for (const vector of vectors)
    for (let a = 0; a < n; a++)
      for (let b = 0; b <= a; b++) {
        const product = (vector[a]! - mean[a]!) * (vector[b]! - mean[b]!);
        covariance[a * n + b] = covariance[a * n + b]! + product;
        if (a !== b) covariance[b * n + a] = covariance[b * n + a]! + product;
      }
  const { vectors: directions } = symmetricEigen(covariance, n);
  const along = (vector: Float32Array, direction: readonly number[] | undefined) =>
    direction === undefined ? 0 : direction.reduce((sum, x, d) => sum + x * (vector[d]! - mean[d]!), 0);
  return vectors.map((vector) => [along(vector, directions[0]), along(vector, directions[1])]);
}
