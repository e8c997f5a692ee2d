/** What no plan can be made of: numbers that are no candidates, no examples, or no difference on the scale. */
import type { DecideBy } from '../decision.ts';
import { FieldtestError } from '../errors.ts';

/** Throws FieldtestError('input') that names the first number that makes no sense. */
export function checkPlan(input: {
  readonly candidates: number;
  readonly examples: number;
  readonly planned: number;
  readonly scale: readonly [number, number];
  readonly textsPerExample?: number;
  readonly gap?: { readonly by: DecideBy; readonly difference: number };
}): void {
  const { candidates, examples, planned, scale, textsPerExample, gap } = input;
  if (!(Number.isInteger(candidates) && candidates >= 2))
    refuse(`candidates: ${candidates} is nothing to compare`, 'Use a whole number from 2 on.');
  if (!(Number.isInteger(examples) && examples >= 0))
    refuse(
      `examples: ${examples} is not a number of examples`,
      'Use a whole number; 0 before there is a set.',
    );
  if (!(Number.isInteger(planned) && planned >= 1))
    refuse(`planned: ${planned} is not a number of examples`, 'Use a whole number from 1 on.');
  if (textsPerExample !== undefined && !(textsPerExample > 0))
    refuse(
      `textsPerExample: ${textsPerExample} is nothing to rate`,
      'Give the distinct outputs of an example, on average.',
    );
  if (gap === undefined) return;
  const range = gap.by === 'rating' ? scale[1] - scale[0] : 1;
  if (gap.difference > 0 && gap.difference <= range) return;
  const most = gap.by === 'rating' ? `up to ${range} of a rating` : 'up to 1 of a rate, 0.1 for 10 points';
  refuse(`gap: ${gap.difference} is not a difference that can be`, `Use a number above 0, ${most}.`);
}

function refuse(message: string, hint: string): never {
  throw new FieldtestError('input', message, hint);
}
