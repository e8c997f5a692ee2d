/** Where a mark of a chart leads: to the outputs behind it. */
import type { ChartTarget } from '../../src/charts/chart.ts';
import { addressOf } from './place.ts';

export function linkOf(target: ChartTarget): string {
  if ('a' in target) return addressOf({ section: 'compare', a: target.a, b: target.b, order: 'apart' });
  return addressOf({ section: 'outputs', ...target });
}
