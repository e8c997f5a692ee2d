/** Who is better than whom on the same examples: a forest plot of the paired differences. */
import type { Comparison, Decision, Interval } from '../core/decision.ts';
import { qualityOf } from '../core/quality.ts';
import { decidingText, isAsGood, pairWeight, shownPair } from '../core/wording/comparisons.ts';
import { marginText, percent, signed } from '../core/wording/figures.ts';
import type { Chart, ChartInput } from './chart.ts';
import { colours } from './colours.ts';
import { drawRows } from './draw-rows.ts';
import { keptTogether, labelOf, nameInSentence } from './names.ts';
import type { Row } from './row.ts';
import { roundOut, ticks } from './ticks.ts';

export const differences: Chart = {
  name: 'differences',
  title: 'Each against each, on the same examples',
  describe,
  draw(input, canvas) {
    const { decision } = input;
    const pairs = comparedPairs(decision);
    if (pairs.length === 0) return undefined;
    const domain = domainOf(pairs, decision);
    return drawRows(canvas, {
      title: differences.title,
      description: describe(input),
      groups: [{ rows: pairs.map((pair) => rowOf(pair, input)) }],
      domain,
      ticks: ticks(domain, 5),
      tickText: (value) => signed(value, decision.by).replace(/\.?0+$/, ''),
      axis:
        decision.by === 'rating'
          ? 'Difference of the mean rating, the first minus the second'
          : 'Difference in points of percent, the first minus the second',
      notes: [
        ...(decision.verdict.asGoodAs === undefined
          ? []
          : [`As good: all of the thick bar is right of ${signed(-decision.margin, decision.by)}.`]),
        `Thick: the range that decides; where all of it is right of 0, the first is better. Thin: the plain ${percent(decision.confidence)} interval. Filled: decided; hollow: too close. Shaded: less than the margin of ${marginText(decision)} apart.`,
      ],
      band: [-decision.margin, decision.margin],
      zero: 0,
    });
  },
};

/** As picked, with rated examples in common, who is ahead first; the pairs that the verdict stands on before the others. */
function comparedPairs(decision: Decision): readonly Comparison[] {
  return decision.comparisons
    .filter(({ estimand, n }) => estimand === 'picked' && n > 0)
    .toSorted((x, y) => pairWeight(decision, y) - pairWeight(decision, x))
    .map((one) => shownPair(one, decision));
}

/** More than a sentence can hold: then it tells of the pairs of the best one, and how many others there are. */
const MANY = 6;

function describe({ decision }: ChartInput): string {
  const pairs = comparedPairs(decision);
  if (pairs.length === 0) return 'No two candidates are rated on the same examples yet.';
  const best = bestOf(decision);
  const told = pairs.length <= MANY ? pairs : pairs.filter(({ a, b }) => a === best || b === best);
  const said = told.map((pair) => {
    const [a, b] = [nameInSentence(pair.a), nameInSentence(pair.b)];
    const standing = standingOf(pair, decision, nameInSentence(pair.winner ?? ''), a);
    return `${a} minus ${b} ${figureOf(pair, decision)}, ${standing}`;
  });
  const unit = decision.by === 'rating' ? 'mean rating' : 'points of percent';
  const more = pairs.length - told.length;
  const rest = more === 0 ? '' : ` ${more} more pairs without ${nameInSentence(best!)}.`;
  return `Difference in ${unit} on the same examples, with the range that decides: ${said.join('; ')}.${rest}`;
}

function bestOf(decision: Decision): string | undefined {
  const rated = decision.candidates.map((one) => ({
    name: one.name,
    mean: qualityOf(one, decision)?.mean ?? Number.NEGATIVE_INFINITY,
  }));
  return rated.sort((x, y) => y.mean - x.mean)[0]?.name;
}

function rowOf(pair: Comparison, { decision, link }: ChartInput): Row {
  const { a, b, n, difference, winner, interval: plain } = pair;
  const decided = winner !== null || isAsGood(pair, decision);
  const figure = figureOf(pair, decision);
  const verdict = standingOf(pair, decision, winner === a ? 'first' : 'second', 'first');
  const names = [labelOf(a), labelOf(b)];
  return {
    names,
    said: [verdict, `${n} rated`],
    figure,
    shortFigure: signed(difference, decision.by),
    mean: difference,
    interval: plain,
    thick: decidingRange(pair, decision),
    colour: decided ? colours.accent : colours.ink2,
    symbol: 'diamond',
    filled: decided,
    title: `${names.map(keptTogether).join(' vs ')}: ${figure}, ${n} rated, ${verdict}`,
    href: link?.({ a, b }),
  };
}

/** `+0.40 (+0.10 to +0.70)`, `0.00 (−0.18 or more)`. */
function figureOf(pair: Comparison, decision: Decision): string {
  return `${signed(pair.difference, decision.by)} (${decidingText(pair, decision)})`;
}

function standingOf(pair: Comparison, decision: Decision, winner: string, first: string): string {
  if (pair.winner !== null) return `${winner} is better`;
  return isAsGood(pair, decision) ? `${first} is as good` : 'too close';
}

/** Of a pair that is as good, from its bound on one side on: that is what decided. */
function decidingRange(pair: Comparison, decision: Decision): Interval {
  const [low, high] = pair.decisionInterval;
  return isAsGood(pair, decision) ? [decision.verdict.asGoodAs!.atWorst, high] : [low, high];
}

/** Round numbers around all that is drawn. */
function domainOf(pairs: readonly Comparison[], { margin }: Decision): Interval {
  const ends = pairs.flatMap((pair) => [...pair.interval, ...pair.decisionInterval]);
  return roundOut([Math.min(-margin, ...ends), Math.max(margin, ...ends)]);
}
