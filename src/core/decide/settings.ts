/** The options of a decision with every default filled in, refused when they make no sense. */
import type { DecideBy, DecideInput, DecideOptions, Limits } from '../decision.ts';
import { FieldtestError } from '../errors.ts';
import type { Split } from '../example.ts';

export interface Settings {
  readonly by: DecideBy;
  /** Lowest and highest rating. */
  readonly ratingScale: readonly [number, number];
  /** Lowest and highest value of what `by` names: the rating scale, or 0 to 1. */
  readonly scale: readonly [number, number];
  readonly confidence: number;
  /** Probability outside a plain interval on each side: 0.025 at 95 %. */
  readonly tail: number;
  readonly margin: number;
  readonly looks: 'final' | readonly number[];
  readonly looksTaken: readonly number[] | undefined;
  /** No rating will be added. */
  readonly complete: boolean;
  readonly limits: Limits;
  readonly split: Split;
}

/** Without `by`, ratings decide unless there are only yes/no answers. Throws FieldtestError('input'). */
export function settingsOf(input: DecideInput): Settings {
  const options: DecideOptions = input.options ?? {};
  const by = options.by ?? inferBy(input);
  if (by !== 'rating' && by !== 'acceptable') {
    refuse(`by: ${String(by)} is not something to decide by`, 'Use rating or acceptable.');
  }
  const ratingScale = options.scale ?? [1, 5];
  if (ratingScale.length !== 2 || !ratingScale.every(Number.isFinite) || !(ratingScale[0] < ratingScale[1])) {
    refuse(
      `scale: ${ratingScale.join(' to ')} is not a scale`,
      'Give the lowest rating, then the highest: [1, 5].',
    );
  }
  const confidence = options.confidence ?? 0.95;
  if (!(confidence > 0.5 && confidence < 1)) {
    refuse(`confidence: ${confidence} is not between 0.5 and 1`, 'Leave it out for 0.95.');
  }
  const scale: readonly [number, number] = by === 'rating' ? ratingScale : [0, 1];
  const margin = options.margin ?? (by === 'rating' ? (0.2 * (scale[1] - scale[0])) / 4 : 0.05);
  if (!(margin > 0 && margin <= scale[1] - scale[0])) {
    refuse(
      `margin: ${margin} is not a difference on the scale ${scale.join(' to ')}`,
      'Leave it out for 0.2 of a rating (5 points of a rate).',
    );
  }
  const looks = options.looks ?? 'final';
  if (looks !== 'final') ascending('looks', looks);
  if (options.looksTaken) ascending('looksTaken', options.looksTaken);
  if (looks !== 'final' && looks.length === 0) {
    refuse(
      'looks: the plan is empty',
      "Give the numbers of rated examples, [10, 20, 30, 40, 50], or 'final'.",
    );
  }
  const limits = options.limits ?? {};
  for (const [name, limit] of Object.entries(limits)) {
    if (limit !== undefined && !(limit >= 0))
      refuse(`limits.${name}: ${limit} is not a limit`, 'Give a number.');
  }
  const split = options.split ?? 'dev';
  if (split !== 'dev' && split !== 'holdout') {
    refuse(`split: ${String(split)} is not a split`, 'Use dev or holdout.');
  }
  // (1 - 0.95) / 2 is not 0.025 in binary; rounding keeps "k = 2, final" exactly the plain interval.
  const tail = Number(((1 - confidence) / 2).toPrecision(12));
  const { looksTaken, complete = false } = options;
  return { by, ratingScale, scale, confidence, tail, margin, looks, looksTaken, complete, limits, split };
}

function inferBy(input: DecideInput): DecideBy {
  const rated = input.ratings.some((row) => row.rating !== undefined);
  return !rated && input.ratings.some((row) => row.acceptable !== undefined) ? 'acceptable' : 'rating';
}

function ascending(name: string, looks: readonly number[]): void {
  looks.forEach((look, index) => {
    if (!Number.isInteger(look) || look < 1) {
      refuse(
        `${name}: ${look} is not a number of examples`,
        'Use whole numbers from 1, as [10, 20, 30, 40, 50].',
      );
    }
    if (index > 0 && look <= looks[index - 1]!) {
      refuse(
        `${name}: ${look} comes after ${looks[index - 1]}`,
        'Write the looks in ascending order, each once.',
      );
    }
  });
}

function refuse(message: string, hint: string): never {
  throw new FieldtestError('input', message, hint);
}
