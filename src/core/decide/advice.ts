/** What more rating would bring: within the plan, as a new question, and for "as good as". */
import { normalTail } from '../../stats/normal-tail.ts';
import { pairedPower } from '../../stats/paired-power.ts';
import { pairsNeeded } from '../../stats/pairs-needed.ts';
import { pseudoItemEstimate } from '../../stats/pseudo-item-interval.ts';
import { projectSums } from '../../stats/unit-sums.ts';
import { type CompareContext, type PairResult, tailOfPair } from './compare.ts';
import { differenceInterval } from './figures.ts';
import { decisionLevel, type Level, looksTakenBy } from './looks.ts';

/** Beyond this, a number of examples is no advice. */
const TOO_MANY = 2_000;

/** More examples that may settle it, and the chance that they do. */
export interface MoreWithinPlan {
  readonly examples: number;
  /** 0 to 1, of the pair that has least; the true difference as uncertain as it is. */
  readonly chance: number;
}

/**
 * How many more examples settle every pair at a later look of the plan, if difference and spread stay as they
 * are; the same intervals as the verdict's, on the same sums seen more often. Undefined when no look does.
 */
export function moreWithinPlan(
  context: CompareContext,
  pairs: readonly PairResult[],
): MoreWithinPlan | undefined {
  let examples = 0;
  let chance = 1;
  for (const pair of pairs) {
    const settled = settlingLook(context, pair);
    if (settled === undefined) return undefined;
    examples = Math.max(examples, settled.look - pair.rated);
    chance = Math.min(chance, settled.chance);
  }
  return { examples, chance };
}

/** The first later look at which the pair would be settled, and the chance that it is. */
function settlingLook(
  context: CompareContext,
  pair: PairResult,
): { readonly look: number; readonly chance: number } | undefined {
  const { settings } = context;
  if (settings.looks === 'final' || settings.complete) return undefined;
  const now = pair.look!;
  const plan = settings.looksTaken ? { ...settings, looksTaken: looksTakenBy(settings, now) } : settings;
  const range = settings.scale[1] - settings.scale[0];
  for (const look of settings.looks) {
    if (look <= now || look <= pair.rated) continue;
    const sums = projectSums(pair.differences.sums, look / now);
    const level = decisionLevel(plan, { look, rated: look }, tailOfPair(context));
    const [low, high] = differenceInterval({ ...pair.differences, sums }, level, range);
    if (low > 0 || high < 0) return { look, chance: chanceAt(pair, look / now, (high - low) / 2) };
  }
  return undefined;
}

/**
 * The chance that the mean of `times` as many units lies beyond the bound on either side. Given the mean of the n units of now and a flat prior
 * on the true one, the mean of N = times n is normal around it with variance s^2 (1/n - 1/N).
 */
function chanceAt(pair: PairResult, times: number, bound: number): number {
  const { units } = pair.differences.sums;
  const sd = deviationOf(pair) * Math.sqrt((1 - 1 / times) / units);
  return normalTail((bound - pair.difference) / sd) + normalTail((bound + pair.difference) / sd);
}

/**
 * Fresh examples on which a new question among the contenders alone, one look, finds the measured difference of the closest pair with an
 * 80 % chance. Undefined when the difference is so small that the number would be no advice.
 */
export function freshExamples(
  { settings }: CompareContext,
  pair: PairResult,
  contenders: number,
): number | undefined {
  const delta = Math.abs(pair.difference);
  if (delta < 1e-9) return undefined;
  const deviation = deviationOf(pair);
  const units = pairsNeeded({ delta, deviation, tail: settings.tail / (contenders - 1), power: 0.8 });
  const examples = Math.ceil((units * pair.n) / pair.differences.sums.units);
  return examples <= TOO_MANY ? examples : undefined;
}

/** The chance, with this many examples, to find "not inferior by the margin" when two are truly equal. */
export function equivalencePower(context: CompareContext, pair: PairResult, level: Level): number {
  const { units } = pair.differences.sums;
  if (units < 2 || !(level.tail > 0)) return 0;
  const { margin } = context.settings;
  return pairedPower({ n: units, delta: margin, deviation: deviationOf(pair), tail: level.tail });
}

/** Standard deviation of the differences of independent examples, never 0: with the two imaginary ones. */
function deviationOf({ differences }: PairResult): number {
  const { standardError } = pseudoItemEstimate(differences.sums, [differences.step, -differences.step]);
  return standardError * Math.sqrt(differences.sums.units + 2);
}
