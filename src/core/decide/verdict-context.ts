/** What the verdict is put into words from. */
import type { CompareContext, PairResult } from './compare.ts';
import type { Spending } from './spending.ts';

export interface VerdictContext extends CompareContext {
  readonly names: readonly string[];
  readonly incumbent: number | undefined;
  /** Every pair as picked. */
  readonly compared: readonly PairResult[];
  readonly spending: readonly Spending[];
  /** Whether a gate took somebody out. */
  readonly gated: boolean;
}

/** Who is out, and why: `B is out: it costs $3.00 per 1,000 answers, over the limit of $2.00`. '' for nobody. */
export function outSentence({ names, spending }: VerdictContext): string {
  return spending
    .flatMap(({ excluded }, index) => (excluded === undefined ? [] : [`${names[index]} is out: ${excluded}`]))
    .join('; ');
}
