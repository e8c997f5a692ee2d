/** "How this could be wrong": what a decision does not know, in sentences, the same in every kind of report. */
import type { Decision } from '../decision.ts';
import { coefficient, interval, percent, rating, signed } from './figures.ts';
import { leadsOf, strengthOf } from './strength.ts';

/** What is still missing before every candidate is compared on every example. */
export interface Missing {
  readonly outputs: number;
  readonly ratings: number;
}

/** The sentences, the weightiest first. */
export function cautions(decision: Decision, missing: Missing): readonly string[] {
  return [
    ...onlyJust(decision),
    ...missingWork(missing, decision),
    ...notCompared(decision),
    ...(decision.earlyReveal
      ? ['Names were shown before all ratings were in: those that came after may not be blind.']
      : []),
    ...smallSet(decision),
    ...trafficView(decision),
    ...weakSlices(decision),
    ...freeOfCharge(decision),
    ...raterQuality(decision),
    ...decision.warnings,
  ];
}

/** What bears on a winner so much that it stands beside the reason: that it is none with the mix of the real traffic. */
export function caveats(decision: Decision): readonly string[] {
  return decision.verdict.winner === undefined ? [] : trafficView(decision);
}

/** A range that nearly reaches 0 reads as sure as one that is far from it, unless it is said. */
function onlyJust(decision: Decision): readonly string[] {
  if (strengthOf(decision) !== 'narrow') return [];
  const { by, verdict } = decision;
  return leadsOf(decision)
    .toSorted((x, y) => x.low - y.low)
    .slice(0, 1)
    .map(
      ({ rival, low, high }) =>
        `Barely proven: the range that decides between ${verdict.winner} and ${rival} goes from ${signed(low, by)} to ${signed(high, by)}, close to 0. A few other ratings could have left it open.`,
    );
}

function missingWork({ outputs, ratings }: Missing, { verdict }: Decision): readonly string[] {
  const lines: string[] = [];
  if (outputs > 0)
    lines.push(
      `${outputs} ${plural(outputs, 'output')} missing: a candidate has not answered every example.`,
    );
  const enough = verdict.winner === undefined ? '' : '; the verdict stands without';
  if (ratings > 0) lines.push(`${ratings} ${plural(ratings, 'output text')} not rated yet${enough}.`);
  return lines;
}

function notCompared({ candidates }: Decision): readonly string[] {
  const unrated = candidates.flatMap(({ name, n }) => (n === 0 ? [name] : []));
  if (unrated.length === 0 || unrated.length === candidates.length) return [];
  return [`Not compared, since nobody has rated an answer of theirs: ${unrated.join(', ')}.`];
}

function smallSet({ examples }: Decision): readonly string[] {
  if (examples >= 30) return [];
  const subject = examples === 1 ? '1 example shows' : `${examples} examples show`;
  return [`${subject} only large differences; 50 show one of about half a rating step.`];
}

/** Where the traffic's answer differs from the picked set's, that is said, not averaged away. */
function trafficView({ comparisons, contenders, by, verdict: { winner } }: Decision): readonly string[] {
  const picked = new Map(
    comparisons.filter(({ estimand }) => estimand === 'picked').map((one) => [`${one.a}\n${one.b}`, one]),
  );
  return comparisons.flatMap((traffic) => {
    const same = picked.get(`${traffic.a}\n${traffic.b}`);
    if (traffic.estimand !== 'traffic' || same === undefined || same.winner === traffic.winner) return [];
    // Which of two is better that are out anyway is no doubt about the verdict.
    const both = [traffic.a, traffic.b];
    if (winner === undefined ? !both.every((name) => contenders.includes(name)) : !both.includes(winner))
      return [];
    const figure = `${signed(traffic.difference, by)} (${interval(traffic.decisionInterval, (value) => signed(value, by))})`;
    return [
      `With the mix of the real traffic, ${traffic.a} minus ${traffic.b} is ${figure}: ${outcome(traffic.winner)}.`,
    ];
  });
}

