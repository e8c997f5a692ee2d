/** What would fail for every call is found before the first one is paid. */
import type { Candidate } from '../../core/candidate.ts';
import { FieldtestError } from '../../core/errors.ts';
import { type Example, exampleLabel } from '../../core/example.ts';
import { jsonTexts } from '../../core/json.ts';
import { inputVariables, lookUp, templateVariables } from '../../core/template.ts';

/** Throws FieldtestError('input') when a candidate's template asks for a variable that one of the examples lacks. */
export function requireVariables(candidate: Candidate, examples: readonly Example[]): void {
  const wanted = templates(candidate).flatMap(templateVariables);
  if (wanted.length === 0) return;
  for (const variable of wanted) {
    const without = examples.filter(({ input }) => lookUp(inputVariables(input), variable) === undefined);
    const first = without[0];
    if (first === undefined) continue;
    const known = Object.keys(inputVariables(first.input)).join(', ');
    throw new FieldtestError(
      'input',
      `the prompt of "${candidate.name}" asks for {{${variable}}}, which ${without.length} of ${examples.length} examples do not have (${exampleLabel(first)} has: ${known})`,
      'Nothing was asked. Change the prompt, or the --input path of the import.',
    );
  }
}

function templates({ target }: Candidate): readonly string[] {
  if (target.kind === 'model') return target.prompt === undefined ? [] : [target.prompt];
  return target.kind === 'http' && target.body !== undefined ? jsonTexts(target.body) : [];
}
