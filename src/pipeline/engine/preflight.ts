/** What would fail for every call is found before the first one is paid. */
import type { Candidate } from '../../core/candidate.ts';
import { FieldtestError } from '../../core/errors.ts';
import { type Example, exampleLabel } from '../../core/example.ts';
import { jsonTexts } from '../../core/json.ts';
import { inputVariables, lookUp, templateVariables } from '../../core/template.ts';

/** Throws FieldtestError('input') when a candidate's template asks for a variable that one of the examples lacks. */
export async function requireVariables(
  candidate: Candidate,
  examples: AsyncIterable<Example>,
): Promise<void> {
  const wanted = new Set(templates(candidate).flatMap(templateVariables));
  if (wanted.size === 0) return;
  const lacking = new Map<string, { readonly first: Example; count: number }>();
  let all = 0;
  for await (const example of examples) {
    all++;
    for (const variable of wanted) {
      if (lookUp(inputVariables(example.input), variable) !== undefined) continue;
      const known = lacking.get(variable);
      if (known === undefined) lacking.set(variable, { first: example, count: 1 });
      else known.count++;
    }
  }
  const variable = [...wanted].find((one) => lacking.has(one));
  if (variable === undefined) return;
  const { first, count } = lacking.get(variable)!;
  const known = Object.keys(inputVariables(first.input)).join(', ');
  throw new FieldtestError(
    'input',
    `the prompt of "${candidate.name}" asks for {{${variable}}}, which ${count} of ${all} examples do not have (${exampleLabel(first)} has: ${known})`,
    'Nothing was asked. Change the prompt, or the --input path of the import.',
  );
}

function templates({ target }: Candidate): readonly string[] {
  if (target.kind === 'model') return target.prompt === undefined ? [] : [target.prompt];
  return target.kind === 'http' && target.body !== undefined ? jsonTexts(target.body) : [];
}
