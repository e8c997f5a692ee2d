/** The examples that a lane asks about, read a part at a time as they come up: a run holds a few, however many there are. */
import type { Context } from '../../core/context.ts';
import type { Example } from '../../core/example.ts';
import type { MissingOutput } from '../../core/store.ts';

const PART = 50;

export interface Upcoming {
  readonly key: MissingOutput;
  /** Undefined when it was forgotten meanwhile. */
  readonly example: Promise<Example | undefined>;
}

/** The keys in their order, each with its example. */
export function* withExamples(
  { store }: Context,
  keys: readonly MissingOutput[],
): Generator<Upcoming, undefined> {
  for (let from = 0; from < keys.length; from += PART) {
    const part = keys.slice(from, from + PART);
    const ids = [...new Set(part.map(({ example }) => example))];
    const read = store.examplesOf(ids).then((all) => new Map(all.map((one) => [one.id, one])));
    for (const key of part) yield { key, example: read.then((byId) => byId.get(key.example)) };
  }
}
