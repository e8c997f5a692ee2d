/** Examples that everybody gets right, or nobody. */
import { expect, test } from 'vitest';
import { mayLeave, retireCommand } from '../../../src/core/health/retire.ts';
import { saturation } from '../../../src/core/health/saturation.ts';
import { worn } from './worn.ts';

test('the share of examples on which all are perfect or hopeless has Wilson’s interval, and those stand by name', () => {
  const alike = [...Array(12).fill(5), ...Array(3).fill(1)];
  const rest = Array.from({ length: 35 }, (_, i) => 2 + (i % 3));
  const found = saturation.look(
    worn({ columns: { a: [...alike, ...rest], b: [...alike, ...rest.map((one) => one - 1)] } }),
  );
  // scipy 1.17: binomtest(15, 50).proportion_ci(method='wilson').
  const [figure] = found.figures;
  expect(figure!.value).toBe(0.3);
  expect(figure!.interval![0]).toBeCloseTo(0.191035535, 9);
  expect(figure!.interval![1]).toBeCloseTo(0.4375035046, 9);
  expect(found.level).toBe('note');
  expect(found.groups.map(({ what, examples }) => [what, examples.length])).toEqual([
    ['every candidate is perfect', 12],
    ['every candidate is hopeless', 3],
  ]);
  expect(found.groups[1]!.command).toBe(
    "fieldtest pick --swap e13 e14 e15 --reason 'saturated: all hopeless'",
  );
});

test('an example that only one candidate has rated says nothing', () => {
  const found = saturation.look(worn({ columns: { a: Array(30).fill(5), b: Array(30).fill(null) } }));
  expect(found.level).toBe('unknown');
});

test.each([
  [20, 0],
  [24, 4],
  [30, 10],
  [50, 16],
  [60, 20],
])('of %i examples %i may leave at once, so that two thirds and 20 stay', (n, most) => {
  expect(mayLeave(n)).toBe(most);
});

test('a name with a space or a quote is one word of the command', () => {
  expect(retireCommand(["Ann's mail", 'e-1'], { hasPool: true, reason: 'r' })).toBe(
    "fieldtest pick --swap 'Ann'\\''s mail' e-1 --reason r",
  );
});
