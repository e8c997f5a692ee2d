/** How likely `decide` is to tell two candidates apart that truly differ by so much, on so many examples. */
import { agrestiMinPower } from '../../stats/agresti-min-power.ts';
import { pseudoPairPower } from '../../stats/pseudo-pair-power.ts';
import { plannedLooks } from '../config.ts';
import { decisionLevel, type Level } from '../decide/looks.ts';
import { settingsOf } from '../decide/settings.ts';
import type { DecideBy } from '../decision.ts';

/** The rule that the chance is of: what decides, the level, and the looks that are planned. */
export interface ChanceRule {
  readonly by: DecideBy;
  readonly scale: readonly [number, number];
  readonly confidence: number;
  /** Candidates that are compared, two at least; their rivals share the chance of a false call. */
  readonly candidates: number;
  /** As in a config: absent for `plannedLooks` of the set. */
  readonly looks?: 'final' | readonly number[];
  readonly unitsPerExample: number;
}

/** Four times in five: what "can be told apart" means in a plan. */
export const ENOUGH = 0.8;
/** Beyond this, a number of examples is no plan. */
const TOO_MANY = 2_000;

/** The looks of a set of so many examples: those of the config up to there, and always the end. */
export function looksOfSize(
  { looks }: Pick<ChanceRule, 'looks'>,
  examples: number,
): 'final' | readonly number[] {
  if (looks === undefined) return plannedLooks(examples);
  return looks === 'final' ? looks : [...looks.filter((look) => look < examples), examples];
}

/**
 * The chance that two candidates whose true difference is `gap` get the right winner at `look`, by default the last look of
 * a set of `examples`; `deviation` is the spread of their differences. By the same level and the same interval as
 * `decide` uses, imaginary examples included. Exact for yes/no answers, and for ratings as if differences were normal, which is
 * within 2 points of `decide` itself on
 * 1-5 ratings of real experts (`npm run bench:decide` measures it at n = 10, 20 and 50).
 */
export function chanceToTell(
  rule: ChanceRule,
  of: { readonly examples: number; readonly gap: number; readonly deviation: number; readonly look?: number },
): number {
  const { by, unitsPerExample } = rule;
  const { examples, gap, look = examples } = of;
  const units = look * unitsPerExample;
  if (units < 2) return 0;
  const level = levelOf(rule, examples, look);
  const deviation = possibleDeviation(gap, of.deviation);
  if (by === 'acceptable' && units === look) {
    // The share that only one of the two answers acceptably; no more than all.
    const apart = Math.min(1, deviation ** 2 + gap ** 2);
    return agrestiMinPower({ n: look, more: (apart + gap) / 2, less: (apart - gap) / 2, z: level.z });
  }
  const step = by === 'rating' ? 1 : Math.SQRT1_2;
  return pseudoPairPower({
    n: units,
    delta: gap,
    deviation: Math.max(deviation, 1e-6),
    step,
    tail: level.tail,
  });
}

/** Differences of whole steps cannot spread less than this: with a mean of 0.2, a fifth of them at the least is 1. */
function possibleDeviation(gap: number, deviation: number): number {
  const part = gap - Math.floor(gap);
  return Math.max(deviation, Math.sqrt(part * (1 - part)));
}

function levelOf(rule: ChanceRule, examples: number, look: number): Level {
  const { by, scale, confidence, candidates } = rule;
  const looks = looksOfSize(rule, examples);
  const options = { by, confidence, looks, ...(by === 'rating' && { scale }) };
  const settings = settingsOf({ examples: [], candidates: [], ratings: [], options });
  return decisionLevel(settings, { look, rated: look }, settings.tail / (candidates - 1));
}

/** The smallest true difference that is found four times in five; null where none that the scale allows is. */
export function resolvedGap(
  rule: ChanceRule,
  of: { readonly examples: number; readonly deviation: number },
): number | null {
  let low = 0;
  let high = rule.scale[1] - rule.scale[0];
  if (chanceToTell(rule, { ...of, gap: high }) < ENOUGH) return null;
  while (high - low > 1e-4 * (rule.scale[1] - rule.scale[0])) {
    const middle = (low + high) / 2;
    if (chanceToTell(rule, { ...of, gap: middle }) < ENOUGH) low = middle;
    else high = middle;
  }
  return high;
}

/** The size of the set that finds a true difference four times in five; null beyond 2,000 examples. */
export function examplesFor(
  rule: ChanceRule,
  of: { readonly gap: number; readonly deviation: number },
): number | null {
  let low = 1;
  let high = TOO_MANY;
  if (chanceToTell(rule, { ...of, examples: high }) < ENOUGH) return null;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (chanceToTell(rule, { ...of, examples: middle }) < ENOUGH) low = middle;
    else high = middle;
  }
  return high;
}
