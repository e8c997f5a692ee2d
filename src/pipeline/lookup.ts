/** Finds what a user's file or flag names: examples by name or hash, candidates by name. */
import type { Candidate } from '../core/candidate.ts';
import { FieldtestError } from '../core/errors.ts';
import type { Example } from '../core/example.ts';

/** Finds an example by its name or id. */
export function exampleFinder(examples: readonly Example[]): (reference: string) => Example | undefined {
  const byId = new Map(examples.map((example) => [example.id, example]));
  const byName = new Map(
    examples.flatMap((example) => (example.name === undefined ? [] : [[example.name, example]])),
  );
  return (reference) => byName.get(reference) ?? byId.get(reference);
}

/** The candidates that `--candidate NAME...` names, all when it names none. */
export function chooseCandidates(
  all: readonly Candidate[],
  names: readonly string[] | undefined,
): readonly Candidate[] {
  if (names === undefined || names.length === 0) return all;
  const unknown = names.find((name) => all.every((candidate) => candidate.name !== name));
  if (unknown !== undefined) throw unknownCandidate(unknown, all);
  return all.filter((candidate) => names.includes(candidate.name));
}

/** The error for a candidate's name that the config does not have; `where` is `file:line: ` or ''. */
export function unknownCandidate(name: string, all: readonly Candidate[], where = ''): FieldtestError {
  const known = all.map((candidate) => candidate.name).join(', ');
  return new FieldtestError(
    'not-found',
    `${where}the config has no candidate "${name}"`,
    `It has: ${known}. Add "${name}" to \`candidates:\` (outputs made elsewhere: \`recorded: file://...\`).`,
  );
}

/** Stops a verb that needs examples when there are none yet. */
export function requireExamples(examples: { readonly length: number }, split: string): void {
  if (examples.length > 0) return;
  const hint =
    split === 'holdout'
      ? 'Pick some with: fieldtest pick --holdout 10'
      : 'Pick them from imported records with: fieldtest pick (or bring a set: fieldtest examples import FILE)';
  throw new FieldtestError('empty', `there are no ${split} examples yet`, hint);
}
