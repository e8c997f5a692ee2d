/** A topic that hardly any of the traffic has. */
import type { PoolEdge } from './edge.ts';

/** Of the traffic. */
const MOST_SHARE = 0.005;
/** In a small pool every topic is rare. */
const LEAST_RECORDS = 500;

export const rareCluster: PoolEdge = {
  kind: 'rare-cluster',
  family: 'weird',
  description: 'a topic that is rare here',
  find(pool) {
    const { records } = pool;
    const all = records.reduce((a, b) => a + b, 0);
    if (all < LEAST_RECORDS) return records.map(() => undefined);
    const { near, words } = pool.clusters;
    const sizes = new Map<number, number>();
    for (const [index, { cluster }] of near.entries())
      sizes.set(cluster, (sizes.get(cluster) ?? 0) + records[index]!);
    return near.map(({ cluster }) => {
      const size = sizes.get(cluster)!;
      return size > all * MOST_SHARE
        ? undefined
        : `is of a topic (${words[cluster]!.join(', ')}) that only ${Math.round(size)} of ${Math.round(all)} records have`;
    });
  },
};
