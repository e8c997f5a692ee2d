/** "How this could be wrong": what a decision does not know, in sentences, the same in every kind of report. */
import type { Decision } from '../decision.ts';
import { coefficient, interval, percent, signed } from './figures.ts';

/** What is still missing before every candidate is compared on every example. */
export interface Missing {
  readonly outputs: number;
  readonly ratings: number;
}

/** The sentences, the weightiest first. */
export function cautions(decision: Decision, missing: Missing): readonly string[] {
  return [
    ...missingWork(missing),
    ...(decision.earlyReveal
      ? ['Names were shown before all ratings were in: those that came after may not be blind.']
      : []),
    ...smallSet(decision),
    ...trafficView(decision),
    ...raterQuality(decision),
    ...decision.warnings,
  ];
}

function missingWork({ outputs, ratings }: Missing): readonly string[] {
  const lines: string[] = [];
  if (outputs > 0)
    lines.push(
      `${outputs} ${plural(outputs, 'output')} missing: a candidate has not answered every example.`,
    );
  if (ratings > 0) lines.push(`${ratings} ${plural(ratings, 'output text')} not rated yet.`);
  return lines;
}

function smallSet({ examples }: Decision): readonly string[] {
  if (examples >= 30) return [];
  const subject = examples === 1 ? '1 example resolves' : `${examples} examples resolve`;
  return [`${subject} only large differences; 50 resolve about half a rating step.`];
}

/** Where the traffic's answer differs from the picked set's, that is said, not averaged away. */
function trafficView({ comparisons, contenders, by }: Decision): readonly string[] {
  const picked = new Map(
    comparisons.filter(({ estimand }) => estimand === 'picked').map((one) => [`${one.a}\n${one.b}`, one]),
  );
  return comparisons.flatMap((traffic) => {
    const same = picked.get(`${traffic.a}\n${traffic.b}`);
    if (traffic.estimand !== 'traffic' || same === undefined || same.winner === traffic.winner) return [];
    // Which of two is better that are out anyway is no doubt about the verdict.
    if (!contenders.includes(traffic.a) && !contenders.includes(traffic.b)) return [];
    const figure = `${signed(traffic.difference, by)} (${interval(traffic.decisionInterval, (value) => signed(value, by))})`;
    return [
      `Weighted to the real traffic, ${traffic.a} minus ${traffic.b} is ${figure}: ${outcome(traffic.winner)}.`,
    ];
  });
}

function outcome(winner: string | null): string {
  return winner === null ? 'too close to call there' : `${winner} is better there`;
}

const MOST_RATERS = 6;

function whoRated(raters: NonNullable<Decision['raters']>): readonly string[] {
  const [first, ...others] = raters;
  if (first === undefined) return [];
  const outputs = (n: number) => `${n} ${n === 1 ? 'output' : 'outputs'}`;
  if (others.length === 0)
    return [`All of it is the judgement of one person: ${first.rater} (${outputs(first.ratings)}).`];
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
    const direction = r > 0 ? 'Longer' : 'Shorter';
    lines.push(
      `${direction} answers are rated higher by ${rater} (correlation ${coefficient(r)} on ${n} ratings).`,
    );
  }
  return lines;
}

function plural(n: number, noun: string): string {
  return n === 1 ? `${noun} is` : `${noun}s are`;
}
