/** What a public table is known by, wherever it came from. */
import { hashJson } from '../identity.ts';
import type { Json } from '../json.ts';
import type { BenchmarkTable } from './benchmark.ts';

/** SHA-256 of the columns and models, 64 hex digits. */
export function benchmarkDigest({ columns, models }: BenchmarkTable): string {
  return hashJson({ columns, models } as unknown as Json);
}
