/** Public names that the user says are candidates: `gpt-4o=mini`. */
import type { BenchmarkAlias } from '../../core/benchmarks/benchmark.ts';
import { plainName } from '../../core/benchmarks/model-names.ts';
import type { Context } from '../../core/context.ts';
import { FieldtestError } from '../../core/errors.ts';
import { didYouMean } from '../../core/nearest.ts';
import { unknownCandidate } from '../lookup.ts';

/** Keeps them for every table, stored or yet to come. Throws for a candidate or a public name that nothing has. */
export async function addAliases(
  context: Context,
  texts: readonly string[],
): Promise<readonly BenchmarkAlias[]> {
  const models = (await context.store.benchmarks()).flatMap((one) => one.models.map(({ name }) => name));
  const aliases = readAliases(context, texts, models);
  await context.store.changeBenchmarks(() => ({ put: [], aliases }));
  return aliases;
}

export function readAliases(
  { config, clock }: Context,
  texts: readonly string[],
  models: readonly string[],
): readonly BenchmarkAlias[] {
  const known = new Map(models.map((model) => [plainName(model), model]));
  return texts.map((text) => {
    const at = text.lastIndexOf('=');
    const [model, candidate] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
    if (at === -1 || model === '' || candidate === '')
      throw new FieldtestError(
        'usage',
        `"${text}" is no alias`,
        'Write "public name=candidate": --alias "GPT-4o (May)=mini"',
      );
    if (config.candidates.every(({ name }) => name !== candidate))
      throw unknownCandidate(candidate, config.candidates);
    const alias = plainName(model);
    if (!known.has(alias))
      throw new FieldtestError(
        'not-found',
        `no table has a model "${model}"${didYouMean(model, models)}`,
        'See the names of a table with: fieldtest benchmarks show NAME',
      );
    return { alias, candidate, at: clock.now() };
  });
}
