/** The axis of what something costs: from 0 where that can be, logarithmic where costs are far apart. */
import { scale } from '@observablehq/plot';
import { logTicks, ticks } from './ticks.ts';

/** From the least to the most; beyond this factor the small ones would be one dot. */
const FAR_APART = 20;

export interface CostScale {
  readonly log: boolean;
  readonly ticks: readonly number[];
  /** The place in CSS pixels. */
  readonly at: (cost: number) => number;
}

/** For one or more costs of 0 or above, with at most about `ticks` numbers along the range. */
export function costScale(
  costs: readonly number[],
  { range, ticks: count }: { readonly range: readonly [left: number, right: number]; readonly ticks: number },
): CostScale {
  const above = costs.filter((cost) => cost > 0);
  const least = Math.min(...above);
  const most = Math.max(...above);
  const to = [...range];
  if (above.length === 0) {
    return { log: false, ticks: [0], at: scale({ x: { domain: [0, 1], range: to } })!.apply };
  }
  if (most <= least * FAR_APART) {
    const domain: [number, number] = [0, most * 1.1];
    return { log: false, ticks: ticks(domain, count), at: scale({ x: { domain, range: to } })!.apply };
  }
  const domain: [number, number] = [least / 1.5, most * 1.5];
  const numbers = logTicks(domain, count);
  if (above.length === costs.length) {
    return { log: true, ticks: numbers, at: scale({ x: { type: 'log', domain, range: to } })!.apply };
  }
  // Zero has no logarithm: below the least the axis runs down to it in a straight line.
  const withZero = { type: 'symlog' as const, constant: least, domain: [0, domain[1]], range: to };
  return { log: true, ticks: [0, ...numbers], at: scale({ x: withZero })!.apply };
}
