/** How much of a record a pool keeps, and which of two it keeps. */
import type { Input } from '../core/input.ts';
import type { Json } from '../core/json.ts';
import type { ProductionRecord } from '../core/record.ts';

/** What an input counts for in a pool, in characters: its JSON up to the next power of two, and something for what is beside it. */
export function sizeClass(input: Input): number {
  return 2 ** Math.ceil(Math.log2(JSON.stringify(input).length)) + BESIDE;
}

/** The larger JSON wins, then the one that sorts lower: an order of records, so that their order is no matter. */
export function isFuller(a: ProductionRecord, b: ProductionRecord): boolean {
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)];
  return one.length === other.length ? one < other : one.length > other.length;
}

const BESIDE = 1_024;
/** What a record may hold beside its input, in characters of JSON; its reference alone may be longer. */
const MAX_EXTRAS = 8_192;
const MAX_REFERENCE = 65_536;

/**
 * A record whose answer, metadata and reference are huge loses them in this order until they fit: they serve
 * as information, and an output of megabytes would push other inputs out of the pool.
 */
export function withoutExcess(record: ProductionRecord): ProductionRecord {
  const { input, ...extras } = record;
  let left: Omit<ProductionRecord, 'input'> = extras;
  for (const key of ['answer', 'metadata', 'reference'] as const) {
    const { reference, ...others } = left;
    const most = key === 'reference' ? MAX_REFERENCE : MAX_EXTRAS;
    if (JSON.stringify(key === 'reference' ? { reference } : others).length <= most) continue;
    const { [key]: _dropped, ...rest } = left as { [field: string]: Json };
    left = rest;
  }
  return left === extras ? record : { input, ...left };
}
