/** Quality against price in a sentence: who is on the front, and who surely is not. */
import type { Decision } from '../decision.ts';
import { type FrontPoint, frontOf } from '../front.ts';
import { visibleLine } from '../visible.ts';

/** '' where fewer than two candidates have a figure and a price. */
export function frontLine(decision: Decision): string {
  const points = frontOf(decision, ({ costPer1000Usd }) => costPer1000Usd).filter(({ out }) => !out);
  if (points.length < 2) return '';
  const named = (standing: FrontPoint['standing']) =>
    points
      .filter((point) => point.standing === standing)
      .map(({ name }) => visibleLine(name))
      .join(', ');
  const [front, open, beaten] = [named('front'), named('open'), named('beaten')];
  return [
    `Nobody who costs as much or less is rated higher: ${front}.`,
    ...(beaten === '' ? [] : [`Beaten by one that costs no more: ${beaten}.`]),
    ...(open === '' ? [] : [`Perhaps beaten by one that costs no more: ${open}.`]),
  ].join(' ');
}
