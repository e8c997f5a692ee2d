/** The texts that the signs of wear compare: of the set, of both splits, and of what candidates gave. */
import type { Context } from '../../core/context.ts';
import { exampleLabel } from '../../core/example.ts';
import type { HealthInput } from '../../core/health/sign.ts';
import { inputText } from '../../core/input.ts';
import type { Json } from '../../core/json.ts';
import { isSynthetic } from '../../core/synthetic.ts';
import { lexicalVectors, wordsOf } from '../../sampling/lexical-vectors.ts';
import { lookAt } from '../../sampling/look.ts';
import { templateOf } from '../../sampling/template.ts';
import { eachOutput } from '../lookup.ts';

/** Of a text so much is read, in UTF-16 units. */
const READ = 20_000;

/** Outputs are of dev examples alone; synthetic examples are left out, since they are made to be like others. */
export async function healthTexts({ store, config }: Context): Promise<NonNullable<HealthInput['texts']>> {
  const set = (await store.examples()).filter((example) => !isSynthetic(example));
  const topics = set.map(({ input }) => lookAt(input).topic);
  const vectors = lexicalVectors(topics);
  const prompts = config.candidates
    .map(({ target }) => (target.kind === 'model' ? (target.prompt ?? '') : ''))
    .join('\n');
  const examples = set.map((example, at) => {
    const input = inputText(example.input).slice(0, READ);
    return {
      example: exampleLabel(example),
      held: example.split === 'holdout',
      shown: `${prompts}\n${input}`,
      input,
      references: [...textsIn(example.reference)].map((text) => text.slice(0, READ)),
      form: templateOf(example.input),
      words: new Set(wordsOf(topics[at]!)),
      vector: vectors[at]!,
    };
  });
  const labels = new Map(set.map((example) => [example.id, exampleLabel(example)]));
  const names = new Map(config.candidates.map(({ id, name }) => [id, name]));
  const dev = set.filter(({ split }) => split === 'dev');
  const outputs = [];
  for await (const { example, candidate, text } of eachOutput(
    store,
    { candidates: [...names.keys()], split: 'dev' },
    dev,
  ))
    outputs.push({
      example: labels.get(example)!,
      candidate: names.get(candidate)!,
      text: text.slice(0, READ),
    });
  return { examples, outputs };
}

/** Of an object every value by itself: whoever keeps to its form writes its keys and values in that order too. */
function* textsIn(reference: Json | undefined): Generator<string> {
  if (typeof reference === 'string') yield reference;
  else if (typeof reference === 'object' && reference !== null)
    for (const value of Object.values(reference)) yield* textsIn(value as Json);
}
