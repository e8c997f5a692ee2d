/** The stored tables, and which of their models are candidates of the config. */
import type { Benchmark } from '../../core/benchmarks/benchmark.ts';
import { type Matches, matchModels } from '../../core/benchmarks/model-names.ts';
import { type PickedFlag, pickedFlags } from '../../core/benchmarks/picked.ts';
import type { Context } from '../../core/context.ts';
import { FieldtestError } from '../../core/errors.ts';
import { didYouMean } from '../../core/nearest.ts';

export interface MatchedBenchmark extends Matches {
  readonly benchmark: Benchmark;
  readonly flags: readonly PickedFlag[];
}

/** All tables, or those named. Throws FieldtestError('not-found') for a name that none has. */
export async function matchedBenchmarks(
  context: Context,
  names: readonly string[] = [],
): Promise<readonly MatchedBenchmark[]> {
  const all = await context.store.benchmarks();
  for (const name of names) requireBenchmark(name, all);
  const aliases = await aliasesOf(context);
  const chosen = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
  return chosen.map((benchmark) => matched(benchmark, context, aliases));
}

/** What the user said of public names, by the name as aliases are kept. */
export async function aliasesOf({ store }: Context): Promise<ReadonlyMap<string, string>> {
  return new Map((await store.benchmarkAliases()).map(({ alias, candidate }) => [alias, candidate]));
}

export function matched(
  benchmark: Benchmark,
  { config }: Pick<Context, 'config'>,
  aliases: ReadonlyMap<string, string>,
): MatchedBenchmark {
  const names = benchmark.models.map(({ name }) => name);
  return {
    benchmark,
    flags: pickedFlags(benchmark, benchmark.author),
    ...matchModels(names, config.candidates, aliases),
  };
}

/** Stops a verb that needs tables when there are none. */
export function requireBenchmarks(count: number): void {
  if (count === 0)
    throw new FieldtestError(
      'empty',
      'there are no public tables yet',
      'Add one: fieldtest benchmarks add FILE (Markdown, HTML, CSV, JSON, YAML; - reads what is pasted)',
    );
}

export function requireBenchmark(name: string, all: readonly Benchmark[]): Benchmark {
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return found;
  const known = all.map((one) => one.name);
  throw new FieldtestError(
    'not-found',
    `there is no public table "${name}"${didYouMean(name, known)}`,
    known.length === 0 ? 'Add one: fieldtest benchmarks add FILE' : `There are: ${known.join(', ')}.`,
  );
}
