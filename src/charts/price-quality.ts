/** Quality against price. */
import { usd } from '../core/wording/figures.ts';
import { againstQuality } from './against-quality.ts';

export const priceQuality = againstQuality({
  name: 'price-quality',
  title: 'Quality against price',
  costOf: ({ costPer1000Usd }) => costPer1000Usd,
  show: usd,
  label: 'cost of 1,000 answers',
  least: 'cheapest',
  noMore: { singular: 'costs no more', plural: 'cost no more' },
  unknown: 'Price unknown',
});
