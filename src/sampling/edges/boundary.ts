/** Between two topics, as near to the one as to the other. */
import type { PoolEdge } from './edge.ts';

/** The smallest gap between the nearest topic and the next (of the cosine) that tells them apart. */
const GAP = 0.01;
const LEAST_RECORDS = 500;
/** A text that is near to nothing lies between nothing. */
const LEAST_NEARNESS = 0.3;

export const boundary: PoolEdge = {
  kind: 'boundary',
  family: 'ambiguous',
  description: 'between two topics',
  find(pool) {
    if (pool.records.reduce((a, b) => a + b, 0) < LEAST_RECORDS) return pool.records.map(() => undefined);
    const { near, words } = pool.clusters;
    const named = (topic: number) => words[topic]!.join(', ');
    return near.map(({ cluster, next, first, second }) =>
      first - second > GAP || second < LEAST_NEARNESS
        ? undefined
        : `lies between two topics: ${named(cluster)} | ${named(next)}`,
    );
  },
};
