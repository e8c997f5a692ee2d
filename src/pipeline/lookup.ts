/** Finds what a user's file or flag names: examples by name or hash, candidates by name. */
import type { Candidate } from '../core/candidate.ts';
import { FieldtestError } from '../core/errors.ts';
import type { Example } from '../core/example.ts';
import { didYouMean, nearest } from '../core/nearest.ts';
import type { Output } from '../core/output.ts';
import type { Redactor } from '../core/redaction.ts';
import type { OutputScope, Store } from '../core/store.ts';

/** Finds an example by its name or id; a name may be written as it was before it was redacted. */
export function exampleFinder(
  examples: readonly Example[],
  { text }: Redactor,
): (reference: string) => Example | undefined {
  const byId = new Map(examples.map((example) => [example.id, example]));
  const byName = new Map(
    examples.flatMap((example) => (example.name === undefined ? [] : [[example.name, example]])),
  );
  const byPrefix = prefixFinder([...byId.keys()]);
  return (reference) =>
    byName.get(reference) ??
    byId.get(reference) ??
    byName.get(text(reference)) ??
    byId.get(byPrefix(reference) ?? '');
}

/** The one id that begins so; a screen shows twelve digits of them. */
export function prefixFinder(ids: readonly string[]): (reference: string) => string | undefined {
  return (reference) => {
    if (!/^[\da-f]{8,63}$/.test(reference)) return undefined;
    const found = ids.filter((id) => id.startsWith(reference));
    return found.length === 1 ? found[0] : undefined;
  };
}

/** The candidates that `--candidate NAME...` names, all when it names none. */
export function chooseCandidates(
  all: readonly Candidate[],
  names: readonly string[] | undefined,
): readonly Candidate[] {
  if (names === undefined || names.length === 0) return all;
  const unknown = names.find((name) => all.every((candidate) => candidate.name !== name));
  if (unknown !== undefined) {
    const known = all.map(({ name }) => name);
    throw new FieldtestError(
      'usage',
      `--candidate ${unknown}: the config has no such candidate${didYouMean(unknown, known)}`,
      `It has: ${known.join(', ')}.`,
    );
  }
  return all.filter((candidate) => names.includes(candidate.name));
}

/** The error for a candidate's name that the config does not have; `where` is `file:line: ` or ''. */
export function unknownCandidate(name: string, all: readonly Candidate[], where = ''): FieldtestError {
  const known = all.map((candidate) => candidate.name);
  const alike = nearest(name, known).map((one) => `Did you mean "${one}"? `);
  return new FieldtestError(
    'not-found',
    `${where}the config has no candidate "${name}"`,
    `${alike[0] ?? ''}It has: ${known.join(', ')}. Add "${name}" to \`candidates:\` (outputs made elsewhere: \`recorded: file://...\`).`,
  );
}

/** The same as the reason why a row of a file cannot be used: the file may have another name for it. */
export function unknownInFile(name: string, all: readonly Candidate[]): string {
  const { message, hint } = unknownCandidate(name, all);
  return `${message}. ${hint} Where the file calls it otherwise: --candidate "${name}=${all[0]?.name ?? 'NAME'}"`;
}

/** Stops a verb that needs examples when there are none yet. */
export function requireExamples(count: number, split: string): void {
  if (count > 0) return;
  const hint =
    split === 'holdout'
      ? 'Pick some with: fieldtest pick --holdout 10'
      : 'Pick them from imported records with: fieldtest pick (or bring a set: fieldtest examples import FILE)';
  throw new FieldtestError('empty', `there are no ${split} examples yet`, hint);
}

/** Examples that are in memory at once, themselves or their outputs: either may be long, and a set has many of them. */
const PART = 100;

/** The examples of these ids in parts, never all of them in memory; what is not known is left out. */
export async function* exampleParts(
  store: Store,
  ids: readonly string[],
): AsyncGenerator<readonly Example[]> {
  for (let from = 0; from < ids.length; from += PART)
    yield await store.examplesOf(ids.slice(from, from + PART));
}

/** `exampleParts`, one by one. */
export async function* eachExample(store: Store, ids: readonly string[]): AsyncGenerator<Example> {
  for await (const part of exampleParts(store, ids)) yield* part;
}

/** The outputs that `store.outputs` gives, in the same order, but never all of them in memory. */
export async function* eachOutput(
  store: Store,
  scope: OutputScope,
  examples: readonly Pick<Example, 'id'>[],
): AsyncGenerator<Output> {
  for (let from = 0; from < examples.length; from += PART) {
    const part = examples.slice(from, from + PART).map(({ id }) => id);
    yield* await store.outputs({ ...scope, examples: part });
  }
}
