/** Rows of a `recorded:` file that say something else than what is stored: told, never taken silently nor left out. */
import type { Candidate } from '../core/candidate.ts';
import { FieldtestError } from '../core/errors.ts';
import { type Example, exampleLabel } from '../core/example.ts';
import type { Output } from '../core/output.ts';
import type { Runner } from '../core/plugins.ts';

/** Throws for the first stored answer of a recorded candidate that its file now gives otherwise. */
export async function refuseChangedRows(
  { candidate, runner }: { readonly candidate: Candidate; readonly runner: Runner },
  stored: AsyncIterable<Output>,
  options: { readonly examples: ReadonlyMap<string, Example>; readonly signal: AbortSignal },
): Promise<void> {
  for await (const output of stored) {
    const example = options.examples.get(output.example);
    if (example === undefined || output.status === 'error') continue;
    const now = await runner.call({ example, trial: output.trial, signal: options.signal });
    if (now.kind === 'answer' && now.text !== output.text) {
      throw new FieldtestError(
        'conflict',
        `${candidate.name}: its recorded output of ${exampleLabel(example)} is not what is stored of it`,
        'Outputs are never overwritten: give the new ones another `name:` or `version:`.',
      );
    }
  }
}
