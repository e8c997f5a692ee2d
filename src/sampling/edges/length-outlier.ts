/** Far longer, or far shorter, than the rest. */
import { thousands } from '../../core/wording/thousands.ts';
import type { PoolEdge } from './edge.ts';

/** Of the spread of log lengths (1.4826 x median absolute deviation); a normal one has 1 in 15,000 beyond. */
const FAR = 4;
/** Under this factor nobody would call it an outlier. */
const LEAST_FACTOR = 3;

export const lengthOutlier: PoolEdge = {
  kind: 'length-outlier',
  family: 'weird',
  description: 'far longer or shorter than the rest',
  find({ looks, records }) {
    const logs = looks.map(({ length }) => Math.log1p(length));
    const middle = weightedMedian(logs, records);
    const spread =
      1.4826 *
      weightedMedian(
        logs.map((log) => Math.abs(log - middle)),
        records,
      );
    const limit = Math.max(FAR * spread, Math.log(LEAST_FACTOR));
    const typical = Math.round(Math.expm1(middle));
    return logs.map((log, index) => {
      if (Math.abs(log - middle) <= limit) return undefined;
      const { length } = looks[index]!;
      return `is ${log > middle ? 'far longer' : 'far shorter'} than the rest: ${thousands(length)} characters, where ${thousands(typical)} are usual`;
    });
  },
};

function weightedMedian(values: readonly number[], weights: readonly number[]): number {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const half = weights.reduce((a, b) => a + b, 0) / 2;
  let sum = 0;
  for (const index of order) {
    sum += weights[index]!;
    if (sum >= half) return values[index]!;
  }
  return 0;
}
