/** A bounded sample of the records that a pool stands for. */
import { seededNumbers } from '../../core/seeded-numbers.ts';
import type { ViewedPool } from '../view.ts';

type Counted = Pick<ViewedPool, 'entries' | 'records'>;

/** More copies of an input than twice what is expected of it, and a few, would not be drawn anyway. */
const SPARE = 2;

/**
 * At most `most` records without replacement, as indexes of the entries, an input once for each of its records that was drawn. Where the pool
 * keeps all inputs every record is equally likely; where it had to leave some out, each kept record is as likely as those that it stands for,
 * and none is drawn twice.
 * Source: Efraimidis and Spirakis, Weighted random sampling with a reservoir, Information Processing Letters 2006.
 */
export function sampleRecords(
  { entries, records }: Counted,
  { most, seed }: { readonly most: number; readonly seed: string },
): readonly number[] {
  const all = records.reduce((sum, one) => sum + one, 0);
  const found: { readonly index: number; readonly key: number }[] = [];
  for (const [index, { id, count }] of entries.entries()) {
    const random = seededNumbers('refresh', seed, id);
    const expected = (most * records[index]!) / all;
    const copies = Math.min(count, Math.ceil(SPARE * expected) + SPARE);
    const each = records[index]! / count;
    // Where not all copies take part, the first ones among all of them do: arrivals in order.
    let arrived = 0;
    for (let copy = 0; copy < copies; copy++) {
      const left = count - copy;
      arrived += -Math.log(1 - random()) / (left * each);
      found.push({ index, key: arrived });
    }
  }
  return found
    .sort((a, b) => a.key - b.key || a.index - b.index)
    .slice(0, most)
    .map(({ index }) => index)
    .sort((a, b) => a - b);
}
