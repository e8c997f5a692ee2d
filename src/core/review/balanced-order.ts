/** In which order a rater meets the candidates of each example: a Williams design, seeded. */
import { shuffled } from './seeded-order.ts';

/**
 * For each of `examples` examples an order of the `candidates` (0 ... candidates - 1). Each candidate stands at each
 * position equally often, to within one, and within a full square follows each other candidate equally often (to
 * within one when the number of candidates is odd), so that neither tiredness nor contrast favours one.
 * Source: E. J. Williams, "Experimental Designs Balanced for the Estimation of Residual Effects of Treatments",
 * Australian Journal of Scientific Research A2 (1949), 149-168.
 */
export function balancedOrders(
  { examples, candidates }: { readonly examples: number; readonly candidates: number },
  seed: string,
): readonly (readonly number[])[] {
  const numbers = Array.from({ length: candidates }, (_, i) => i);
  const names = shuffled(numbers, seed, { purpose: 'candidates', key: String });
  const zigzag = numbers.map((i) => (i % 2 === 0 ? i / 2 : candidates - (i + 1) / 2));
  const orders: (readonly number[])[] = [];
  for (let square = 0; orders.length < examples; square++) {
    // An odd number needs the mirror image as well for each to follow each; squares take turns.
    const base = candidates % 2 === 1 && square % 2 === 1 ? zigzag.toReversed() : zigzag;
    const rows = shuffled(numbers, seed, { purpose: `square ${square}`, key: String });
    for (const row of rows) orders.push(base.map((step) => names[(step + row) % candidates]!));
    if (candidates === 0) break;
  }
  return candidates === 0 ? Array.from({ length: examples }, () => []) : orders.slice(0, examples);
}
