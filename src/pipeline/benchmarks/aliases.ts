/** Public names that the user says are candidates: `gpt-4o=mini`; none of them: `gpt-4o=-`; or nothing any more: `gpt-4o=`. */
import { type AliasChange, NOBODY } from '../../core/benchmarks/benchmark.ts';
import { plainName } from '../../core/benchmarks/model-names.ts';
import type { Context } from '../../core/context.ts';
import { FieldtestError } from '../../core/errors.ts';
import { didYouMean } from '../../core/nearest.ts';
import { unknownCandidate } from '../lookup.ts';

/** Keeps them for every table, stored or yet to come. Throws for a candidate or a public name that nothing has. */
export async function addAliases(
  context: Context,
  texts: readonly string[],
): Promise<readonly AliasChange[]> {
  const models = (await context.store.benchmarks()).flatMap((one) => one.models.map(({ name }) => name));
  const kept = (await context.store.benchmarkAliases()).map(({ alias }) => alias);
  const aliases = readAliases(context, texts, { models, kept });
  await context.store.changeBenchmarks(() => ({ put: [], aliases }));
  return aliases;
}

export function readAliases(
  { config, clock }: Context,
  texts: readonly string[],
  { models, kept }: { readonly models: readonly string[]; readonly kept: readonly string[] },
): readonly AliasChange[] {
  const known = new Set(models.map(plainName));
  return texts.map((text) => {
    const at = text.lastIndexOf('=');
    const [model, candidate] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
    if (at === -1 || model === '')
      throw new FieldtestError(
        'usage',
        `"${text}" is no alias`,
        'Write "public name=candidate", "public name=-" where it is none of them, or "public name=" to take an alias away: "GPT-4o (May)=mini"',
      );
    const alias = plainName(model);
    if (candidate === '') {
      if (!kept.includes(alias))
        throw new FieldtestError(
          'not-found',
          `there is no alias of "${model}"${didYouMean(alias, kept)}`,
          kept.length === 0 ? 'There are none.' : `There are: ${kept.join(', ')}.`,
        );
      return { alias, at: clock.now() };
    }
    if (candidate !== NOBODY && config.candidates.every(({ name }) => name !== candidate))
      throw unknownCandidate(candidate, config.candidates);
    if (!known.has(alias))
      throw new FieldtestError(
        'not-found',
        `no table has a model "${model}"${didYouMean(model, models)}`,
        'See the names of a table with: fieldtest benchmarks show NAME',
      );
    return { alias, candidate, at: clock.now() };
  });
}
