/** Draws that are spread out, in which every unit keeps its own probability. */
import { describe, expect, it } from 'vitest';
import { type Dice, localPivotal, spreadOrder } from '../../src/stats/local-pivotal.ts';
import { seeded } from '../fixtures/seeded.ts';

/** Units on a line; the nearer two are, the liker. */
const nearness = (a: number, b: number) => -Math.abs(a - b);
const DRAWS = 20_000;

/** Fresh numbers for each draw. */
function diceFrom(random: () => number): Dice {
  const keys = new Map<number, number>();
  return {
    key(unit) {
      const known = keys.get(unit) ?? random();
      keys.set(unit, known);
      return known;
    },
    toss: random,
  };
}

describe('the local pivotal method', () => {
  it('draws each unit with its own probability, and as many as these add up to', () => {
    const probabilities = [1, 0.8, 0.2, 0.5, 0.5, 0.35, 0.65, 0];
    const random = seeded(2);
    const times = probabilities.map(() => 0);
    for (let i = 0; i < DRAWS; i++) {
      const drawn = localPivotal(probabilities, { nearness, dice: diceFrom(random) });
      expect(drawn).toHaveLength(4);
      for (const unit of drawn) times[unit]!++;
    }
    for (const [unit, p] of probabilities.entries())
      expect(Math.abs(times[unit]! / DRAWS - p)).toBeLessThan(0.015);
  });

  it('hardly ever draws neighbours together, where a simple draw often does', () => {
    const probabilities = Array<number>(20).fill(0.5);
    const random = seeded(3);
    let together = 0;
    for (let i = 0; i < 2_000; i++) {
      const drawn = new Set(localPivotal(probabilities, { nearness, dice: diceFrom(random) }));
      for (let unit = 0; unit < 20; unit += 2) together += Number(drawn.has(unit) && drawn.has(unit + 1));
    }
    // Of ten pairs a simple draw of ten of twenty has 10 x (10 x 9) / (20 x 19) = 2.37 together.
    expect(together / 2_000).toBeLessThan(1.4);
  });

  it('of nothing draws nothing', () => {
    expect(localPivotal([], { nearness, dice: diceFrom(() => 0.5) })).toEqual([]);
    expect(localPivotal([0.3], { nearness, dice: diceFrom(() => 0.2) })).toEqual([0]);
    expect(localPivotal([0.3], { nearness, dice: diceFrom(() => 0.4) })).toEqual([]);
  });
});

describe('an order that is spread out', () => {
  it('has each unit at each place equally often', () => {
    const random = seeded(5);
    const units = [0, 1, 2, 3, 4];
    const at = units.map(() => units.map(() => 0));
    for (let i = 0; i < DRAWS; i++)
      for (const [place, unit] of spreadOrder(units, { nearness, dice: () => diceFrom(random) }).entries())
        at[unit]![place]!++;
    for (const places of at) for (const n of places) expect(Math.abs(n / DRAWS - 0.2)).toBeLessThan(0.015);
  });

  it('begins with units that are far apart', () => {
    const random = seeded(6);
    const units = Array.from({ length: 16 }, (_, i) => i);
    let apart = 0;
    for (let i = 0; i < 2_000; i++) {
      const [a, b] = spreadOrder(units, { nearness, dice: () => diceFrom(random) });
      apart += Math.abs(a! - b!) / 2_000;
    }
    // Two of sixteen at random are (16 + 1) / 3 = 5.67 apart.
    expect(apart).toBeGreaterThan(7);
  });
});
