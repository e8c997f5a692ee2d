/** The plan of looks: where a decision may be made, and how sure it must be there. */
import { normalQuantile } from '../../stats/normal-quantile.ts';
import { normalTail } from '../../stats/normal-tail.ts';
import { obrienFlemingBounds } from '../../stats/obrien-fleming-bounds.ts';
import type { Settings } from './settings.ts';

/** A level of certainty: the probability outside on each side, and the z that goes with it. */
export interface Level {
  readonly tail: number;
  readonly z: number;
}

/** The level of a plain interval or of a single look. */
export function plainLevel(tail: number): Level {
  return { tail, z: normalQuantile(tail) };
}

/**
 * The look that `n` rated examples allow: n itself when there is no plan, else the last planned look that has
 * been reached and is not after `upTo`, or the end when nothing is left to be rated. Undefined before the first look.
 */
export function lookAt(settings: Settings, n: number, upTo = Number.POSITIVE_INFINITY): number | undefined {
  if (settings.looks === 'final') return n > 0 ? n : undefined;
  // Where no rating is missing this is the end, though it may lie before the planned one.
  if (isEarlyEnd(settings, n) && n <= upTo) return n;
  return settings.looks.findLast((look) => look <= n && look <= upTo);
}

/** Whether the plan ends at `n` rated examples, since nothing is left to be rated. */
export function isEarlyEnd({ looks, complete }: Settings, n: number): boolean {
  return complete && looks !== 'final' && n > 0 && n < looks.at(-1)!;
}

/** The looks taken up to and with `look`: those recorded, or else all the planned ones before it. */
export function looksTakenBy(settings: Settings, look: number): readonly number[] {
  if (settings.looks === 'final') return [look];
  const before = settings.looksTaken ?? settings.looks;
  return [...before.filter((one) => one < look), look];
}

/**
 * The level that decides at a look when `tail` may be spent on each side in all: the whole of it without a
 * plan, the O'Brien-Fleming share of it with one, of which the end has all. Only looks that were taken spend anything.
 */
export function decisionLevel(
  settings: Settings,
  { look, rated }: { readonly look: number; readonly rated: number },
  tail: number,
): Level {
  if (settings.looks === 'final') return plainLevel(tail);
  const last = look === rated && isEarlyEnd(settings, rated) ? rated : settings.looks.at(-1)!;
  const shares = looksTakenBy(settings, look).map((one) => one / last);
  const z = obrienFlemingBounds(shares, tail).at(-1)!;
  return { tail: normalTail(z), z };
}
