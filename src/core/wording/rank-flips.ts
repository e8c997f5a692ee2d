/** Words of public against own ranks, the same in the terminal and on the page. */
import type { ComparedColumn } from '../benchmarks/compare.ts';
import { FAR_POINTS, NEAR_POINTS, type RankFlip, SURE_POINTS } from '../benchmarks/rank-flips.ts';

/** Why points of two scales are not told of a column without a known one. */
export const NO_POINTS =
  'The scale of this column has no known ends, so nothing is a point of it: only the order can be compared.';

/** How common such pairs are, where they were counted. */
export const HOW_COMMON =
  'How common this is depends on how different the work is. Counted the same way on published results, of pairs within 2 points there were 20 or more apart: 64 % from an overall score of tool calling to one of its kinds of call (29 % without forced variants), 16 and 11 % between maths, code and knowledge, none between topics of one format.';

/** From so many pairs on that a few may be beyond their intervals by chance. */
const MANY_PAIRS = 20;

/** `Of 12 pairs within 2 points in the table 1 is 20 points or more apart on your work, its interval beyond 10.` */
export function flipsSentence({ flips }: Pick<ComparedColumn, 'flips'>): string {
  if (flips === undefined) return NO_POINTS;
  const { near, flips: sure, unsure } = flips;
  if (near === 0) return `No two of them are within ${NEAR_POINTS} points in the table.`;
  const pairs = near === 1 ? 'The one pair' : `Of ${near} pairs`;
  const within = `within ${NEAR_POINTS} points in the table`;
  const head =
    near === 1
      ? `${pairs} ${within} is ${sure.length === 1 ? '' : 'not '}${FAR_POINTS} points or more apart on your work`
      : `${pairs} ${within} ${sure.length === 0 ? 'none is' : sure.length === 1 ? '1 is' : `${sure.length} are`} ${FAR_POINTS} points or more apart on your work`;
  const beyond =
    sure.length === 0
      ? ` with ${near === 1 ? 'its interval' : 'an interval'} beyond ${SURE_POINTS}`
      : `, ${sure.length === 1 ? 'its interval' : 'their intervals'} beyond ${SURE_POINTS}`;
  const rest =
    unsure === 0
      ? ''
      : ` ${unsure} more ${unsure === 1 ? 'is' : 'are'} by the point alone, with an interval that reaches below ${SURE_POINTS}: that may be chance, and does not count.`;
  const chance =
    sure.length > 0 && near >= MANY_PAIRS
      ? ' The intervals are those of each pair alone: of so many pairs some are beyond theirs by chance.'
      : '';
  return `${head}${beyond}.${rest}${chance}`;
}

/** What the table says of a pair that is far apart here. */
export function publicSide({ publicPoints, reversed }: Pick<RankFlip, 'publicPoints' | 'reversed'>): string {
  if (publicPoints === 0) return 'a tie';
  return reversed ? 'the other way' : 'the same way';
}

/** `llama over command-r: 0.5 points there, 25.5 here (18.7 to 32.3)`. */
export function flipText({ a, b, publicPoints, ownPoints, interval, reversed }: RankFlip): string {
  const points = `${pointsText(Math.abs(publicPoints))} points ${reversed ? 'the other way ' : ''}`;
  const there = `${publicPoints === 0 ? 'a tie ' : points}there`;
  return `${a} over ${b}: ${there}, ${pointsText(ownPoints)} here (${interval.map(pointsText).join(' to ')})`;
}

export function pointsText(points: number): string {
  return points.toFixed(1).replace('-', '\u2212');
}
