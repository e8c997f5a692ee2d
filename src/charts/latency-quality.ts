/** Quality against the time that half of the answers come within. */
import { milliseconds } from '../core/wording/figures.ts';
import { againstQuality } from './against-quality.ts';

export const latencyQuality = againstQuality({
  name: 'latency-quality',
  title: 'Quality against time',
  costOf: ({ latencyMs }) => latencyMs?.p50,
  show: milliseconds,
  label: 'time that half of the answers come within',
  least: 'quickest',
  noMore: { singular: 'takes no longer', plural: 'take no longer' },
  unknown: 'Time unknown',
});
