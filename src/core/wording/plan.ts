/** What a plan says, for people without statistics: chances as how often, differences in the unit of what is asked. */
import type { DecideBy } from '../decision.ts';

/** Least chance first found from the top. */
const OFTEN = [
  [0.985, 'nearly always'],
  [0.875, 'about nine times in ten'],
  [0.775, 'about four times in five'],
  [0.71, 'about three times in four'],
  [0.635, 'about two times in three'],
  [0.55, 'about three times in five'],
  [0.45, 'about every second time'],
  [0.365, 'about two times in five'],
  [0.29, 'about one time in three'],
  [0.225, 'about one time in four'],
  [0.15, 'about one time in five'],
  [0.05, 'about one time in ten'],
] as const;

/** `about two times in three`. */
export function often(chance: number): string {
  return OFTEN.find(([least]) => chance >= least)?.[1] ?? 'hardly ever';
}

/** `0.4` of a rating, `10 points` of a rate; as many digits as it was asked with, one at least, two at most. */
export function gapText(gap: number, by: DecideBy): string {
  if (by === 'rating') return gap.toFixed(Number(gap.toFixed(1)) === Number(gap.toFixed(2)) ? 1 : 2);
  const points = Number((100 * gap).toFixed(1));
  return `${points} ${points === 1 ? 'point' : 'points'}`;
}

export interface Told {
  readonly gap: number;
  readonly chance: { readonly likely: number };
}

/**
 * One sentence to act on, of three differences in ascending order: With 50 examples, two candidates that truly differ by 0.4
 * will be told apart about two times in three; a difference of 0.2 mostly will not (about one time in five).
 */
export function planSummary(
  examples: number,
  by: DecideBy,
  [small, middle, large]: readonly [Told, Told, Told],
): string {
  const [main, lesser] = middle.chance.likely >= 0.5 ? [middle, small] : [large, middle];
  const apart = `With ${examples} ${examples === 1 ? 'example' : 'examples'}, two candidates that truly differ by ${gapText(main.gap, by)}`;
  return `${apart} will be told apart ${often(main.chance.likely)}; ${rest(lesser, by)}.`;
}

function rest({ gap, chance }: Told, by: DecideBy): string {
  const difference = `a difference of ${gapText(gap, by)}`;
  if (chance.likely < 0.05) return `${difference} will not`;
  if (chance.likely < 0.5) return `${difference} mostly will not (only ${often(chance.likely)})`;
  return `${difference} ${often(chance.likely)}`;
}
