/** What a decision compared, and on what: the same in the terminal and on the page. */
import type { Comparison, Decision, Interval } from '../decision.ts';
import { visibleLine } from '../visible.ts';
import { interval, marginText, percent, rating, signed } from './figures.ts';

/** `50 examples. A winner may be named when 10, 20 or 30 are rated.` */
export function basis({ examples, split, looks }: Decision): string {
  const kind = split === 'holdout' ? 'held-out example' : 'example';
  const when =
    looks.planned === 'final' ? 'once, when all are rated' : `when ${listed(looks.planned)} are rated`;
  return `${examples} ${kind}${examples === 1 ? '' : 's'}. A winner may be named ${when}.`;
}

/** `10`, `10 or 20`, `10, 20 or 30`. */
function listed(looks: readonly number[]): string {
  return looks.length < 2 ? looks.join() : `${looks.slice(0, -1).join(', ')} or ${looks.at(-1)}`;
}

/** The candidates weighted to the real traffic, apart from the picked set; '' without weights. */
export function trafficLine({ candidates, by }: Decision): string {
  const show = by === 'rating' ? rating : percent;
  const figures = candidates.flatMap(({ name, traffic }) =>
    traffic === undefined
      ? []
      : [`${visibleLine(name)} ${show(traffic.mean)} (${interval(traffic.interval, show)})`],
  );
  return figures.length === 0 ? '' : `With the mix of your real traffic: ${figures.join(', ')}`;
}

/** The slice that every edge is in, whatever its kind. */
const EDGES = 'edge';

/** The candidates on the edges of the work alone, apart from the picked set; '' where there are none. */
export function edgesLine({ candidates, by }: Decision): string {
  const show = by === 'rating' ? rating : percent;
  const figures = candidates.flatMap(({ name, slices = [] }) =>
    slices
      .filter(({ slice }) => slice === EDGES)
      .map((one) => ({
        n: one.n,
        text: `${visibleLine(name)} ${show(one.mean)} (${interval(one.interval, show)})`,
      })),
  );
  if (figures.length === 0) return '';
  const n = Math.max(...figures.map((figure) => figure.n));
  return `On ${n === 1 ? 'the one edge' : `the ${n} edges`} alone: ${figures.map(({ text }) => text).join(', ')}`;
}

export interface ComparisonRow {
  /** `sonnet vs gpt-mini`: who is ahead comes first. */
  readonly compared: string;
  readonly rated: string;
  readonly difference: string;
  /** The interval that decides. */
  readonly range: string;
  /** A name, or `too close`. */
  readonly better: string;
  /** Their names, the one that is ahead first. */
  readonly a: string;
  readonly b: string;
  /** Its place among the pairs as picked, in the order of the decision. */
  readonly pair: number;
}

/** What the verdict stands on comes first: the pairs of the winner, then those of contenders. */
export function pairWeight({ contenders, verdict }: Decision, { a, b }: Pick<Comparison, 'a' | 'b'>): number {
  return (
    [a, b].filter((name) => name === verdict.winner).length * 4 +
    [a, b].filter((name) => contenders.includes(name)).length
  );
}

/** Every pair as picked that has rated examples in common. */
export function comparisonRows(decision: Decision): readonly ComparisonRow[] {
  const { comparisons, by } = decision;
  const show = (value: number) => signed(value, by);
  return comparisons
    .filter(({ estimand }) => estimand === 'picked')
    .map((one, pair) => ({ ...shownPair(one, decision), pair }))
    .filter(({ n }) => n > 0)
    .toSorted((x, y) => pairWeight(decision, y) - pairWeight(decision, x))
    .map((one) => ({
      a: one.a,
      b: one.b,
      pair: one.pair,
      compared: `${visibleLine(one.a)} vs ${visibleLine(one.b)}`,
      rated: String(one.n),
      difference: show(one.difference),
      range: decidingText(one, decision),
      better: betterText(one, decision),
    }));
}

/** The range that decides: `+0.10 to +0.70`, or `−0.18 or more` of the pair that is as good. */
export function decidingText(one: Comparison, decision: Decision): string {
  const show = (value: number) => signed(value, decision.by);
  return isAsGood(one, decision)
    ? `${show(decision.verdict.asGoodAs!.atWorst)} or more`
    : interval(one.decisionInterval, show);
}

/** Of a pair: `haiku`, `too close`, `as good`. */
function betterText(one: Comparison, decision: Decision): string {
  if (one.winner !== null) return visibleLine(one.winner);
  return isAsGood(one, decision) ? 'as good' : 'too close';
}

/** Whether it is the pair that a verdict of "as good, and cheaper" stands on, decided by its bound on one side. */
export function isAsGood({ a, b }: Pick<Comparison, 'a' | 'b'>, { verdict }: Decision): boolean {
  const { winner, asGoodAs } = verdict;
  if (asGoodAs === undefined) return false;
  return (a === winner && b === asGoodAs.candidate) || (b === winner && a === asGoodAs.candidate);
}

export function comparisonLegend({ by, scale, candidates, looks, confidence, margin }: Decision): string {
  const unit =
    by === 'rating'
      ? `rating, ${scale[0]} to ${scale[1]}`
      : 'share of acceptable answers, in points of percent';
  const wider = [
    ...(candidates.length > 2 ? ['several candidates'] : []),
    ...(looks.planned === 'final' ? [] : ['several looks']),
  ].join(' and ');
  const why =
    wider === ''
      ? ''
      : ` That range is wider than the ${percent(confidence)} interval, since ${wider} give chance more openings; two candidates compared once need less to be told apart.`;
  return `Compared on the same examples (${unit}). The first is better when its whole range is above 0.${why} A difference of ${marginText({ by, margin })} or less is one that does not matter: the margin of the config.`;
}

/** People read "better minus worse" at a glance, and who is as good before who it is as good as; the Decision itself keeps the config's order. */
export function shownPair(one: Comparison, decision: Decision): Comparison {
  if (isAsGood(one, decision) ? one.a === decision.verdict.winner : one.difference >= 0) return one;
  const mirrored = ([low, high]: Interval): Interval => [-high, -low];
  return {
    ...one,
    a: one.b,
    b: one.a,
    difference: -one.difference,
    interval: mirrored(one.interval),
    decisionInterval: mirrored(one.decisionInterval),
  };
}
