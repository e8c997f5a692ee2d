/** The contamination canary: outputs that quote a reference, or another example, which they were never shown. */
import { shownLabel } from '../example.ts';
import type { HealthFinding, HealthInput, HealthSign } from './sign.ts';
import type { OutputText } from './texts.ts';
import { plainRun, quotesOf, RUN, runIndex, SURE_RUN } from './verbatim.ts';

export const canary: HealthSign = { name: 'canary', title: 'Quoted references', inDecision: false, look };

interface Hit {
  readonly candidate: string;
  readonly example: string;
  readonly length: number;
  /** The example whose text it is; undefined for the reference of its own. */
  readonly other?: string;
}

function look({ texts }: HealthInput): HealthFinding {
  const { examples, outputs } = texts ?? { examples: [], outputs: [] };
  const answers = examples.flatMap(({ references: own }, at) =>
    own.map((text) => ({ at, run: plainRun(text) })),
  );
  const long = new Set(answers.filter(({ run }) => run.length >= RUN).map(({ at }) => at)).size;
  if (outputs.length === 0) return quiet('unknown', 'No output to look into yet.', 0);
  const shown = new Map(examples.map(({ example, shown: text }) => [example, plainRun(text)]));
  const inputs = runIndex(examples.map(({ input }) => plainRun(input)));
  const references = runIndex(answers.map(({ run }) => run));
  const numbers = new Map(examples.map(({ example }, at) => [example, at]));
  const hits = outputs.flatMap((output): readonly Hit[] => {
    const at = numbers.get(output.example);
    if (at === undefined) return [];
    const run = plainRun(output.text);
    const explained = shown.get(output.example)!;
    const { candidate, example } = output;
    const own = quotesOf(run, { index: references, explained }).filter(
      ({ source }) => answers[source]!.at === at,
    );
    const rest = quotesOf(run, { index: inputs, explained, but: at });
    return [
      ...own.map(({ length }) => ({ candidate, example, length })),
      ...rest.map(({ source, length }) => ({ candidate, example, length, other: nameOf(examples[source]!) })),
    ];
  });
  const told = hits.filter((hit) => !isTheAnswer(hit, hits, outputs));
  const common = hits.length - told.length;
  const said = `${outputs.length} outputs were looked into; ${long} of ${examples.length} references are long enough to tell.`;
  if (told.length === 0)
    return quiet('fine', `No output quotes a reference or another example. ${said}`, common);
  const byCandidate = [...Map.groupBy(told, ({ candidate }) => candidate)];
  return {
    level: 'alarm',
    says: `${told.length} of ${outputs.length} outputs quote what they were never shown, word for word. ${said}`,
    figures: [{ name: 'outputs that quote', value: told.length / outputs.length, n: outputs.length }],
    groups: byCandidate.flatMap(([candidate, own]) => groupsOf(candidate, own)),
    notes: notesOf(common),
  };
}

function quiet(level: HealthFinding['level'], says: string, common: number): HealthFinding {
  return { level, says, figures: [], groups: [], notes: notesOf(common) };
}

function groupsOf(candidate: string, own: readonly Hit[]): HealthFinding['groups'] {
  const longest = (some: readonly Hit[]) => Math.max(...some.map(({ length }) => length));
  const unique = (some: readonly Hit[]) => [...new Set(some.map(({ example }) => example))];
  const [reference, other] = [
    own.filter((hit) => hit.other === undefined),
    own.filter((hit) => hit.other !== undefined),
  ];
  const from = [...new Set(other.map((hit) => hit.other!))].slice(0, 3).map(shownLabel).join(', ');
  return [
    ...(reference.length === 0
      ? []
      : [
          {
            what: `${candidate} quotes the reference (up to ${longest(reference)} letters and digits in a row)`,
            examples: unique(reference),
          },
        ]),
    ...(other.length === 0
      ? []
      : [
          {
            what: `${candidate} quotes other examples (${from}; up to ${longest(other)} letters and digits in a row)`,
            examples: unique(other),
          },
        ]),
  ];
}

/** Where half of the other candidates give the same reference, two at the least where there are two, it is the answer that the input asks for. */
function isTheAnswer(hit: Hit, hits: readonly Hit[], outputs: readonly OutputText[]): boolean {
  const others = new Set(
    outputs
      .filter(({ example, candidate }) => example === hit.example && candidate !== hit.candidate)
      .map(({ candidate }) => candidate),
  );
  const alike = new Set(
    hits
      .filter(
        ({ example, candidate, other }) =>
          example === hit.example && other === hit.other && others.has(candidate),
      )
      .map(({ candidate }) => candidate),
  );
  return others.size > 0 && alike.size >= Math.max(Math.min(2, others.size), others.size / 2);
}

/** Of what is held out not even the name is told. */
function nameOf({ example, held }: { readonly example: string; readonly held: boolean }): string {
  return held ? 'a held-out one' : example;
}

function notesOf(common: number): readonly string[] {
  return [
    `Looked for: ${RUN} letters and digits in a row (${SURE_RUN} are found for sure) of the example's reference, or of another example alone, that stand neither in what the candidate was shown nor in two examples. A quote says that the candidate, or whoever wrote its prompt, has seen the set; or that the reference was made from this candidate's answers.`,
    ...(common === 0
      ? []
      : [
          `${common} more quotes are left out, since most candidates give the same: it is what the input asks for.`,
        ]),
  ];
}
