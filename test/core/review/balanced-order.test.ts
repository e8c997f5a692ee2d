/** The order in which a rater meets the candidates favours none of them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balancedOrders } from '../../../src/core/review/balanced-order.ts';

const design = fc.record({
  examples: fc.integer({ min: 1, max: 80 }),
  candidates: fc.integer({ min: 1, max: 12 }),
  seed: fc.string(),
});

test('each candidate stands at each position equally often, to within one, whatever the size', () => {
  fc.assert(
    fc.property(design, ({ seed, ...size }) => {
      const orders = balancedOrders(size, seed);
      expect(orders).toHaveLength(size.examples);
      for (let position = 0; position < size.candidates; position++) {
        const counts = Array.from({ length: size.candidates }, () => 0);
        for (const order of orders) counts[order[position]!]!++;
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }
    }),
  );
});

describe('in whole squares each candidate follows each other', () => {
  test.each([2, 4, 6, 12])('equally often (%i candidates)', (candidates) => {
    expect(spreadOfFollowers(candidates, candidates)).toBe(0);
  });
  test.each([3, 5, 7, 11])('equally often over two squares (%i candidates)', (candidates) => {
    expect(spreadOfFollowers(candidates, 2 * candidates)).toBe(0);
  });
});

function spreadOfFollowers(candidates: number, examples: number): number {
  const counts = new Map<string, number>();
  for (let a = 0; a < candidates; a++)
    for (let b = 0; b < candidates; b++) if (a !== b) counts.set(`${a} ${b}`, 0);
  for (const order of balancedOrders({ examples, candidates }, 'seed'))
    order.slice(1).forEach((candidate, i) => {
      const pair = `${order[i]} ${candidate}`;
      counts.set(pair, counts.get(pair)! + 1);
    });
  return Math.max(...counts.values()) - Math.min(...counts.values());
}

test('the seed alone decides', () => {
  const size = { examples: 50, candidates: 3 };
  expect(balancedOrders(size, 'a')).toEqual(balancedOrders(size, 'a'));
  expect(balancedOrders(size, 'a')).not.toEqual(balancedOrders(size, 'b'));
});
