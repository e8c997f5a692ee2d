/** What became of things, counted by reason. */

/** Why things were not recorded, with how many. */
export type Reasons = { readonly [reason: string]: number };

export interface ReasonCount {
  count(reason: string): void;
  sum(): number;
  counts(): Reasons;
}

export interface Tally {
  record(): void;
  skip(reason: string): void;
  fail(reason: string): void;
  failures(): number;
  counts(): { readonly recorded: number; readonly skipped: Reasons; readonly failed: Reasons };
}

/** Reasons may quote what was sent; beyond these many they are counted together. */
const MOST_REASONS = 20;

export function createReasons(): ReasonCount {
  const counted = new Map<string, number>();
  return {
    count(reason) {
      const key = counted.has(reason) || counted.size < MOST_REASONS ? reason : 'other reasons';
      counted.set(key, (counted.get(key) ?? 0) + 1);
    },
    sum: () => counted.values().reduce((all, n) => all + n, 0),
    counts: () => Object.fromEntries(counted),
  };
}

export function createTally(): Tally {
  const skipped = createReasons();
  const failed = createReasons();
  let recorded = 0;
  return {
    record: () => void recorded++,
    skip: skipped.count,
    fail: failed.count,
    failures: failed.sum,
    counts: () => ({ recorded, skipped: skipped.counts(), failed: failed.counts() }),
  };
}
