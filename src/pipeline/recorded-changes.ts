/** Rows of a `recorded:` file that say something else than what is stored: told, never taken silently nor left out. */
import type { Candidate } from '../core/candidate.ts';
import type { Context } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import { type Example, exampleLabel } from '../core/example.ts';
import type { Runner } from '../core/plugins.ts';

/** Throws for the first stored answer of a recorded candidate, to one of these examples, that its file now gives otherwise. */
export async function refuseChangedRows(
  { store, signal }: Context,
  { candidate, runner }: { readonly candidate: Candidate; readonly runner: Runner },
  examples: AsyncIterable<readonly Example[]>,
): Promise<void> {
  for await (const part of examples) {
    const byId = new Map(part.map((example) => [example.id, example]));
    const stored = await store.outputs({ candidates: [candidate.id], examples: [...byId.keys()] });
    for (const { example: id, trial, status, text } of stored) {
      if (status === 'error') continue;
      const example = byId.get(id)!;
      const now = await runner.call({ example, trial, signal });
      if (now.kind !== 'answer' || now.text === text) continue;
      throw new FieldtestError(
        'conflict',
        `${candidate.name}: its recorded output of ${exampleLabel(example)} is not what is stored of it`,
        'Outputs are never overwritten: give the new ones another `name:` or `version:`.',
      );
    }
  }
}
