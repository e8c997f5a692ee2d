/** Every sign that a set wears out: what it says of a set that shows it, of one that is fine, and of next to nothing. */
import { describe, expect, test } from 'vitest';
import { signs } from '../../../src/core/health/list.ts';
import type { HealthInput } from '../../../src/core/health/sign.ts';
import { alarmLine } from '../../../src/core/health.ts';
import { cycle } from '../decide-story.ts';
import { apart, type Columns, kept, textsOf, worn } from './worn.ts';

const EVERY_PERFECT: Columns = { a: Array(30).fill(5), b: Array(30).fill(5), c: Array(30).fill(5) };
const others = (k: number): Columns => ({ [`x${k}`]: Array(30).fill(3), [`y${k}`]: Array(30).fill(4) });

const LONG =
  'The treaty was signed at noon on the fourth of May in the hall of the old town by all of them but one.';

/** So many candidates, each a step better than the one before on 60 examples, but the other way round on some of them. */
function halfAgainst(candidates: number, against: number): Columns {
  return Object.fromEntries(
    Array.from({ length: candidates }, (_, at) => [
      `c${at}`,
      Array.from({ length: 100 }, (_, i) => {
        const rank = i < against ? candidates - 1 - at : at;
        return Math.min(5, 1 + Math.floor((rank * 5) / candidates));
      }),
    ]),
  );
}

/** A set that shows the sign, and one that does not. */
const SETS: { readonly [sign: string]: { readonly shows: HealthInput; readonly fine: HealthInput } } = {
  reuse: {
    shows: worn({ decisions: [1, 2, 3, 4].map((hour) => kept(hour, others(hour))) }),
    fine: worn({ decisions: [kept(1, apart(30))] }),
  },
  gap: {
    shows: worn({
      columns: { a: cycle(40, 5, 4), b: cycle(40, 3, 4) },
      holdout: { a: cycle(20, 2, 3), b: cycle(20, 3, 4) },
    }),
    fine: worn({
      columns: { a: cycle(40, 5, 4), b: cycle(40, 3, 4) },
      holdout: { a: cycle(20, 4, 5), b: cycle(20, 4, 3) },
    }),
  },
  discrimination: {
    shows: worn({ columns: halfAgainst(8, 40) }),
    fine: worn({ columns: halfAgainst(8, 0) }),
  },
  duplicates: {
    shows: worn({
      texts: textsOf(['one', 'two', 'three'], {
        forms: ['your order # is late', 'y', 'your order # is late'],
      }),
    }),
    fine: worn({ texts: textsOf(['one', 'two', 'three']) }),
  },
  canary: {
    shows: worn({
      texts: textsOf(['When was it?'], {
        references: [LONG],
        outputs: [{ example: 'e01', candidate: 'a', text: `As known: ${LONG}` }],
      }),
    }),
    fine: worn({
      texts: textsOf([`Sum this up: ${LONG}`], {
        references: [LONG],
        outputs: [{ example: 'e01', candidate: 'a', text: LONG }],
      }),
    }),
  },
  saturation: { shows: worn({ columns: EVERY_PERFECT }), fine: worn({}) },
};

const NOTHING = worn({ columns: { a: [], b: [] } });

describe.each(signs.map((sign) => [sign.name, sign] as const))('%s', (name, sign) => {
  const { shows, fine } = SETS[name]!;

  test('a worn set is told with a figure, and a sound one is not', () => {
    const found = sign.look(shows);
    expect(found.level).toMatch(/^(note|alarm)$/);
    expect(found.says).toMatch(/\d/);
    expect(sign.look(fine).level).toMatch(/^(fine|unknown)$/);
  });

  test('every estimate has its interval within which it lies, and every group says what to do or whom it is about', () => {
    for (const { figures, groups } of [sign.look(shows), sign.look(fine)]) {
      for (const { value, interval } of figures)
        if (interval !== undefined) {
          expect(interval[0]).toBeLessThanOrEqual(value);
          expect(interval[1]).toBeGreaterThanOrEqual(value);
        }
      for (const { examples, command } of groups)
        expect(examples.length > 0 || command !== undefined).toBe(true);
    }
  });

  test('nothing rated is no sign of wear', () => {
    expect(sign.look(NOTHING).level).toMatch(/^(fine|unknown)$/);
  });

  test('it speaks in a decision when it alarms, and then alone', () => {
    const { level, line } = sign.look(shows);
    if (sign.inDecision) expect(line === undefined).toBe(level !== 'alarm');
    else expect(line).toBeUndefined();
    expect(alarmLine(fine)).toBeUndefined();
  });
});
