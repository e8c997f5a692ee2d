/** Quality against price in a sentence: who is worth the price, who is not, and of whom that is open. */
import type { Decision } from '../decision.ts';
import { type FrontPoint, frontOf } from '../front.ts';
import { visibleLine } from '../visible.ts';

/** '' where fewer than two candidates have a figure and a price. */
export function frontLine(decision: Decision): string {
  const points = frontOf(decision, ({ costPer1000Usd }) => costPer1000Usd).filter(({ out }) => !out);
  if (points.length < 2) return '';
  const said = points
    .toSorted((x, y) => ORDER.indexOf(x.standing) - ORDER.indexOf(y.standing))
    .map((point) => `${visibleLine(point.name)} ${standingText(point, points)}`);
  return `Quality for the price: ${said.join('; ')}.`;
}

const ORDER: readonly FrontPoint['standing'][] = ['front', 'open', 'beaten'];

function standingText({ standing, rival, cost, name }: FrontPoint, points: readonly FrontPoint[]): string {
  const other = visibleLine(rival ?? '');
  const less = points.some((one) => one.name === rival && one.cost < cost) ? 'less' : 'no more';
  switch (standing) {
    case 'front':
      return points.some((one) => one.name !== name && one.cost <= cost)
        ? 'is better than all that cost no more'
        : 'is the cheapest';
    case 'open':
      return `is not shown to be better than ${other}, which costs ${less}`;
    case 'beaten':
      return `is beaten by ${other}, which costs ${less}`;
  }
}
