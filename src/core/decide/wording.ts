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

/** A difference with its sign: `+0.4` of a rating, `+8 points` of a rate. */
export function signed(value: number, settings: Settings, digits = 1): string {
  if (settings.by === 'acceptable') return `${withSign(100 * value, digits - 1)} points`;
  return withSign(value, digits);
}

/** A confidence as `95 %`. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(4))} %`;
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
  const [x, y] = isA ? [names[pair.a], names[pair.b]] : [names[pair.b], names[pair.a]];
  const difference = leadOf(pair, first);
  const interval = isA ? pair.interval : flip(pair.interval);
  const digits = digitsFor([ours, theirs, difference, ...interval], settings);
  const [means, how] =
    settings.by === 'rating'
      ? [
          `${x} is rated ${ours.toFixed(digits)} of ${settings.scale[1]}, ${y} ${theirs.toFixed(digits)}`,
          signedBare,
        ]
      : [
          `${x} is acceptable on ${share(ours, digits)} of the examples, ${y} on ${share(theirs, digits)}`,
          pointsBare,
        ];
  const unit = settings.by === 'rating' ? '' : ' points';
  return (
    `${means}; the difference is ${how(difference, digits)}${unit} (${percent(settings.confidence)} interval ` +
    `${how(interval[0], digits)} to ${how(interval[1], digits)}) on ${count(pair.n, 'example')}`
  );
}

/** An interval as `+0.1 to +0.7`, seen from `first`. */
export function decisionRange(pair: PairResult, first: number, settings: Settings): string {
  const [low, high] = pair.a === first ? pair.decisionInterval : flip(pair.decisionInterval);
  const digits = digitsFor([low, high], settings);
  return settings.by === 'rating'
    ? `${signedBare(low, digits)} to ${signedBare(high, digits)}`
    : `${pointsBare(low, digits)} to ${pointsBare(high, digits)} points`;
}

/** A bound in as many digits as keep it from reading as zero. */
export function bound(value: number, settings: Settings): string {
  return signed(value, settings, digitsFor([value], settings));
}

function flip([low, high]: Interval): Interval {
  return [-high, -low];
}

/** One digit of a rating unless that would hide a sign or make the numbers disagree; then two. */
function digitsFor(values: readonly number[], settings: Settings): number {
  const unit = settings.by === 'rating' ? 1 : 100;
  const digits = settings.by === 'rating' ? 1 : 0;
  const rounded = values.map((value) => Number((value * unit).toFixed(digits)));
  const hidesSign = values.some((value, index) => rounded[index] === 0 && Math.abs(value) > 1e-9);
  const [ours, theirs, difference] = rounded;
  const disagrees = values.length > 2 && Math.abs(ours! - theirs! - difference!) > 1e-9;
  return hidesSign || disagrees ? 2 : 1;
}

function signedBare(value: number, digits: number): string {
  return withSign(value, digits);
}

function pointsBare(value: number, digits: number): string {
  return withSign(100 * value, digits - 1);
}

function share(value: number, digits: number): string {
  return `${(100 * value).toFixed(digits - 1)} %`;
}

function withSign(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  return Number(text) === 0 ? text : `${value < 0 ? '-' : '+'}${text}`;
}
