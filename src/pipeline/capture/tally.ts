/** What became of things, counted by reason. */

/** Why things were not recorded, with how many. */
export type Reasons = { readonly [reason: string]: number };

export interface Tally {
  record(): void;
  skip(reason: string): void;
  fail(reason: string): void;
  failures(): number;
  counts(): { readonly recorded: number; readonly skipped: Reasons; readonly failed: Reasons };
}

/** Reasons may quote what was sent; beyond these many they are counted together. */
const MOST_REASONS = 20;

export function createTally(): Tally {
  const skipped = new Map<string, number>();
  const failed = new Map<string, number>();
  let recorded = 0;
  const count = (into: Map<string, number>, reason: string): void => {
    const key = into.has(reason) || into.size < MOST_REASONS ? reason : 'other reasons';
    into.set(key, (into.get(key) ?? 0) + 1);
  };
  const sum = (of: Map<string, number>): number => of.values().reduce((all, n) => all + n, 0);
  return {
    record: () => void recorded++,
    skip: (reason) => count(skipped, reason),
    fail: (reason) => count(failed, reason),
    failures: () => sum(failed),
    counts: () => ({
      recorded,
      skipped: Object.fromEntries(skipped),
      failed: Object.fromEntries(failed),
    }),
  };
}
