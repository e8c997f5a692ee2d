/** What must be there before a review can begin. */
import type { Context } from '../../core/context.ts';
import { FieldtestError } from '../../core/errors.ts';
import type { Split } from '../../core/example.ts';
import { requireExamples } from '../lookup.ts';

/** Throws FieldtestError('empty') when there are no examples, or no output that could be rated. */
export async function requireSomethingToRate({ store, config }: Context, split: Split): Promise<void> {
  requireExamples((await store.examples(split)).length, split);
  const outputs = await store.outputs({ candidates: config.candidates.map(({ id }) => id), split });
  if (outputs.some((output) => output.status !== 'error')) return;
  throw new FieldtestError(
    'empty',
    'there are no outputs to rate yet',
    `Make them with: fieldtest run${split === 'holdout' ? ' --holdout' : ''}`,
  );
}
