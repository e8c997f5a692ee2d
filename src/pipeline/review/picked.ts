/** What was picked and why; names no candidate, so that it may be seen at any time. */
import { blindText } from '../../core/blind.ts';
import type { Context } from '../../core/context.ts';
import { exampleLabel } from '../../core/example.ts';
import type { PickedExample } from '../../core/review/after.ts';
import { textStart } from '../../core/text-start.ts';
import type { Who } from './who.ts';

const START = 240;

export async function pickedExamples(
  { store, config }: Context,
  { split }: Who,
): Promise<readonly PickedExample[]> {
  const blind = (text: string) => blindText(text, config.candidates);
  return (await store.examples()).map((example) => {
    const input = typeof example.input === 'string' ? example.input : JSON.stringify(example.input);
    return {
      example: blind(exampleLabel(example)),
      slices: example.slices.map(blind),
      split: example.split,
      weight: example.weight ?? null,
      // Masked before it is cut: half a name is a name.
      start: example.split === split ? textStart(blind(input), START) : '',
    };
  });
}
