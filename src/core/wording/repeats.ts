/** What asking again changes, in sentences for people without statistics: the same in the terminal and on the page. */
import type { Decision, GenerationNoise } from '../decision.ts';
import { visibleLine } from '../visible.ts';
import { percent } from './figures.ts';

/** A line for each candidate that was rated in several trials, one for the differences, and what follows from them. */
export function repeatLines({ candidates, comparisons, by }: Decision): readonly string[] {
  const lines = candidates.flatMap(({ name, generationNoise }) =>
    generationNoise === undefined ? [] : [candidateLine(visibleLine(name), generationNoise, by)],
  );
  const differences = comparisons.flatMap(({ a, b, generationNoise: { share } = {} }) =>
    share === undefined ? [] : [`${percent(share)} between ${visibleLine(a)} and ${visibleLine(b)}`],
  );
  if (differences.length > 0)
    lines.push(`Of the spread of the difference, asking again makes ${differences.join(', ')}.`);
  const told = candidates.some(({ generationNoise }) => generationNoise?.share !== undefined);
  if (told) lines.push('More examples tell more than more repeats, unless a repeat is much cheaper to rate.');
  return lines;
}

function candidateLine(
  name: string,
  { repeated, within, share }: GenerationNoise,
  by: Decision['by'],
): string {
  const on = `${repeated} ${repeated === 1 ? 'example' : 'examples'}`;
  if (within === undefined)
    return `${name} is rated in more than one trial on ${on}: too few to tell what asking again changes.`;
  const what = by === 'rating' ? 'ratings' : 'yes/no answers';
  if (share === undefined || share === 0)
    return `Nothing of the spread of ${name}'s ${what} comes from asking it again (${on}).`;
  if (percent(share) === '100 %')
    return `All of the spread of ${name}'s ${what} comes from asking it again (${on}).`;
  return `${roughly(share)} of the spread of ${name}'s ${what} comes from asking it again (${percent(share)}, ${on}); the rest is that examples differ.`;
}

const FRACTIONS = [
  [0.06, 'Very little'],
  [0.15, 'About a tenth'],
  [0.225, 'About a fifth'],
  [0.29, 'About a quarter'],
  [0.42, 'About a third'],
  [0.585, 'About half'],
  [0.71, 'About two thirds'],
  [0.85, 'About three quarters'],
] as const;

function roughly(share: number): string {
  return FRACTIONS.find(([most]) => share <= most)?.[1] ?? 'Nearly all';
}
