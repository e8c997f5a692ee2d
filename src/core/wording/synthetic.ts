/** What synthetic examples say, told apart from the figures of real ones: the same in the terminal and on the page. */
import type { Decision } from '../decision.ts';
import { visibleLine } from '../visible.ts';
import { interval, percent, rating, wholePercent } from './figures.ts';

/** None where there are no synthetic examples, or nothing else. */
export function syntheticLines({ synthetic }: Decision): readonly string[] {
  if (synthetic === undefined) return [];
  const { examples, candidates } = synthetic;
  const said = candidates.flatMap(({ name, rating: mean, acceptable }) => {
    if (mean !== undefined)
      return [`${visibleLine(name)} ${rating(mean.mean)} (${interval(mean.interval, rating)})`];
    if (acceptable === undefined) return [];
    return [
      `${visibleLine(name)} ${percent(acceptable.rate)} (${interval(acceptable.interval, wholePercent)})`,
    ];
  });
  const of = examples === 1 ? '1 synthetic example' : `${examples} synthetic examples`;
  return [
    `Told apart, and no part of the figures above: ${of}${said.length === 0 ? ', not rated yet' : `, on which ${said.join(', ')}`}.`,
  ];
}
