/** What more rating would bring: within the plan, as a new question, and for "as good as". */
import { pairedPower } from '../../stats/paired-power.ts';
import { pairsNeeded } from '../../stats/pairs-needed.ts';
import { pseudoItemEstimate } from '../../stats/pseudo-item-interval.ts';
import { projectSums } from '../../stats/unit-sums.ts';
import { type CompareContext, type PairResult, tailOfPair } from './compare.ts';
import { differenceInterval } from './figures.ts';
import { decisionLevel, type Level, looksTakenBy } from './looks.ts';

/** Beyond this, a number of examples is no advice. */
const TOO_MANY = 2_000;

/**
 * How many more examples settle every pair at a later look of the plan, if difference and spread stay as they
 * are; the same intervals as the verdict's, on the same sums seen more often. Undefined when no look does.
 */
export function moreWithinPlan(context: CompareContext, pairs: readonly PairResult[]): number | undefined {
  const { settings } = context;
  if (settings.looks === 'final' || settings.complete) return undefined;
  let needed = 0;
  for (const pair of pairs) {
    const look = pair.look!;
    const taken = { ...settings, looksTaken: looksTakenBy(settings, look) };
    const range = settings.scale[1] - settings.scale[0];
    const enough = settings.looks.find((later) => {
      if (later <= look || later <= pair.rated) return false;
      const sums = projectSums(pair.differences.sums, later / look);
      const plan = settings.looksTaken ? taken : settings;
      const level = decisionLevel(plan, { look: later, rated: later }, tailOfPair(context));
      const [low, high] = differenceInterval({ ...pair.differences, sums }, level, range);
      return low > 0 || high < 0;
    });
    if (enough === undefined) return undefined;
    needed = Math.max(needed, enough - pair.rated);
  }
  return needed;
}

/**
 * Fresh examples on which a new question, one look, finds the measured difference of the closest pair with an
 * 80 % chance. Undefined when the difference is so small that the number would be no advice.
 */
export function freshExamples(context: CompareContext, pair: PairResult): number | undefined {
  const delta = Math.abs(pair.difference);
  if (delta < 1e-9) return undefined;
  const deviation = deviationOf(pair);
  const units = pairsNeeded({ delta, deviation, tail: tailOfPair(context), power: 0.8 });
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
