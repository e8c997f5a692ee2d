/** `fieldtest benchmarks remove`: a public table goes, and nothing that was measured here goes with it. */
import type { Context } from '../../core/context.ts';
import { requireBenchmark } from './matched.ts';

/** Throws FieldtestError('not-found') for a name that no table has. Aliases stay: they say what a name means. */
export async function removeBenchmark(
  { store }: Context,
  name: string,
): Promise<{ readonly name: string; readonly digest: string }> {
  const { digest } = requireBenchmark(name, await store.benchmarks());
  await store.removeBenchmark(name);
  return { name, digest };
}