/** A winner on the whole may be the worse one on a part. Of such parts most are chance; that is said with them. */
function weakSlices({ verdict, candidates, by }: Decision): readonly string[] {
  const winner = candidates.find(({ name }) => name === verdict.winner);
  const show = by === 'rating' ? rating : percent;
  const behind = (winner?.slices ?? []).flatMap(({ slice, n, mean }) => {
    if (n < LEAST_IN_SLICE || n === winner?.n) return [];
    const best = candidates
      .flatMap(({ name, excluded, slices = [] }) =>
        excluded === undefined && name !== verdict.winner
          ? slices
              .filter((one) => one.slice === slice && one.n >= LEAST_IN_SLICE)
              .map((one) => ({ ...one, name }))
          : [],
      )
      .toSorted((x, y) => y.mean - x.mean)[0];
    if (best === undefined || best.mean <= mean || show(best.mean) === show(mean)) return [];
    return [`${slice} (${n} examples): ${show(mean)} against ${show(best.mean)} of ${best.name}`];
  });
  if (behind.length === 0) return [];
  const rest = behind.length - MOST_SLICES;
  const more = rest > 0 ? `; and ${rest} more` : '';
  return [
    `On ${behind.length === 1 ? 'one part' : `${behind.length} parts`} of the work ${verdict.winner} is rated below another, which may be chance on so few examples: ${behind.slice(0, MOST_SLICES).join('; ')}${more}.`,
  ];
}

/** A price of nothing makes its candidate the cheapest of all. */
function freeOfCharge({ candidates }: Decision): readonly string[] {
  const free = candidates.flatMap(({ name, costPer1000Usd }) => (costPer1000Usd === 0 ? [name] : []));
  if (free.length === 0 || free.length === candidates.length) return [];
  return [
    `${free.join(', ')} ${free.length === 1 ? 'costs' : 'cost'} nothing by the prices that are set: what running ${free.length === 1 ? 'it' : 'them'} costs you is not in the figures.`,
  ];
}

function outcome(winner: string | null): string {
  return winner === null ? 'too close to call there' : `${winner} is better there`;
}

const MOST_RATERS = 6;
/** Fewer examples say nothing of a part of the work. */
const LEAST_IN_SLICE = 5;
const MOST_SLICES = 3;

function whoRated(raters: NonNullable<Decision['raters']>): readonly string[] {
  const [first, ...others] = raters;
  if (first === undefined) return [];
  const outputs = (n: number) => `${n} ${n === 1 ? 'output' : 'outputs'}`;
  if (others.length === 0)
    return [`All ratings come from one rater: ${first.rater} (${outputs(first.ratings)}).`];
  const shown = raters.slice(0, MOST_RATERS).map(({ rater, ratings }) => `${rater} (${outputs(ratings)})`);
  const more = raters.length - shown.length;
  return [`Rated by ${shown.join(', ')}${more === 0 ? '' : ` and ${more} more`}.`];
}

function raterQuality({ raters = [], repeats, agreement, lengthCorrelation }: Decision): readonly string[] {
  const lines = [...whoRated(raters)];
  for (const { rater, n, same } of repeats ?? []) {
    lines.push(`${rater} gave the same rating again on ${same} of ${n} repeats (${percent(same / n)}).`);
  }
  if (agreement !== undefined) {
    const { alpha, outputs, raters } = agreement;
    lines.push(
      `${raters} raters on ${outputs} shared outputs: agreement ${coefficient(alpha)} (1 is full, 0 is chance; Krippendorff's alpha).`,
    );
  }
  for (const { rater, n, r } of lengthCorrelation ?? []) {
    if (Math.abs(r) < 0.3) continue;
    const direction = r > 0 ? 'longer' : 'shorter';
    lines.push(
      `Among the answers of one candidate, ${direction} ones are rated higher by ${rater} (correlation ${coefficient(r)} on ${n} ratings).`,
    );
  }
  return lines;
}

function plural(n: number, noun: string): string {
  return n === 1 ? `${noun} is` : `${noun}s are`;
}
