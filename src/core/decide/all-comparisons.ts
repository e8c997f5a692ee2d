/** Every comparison that a Decision shows: as picked, weighted to the traffic, and slice by slice. */
import type { Comparison } from '../decision.ts';
import { sliceNames } from './candidate-figures.ts';
import { type CompareContext, compareItems, type PairResult, shownComparison } from './compare.ts';
import type { NoiseFigures } from './generation-noise.ts';
import type { Pair } from './pairs.ts';

/**
 * Pairs in config order, each as picked first. Traffic only over examples that have a weight, and never mixed
 * with the rest; slices by name. All on the same examples as the picked comparison. Only `picked` decides.
 */
export function allComparisons(
  context: CompareContext,
  pairs: readonly Pair[],
  of: {
    readonly picked: readonly PairResult[];
    readonly names: readonly string[];
    readonly noise: NoiseFigures | undefined;
  },
): readonly Comparison[] {
  const { examples } = context.table;
  const slices = sliceNames(context.table);
  return pairs.flatMap((pair, index) => {
    const { look, n } = of.picked[index]!;
    const items = pair.items.slice(0, n);
    const noise = of.noise?.ofDifference(
      pair.a,
      pair.b,
      items.map(({ example }) => example),
    );
    const picked = shownComparison(of.picked[index]!, of.names, 'picked');
    const shown = [{ ...picked, ...(noise && { generationNoise: noise }) }];
    const weighted = items.filter(({ example }) => (examples[example]!.weight ?? 0) > 0);
    if (weighted.length > 0) {
      const result = compareItems(context, pair, { items: weighted, look, weighted: true });
      shown.push(shownComparison(result, of.names, 'traffic'));
    }
    for (const slice of slices) {
      const inSlice = items.filter(({ example }) => examples[example]!.slices.includes(slice));
      if (inSlice.length === 0) continue;
      const result = compareItems(context, pair, { items: inSlice, look });
      shown.push(shownComparison(result, of.names, { slice }));
    }
    return shown;
  });
}
