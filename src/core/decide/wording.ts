/** Numbers as a sentence says them: 4.2 of 5, +0.4, 82 %, +8 points. */
import type { Interval } from '../decision.ts';
import type { PairResult } from './compare.ts';
import type { Settings } from './settings.ts';
import { leadOf } from './settle.ts';

/** `2 examples`, `1 example`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** A confidence as `95 %`. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(4))} %`;
}

/** A mean as `4.20` of a rating or `82 %` of a rate. */
export function meanText(mean: number, settings: Settings): string {
  return `${plain(mean, settings, settings.by === 'rating')}${settings.by === 'rating' ? '' : ' %'}`;
}

/** A difference as `+0.4` of a rating or `+8 points` of a rate; below zero with a true minus sign. */
export function bound(value: number, settings: Settings): string {
  return `${signed(value, settings, moreDigits([value], settings))}${unit(settings)}`;
}

/** The margin as `0.2` of a rating or `5 points` of a rate, with as many digits as it has, two at most. */
export function marginText({ margin, by }: Settings): string {
  return by === 'rating' ? String(Number(margin.toFixed(2))) : `${Number((100 * margin).toFixed(2))} points`;
}

/**
 * How `first` compares with the other of a pair, as in: B is rated 4.2 of 5, A 3.8; the difference is +0.4
 * (95 % interval +0.1 to +0.7) on 50 examples.
 */
export function pairSentence(
  pair: PairResult,
  first: number,
  names: readonly string[],
  settings: Settings,
): string {
  const isA = pair.a === first;
  const [ours, theirs] = isA ? [pair.meanA, pair.meanB] : [pair.meanB, pair.meanA];
  const [us, them] = isA ? [names[pair.a], names[pair.b]] : [names[pair.b], names[pair.a]];
  const difference = leadOf(pair, first);
  const interval = isA ? pair.interval : flip(pair.interval);
  const more =
    moreDigits([difference, ...interval], settings) || !addsUp([ours, theirs, difference], settings);
  const mean = (value: number) => plain(value, settings, more);
  const means =
    settings.by === 'rating'
      ? `${us} is rated ${mean(ours)} of ${settings.scale[1]}, ${them} ${mean(theirs)}`
      : `${us} is acceptable on ${mean(ours)} % of the examples, ${them} on ${mean(theirs)} %`;
  return (
    `${means}; the difference is ${signed(difference, settings, more)}${unit(settings)} ` +
    `(${percent(settings.confidence)} interval ${range(interval, settings, more)}) on ${count(pair.n, 'example')}`
  );
}

/** The interval that decides as `+0.1 to +0.7`, seen from `first`. */
export function decisionRange(pair: PairResult, first: number, settings: Settings): string {
  const interval = pair.a === first ? pair.decisionInterval : flip(pair.decisionInterval);
  return `${range(interval, settings, moreDigits(interval, settings))}${unit(settings)}`;
}

function range([low, high]: Interval, settings: Settings, more: boolean): string {
  return `${signed(low, settings, more)} to ${signed(high, settings, more)}`;
}

function unit({ by }: Settings): string {
  return by === 'rating' ? '' : ' points';
}

/** A value without sign or unit: one digit of a rating, whole points of a rate, or one digit `more`. */
function plain(value: number, { by }: Settings, more: boolean): string {
  return by === 'rating' ? value.toFixed(more ? 2 : 1) : (100 * value).toFixed(more ? 1 : 0);
}

function signed(value: number, settings: Settings, more: boolean): string {
  const text = plain(Math.abs(value), settings, more);
  return Number(text) === 0 ? text : `${value < 0 ? '\u2212' : '+'}${text}`;
}

/** A value that is not zero must not read as zero. */
function moreDigits(values: readonly number[], settings: Settings): boolean {
  return values.some((value) => Math.abs(value) > 1e-9 && Number(plain(value, settings, false)) === 0);
}

/** Two means and their difference must not contradict each other once they are rounded. */
function addsUp(values: readonly [number, number, number], settings: Settings): boolean {
  const [ours, theirs, difference] = values.map((value) => Number(plain(value, settings, false)));
  return Math.abs(ours! - theirs! - difference!) < 1e-9;
}

function flip([low, high]: Interval): Interval {
  return [-high, -low];
}
