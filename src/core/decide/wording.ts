/** Numbers as a sentence says them: 4.20 of 5, +0.40, 82 %, +8.0 points. */
import type { Interval } from '../decision.ts';
import { signed } from '../wording/figures.ts';
import type { PairResult } from './compare.ts';
import type { Settings } from './settings.ts';
import { leadOf } from './settle.ts';

/** `2 examples`, `1 example`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** A confidence as `95 %`. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(4))} %`;
}

/** A mean as `4.20` of a rating or `82 %`, `68.3 %` of a rate. */
export function meanText(mean: number, { by }: Settings): string {
  return by === 'rating' ? mean.toFixed(2) : `${Number((100 * mean).toFixed(1))} %`;
}

/** A difference as `+0.40` of a rating or `+8.0 points` of a rate; below zero with a true minus sign. */
export function bound(value: number, { by }: Settings): string {
  return `${signed(value, by)}${by === 'rating' ? '' : ' points'}`;
}

/** The size of a difference, without its sign: `0.40`, `8.0 points`. */
export function sizeText(value: number, settings: Settings): string {
  return bound(Math.abs(value), settings).replace(/^\+/, '');
}

/** How `first` compares with the other of a pair on the examples that count at its look, as in: B is rated 4.20 of 5, A 3.80, on the same 50 examples. */
export function meansSentence(
  pair: PairResult,
  first: number,
  names: readonly string[],
  settings: Settings,
): string {
  const isA = pair.a === first;
  const [ours, theirs] = (isA ? [pair.meanA, pair.meanB] : [pair.meanB, pair.meanA]).map((mean) =>
    meanText(mean, settings),
  );
  const [us, them] = isA ? [names[pair.a], names[pair.b]] : [names[pair.b], names[pair.a]];
  const some =
    pair.rated > pair.n
      ? `the first ${pair.n} of ${pair.rated} rated examples`
      : `the same ${pair.n} examples`;
  const on = pair.n === 1 ? 'the one example' : some;
  return settings.by === 'rating'
    ? `${us} is rated ${ours} of ${settings.scale[1]}, ${them} ${theirs}, on ${on}`
    : `${us} is acceptable on ${ours} of ${on}, ${them} on ${theirs}`;
}

/** The same, and how sure that is: the difference is +0.40 (range that decides: +0.06 to +0.74). */
export function pairSentence(
  pair: PairResult,
  first: number,
  names: readonly string[],
  settings: Settings,
): string {
  const difference = bound(leadOf(pair, first), settings);
  const wider = pair.decisionInterval.some((end, i) => Math.abs(end - pair.interval[i]!) > 1e-9);
  const name = wider ? 'range that decides:' : `${percent(settings.confidence)} interval`;
  return `${meansSentence(pair, first, names, settings)}; the difference is ${difference} (${name} ${rangeText(pair.decisionInterval, pair.a === first, settings)})`;
}

/** On how many examples each is ahead, the plainest evidence: B does better on 19 of them, A on 9, and 22 are the same. */
export function countsSentence(pair: PairResult, first: number, names: readonly string[]): string[] {
  const { items, n } = pair;
  if (n < 2) return [];
  // Means over raters are no exact fractions.
  const ofA = items.filter(({ difference }) => difference > 1e-9).length;
  const ofB = items.filter(({ difference }) => difference < -1e-9).length;
  const [ours, theirs] = pair.a === first ? [ofA, ofB] : [ofB, ofA];
  const [us, them] = pair.a === first ? [names[pair.a], names[pair.b]] : [names[pair.b], names[pair.a]];
  const same = n - ours - theirs;
  return [
    `${us} does better on ${ours} of them and ${them} on ${theirs}${same === 0 ? '' : `; ${same === 1 ? 'one is' : `${same} are`} the same`}.`,
  ];
}

/** An interval of a pair, seen from its a or its b: `+0.10 to +0.70`. */
export function rangeText([low, high]: Interval, isA: boolean, settings: Settings): string {
  const [from, to] = isA ? [low, high] : [-high, -low];
  return `${signed(from, settings.by)} to ${signed(to, settings.by)}`;
}
