/** Every chart, in the order in which a page shows them. */
import { agreement } from './agreement.ts';
import type { Chart } from './chart.ts';
import { differences } from './differences.ts';
import { latencyQuality } from './latency-quality.ts';
import { lengthRating } from './length-rating.ts';
import { priceQuality } from './price-quality.ts';
import { ratingDistribution } from './rating-distribution.ts';
import { ratingIntervals } from './rating-intervals.ts';
import { slices } from './slices.ts';

export const charts: readonly Chart[] = [
  ratingIntervals,
  differences,
  priceQuality,
  latencyQuality,
  slices,
  ratingDistribution,
  lengthRating,
  agreement,
];
