/** All outputs with whose they are and what was said of them: after the reveal alone. */
import type { Context } from '../../core/context.ts';
import { type Example, exampleLabel } from '../../core/example.ts';
import { hashJson } from '../../core/identity.ts';
import type { Output } from '../../core/output.ts';
import type { Rating } from '../../core/rating.ts';
import { resolveRatings } from '../../core/resolve-ratings.ts';
import type {
  Judgement,
  OutputsQuery,
  OutputsView,
  OutputView,
  RevealedRow,
} from '../../core/review/after.ts';
import { textStart } from '../../core/text-start.ts';
import { openItems, reviewMaterial } from './open-round.ts';
import type { Who } from './who.ts';

/** A row with everything that it is searched by and opened from. */
export interface RevealedOutput extends RevealedRow {
  readonly output: Output;
  readonly of: Example;
}

const START = 240;

/** Every output of the split, by example and then in the config's order of candidates. */
export async function revealedOutputs(context: Context, who: Who): Promise<readonly RevealedOutput[]> {
  const { store, config } = context;
  const examples = new Map((await store.examples(who.split)).map((example) => [example.id, example]));
  const names = new Map(config.candidates.map(({ id, name }) => [id, name]));
  const outputs = await store.outputs({ candidates: [...names.keys()], split: who.split });
  const othersToo = (await ratersAtWork(context, who)).length === 0;
  const ratings = (await store.ratings()).filter(({ rater }) => othersToo || rater === who.rater);
  const said = Map.groupBy(resolveRatings(outputs, ratings), ({ output }) => output);
  return outputs.map((output) => {
    const of = examples.get(output.example)!;
    const { candidate, example, trial, status, text } = output;
    const judgements = judgementsOf((said.get(output) ?? []).map(({ rating }) => rating));
    return {
      id: hashJson([candidate, example, trial]).slice(0, 32),
      candidate: names.get(candidate)!,
      example: exampleLabel(of),
      trial,
      status,
      start: textStart(text, START),
      judgements,
      acceptable: status === 'error' ? false : acceptableTo(judgements),
      output,
      of,
    };
  });
}

/** The raters whose rounds of the split still ask something: until they are done nobody sees another's ratings. */
export async function ratersAtWork(context: Context, { split }: Who): Promise<readonly string[]> {
  const material = await reviewMaterial(context, split);
  const atWork = new Set<string>();
  for (const round of material.rounds) {
    const open = await openItems(context, material, round);
    if (open.some(({ purpose }) => purpose !== 'calibration')) atWork.add(round.rater);
  }
  return [...atWork];
}

/** As `decide` settles them: the latest counts, each value on its own; hidden repeats change nothing. */
function judgementsOf(ratings: readonly Rating[]): readonly Judgement[] {
  const time = ({ at }: Rating) => (at === undefined ? Number.NEGATIVE_INFINITY : Date.parse(at));
  const first = ratings.filter(({ repeatOf }) => repeatOf === undefined);
  return [...Map.groupBy(first, ({ rater }) => rater)].map(([rater, own]) => {
    let judgement: Judgement = { rater, tags: [] };
    // Two rows without a time are in the order in which they came.
    for (const one of own.toSorted((a, b) => (time(a) === time(b) ? 0 : time(a) - time(b)))) {
      const { rating, acceptable, note, tags } = one;
      const { note: _note, ...rest } = judgement;
      judgement = {
        // What the review sends holds all that is said by then; a file's correction may name a part alone.
        ...(one.origin === 'review' ? { ...rest, tags: [] } : judgement),
        ...(rating === undefined ? {} : { rating }),
        ...(acceptable === undefined ? {} : { acceptable }),
        ...(note === undefined ? {} : { note }),
        ...(tags === undefined ? {} : { tags }),
      };
    }
    return judgement;
  });
}

function acceptableTo(judgements: readonly Judgement[]): boolean | null {
  if (judgements.some(({ acceptable }) => acceptable === false)) return false;
  return judgements.some(({ acceptable }) => acceptable === true) ? true : null;
}

/** The outputs that a query finds. */
export function searchOutputs(
  candidates: readonly string[],
  all: readonly RevealedOutput[],
  query: OutputsQuery,
): OutputsView {
  const sought = query.find.trim().toLowerCase();
  const wanted = { yes: true, no: false, unknown: null };
  const found = all.filter(
    (one) =>
      (query.candidate === '' || one.candidate === query.candidate) &&
      (query.example === '' || one.example === query.example) &&
      (query.slice === '' || one.of.slices.includes(query.slice)) &&
      (query.acceptable === '' || one.acceptable === wanted[query.acceptable]) &&
      (sought === '' || textsOf(one).some((text) => text.toLowerCase().includes(sought))),
  );
  return { candidates, total: all.length, found: found.length, rows: found.slice(0, query.most).map(rowOf) };
}

function textsOf({ output, of, candidate, example, judgements }: RevealedOutput): readonly string[] {
  const input = typeof of.input === 'string' ? of.input : JSON.stringify(of.input);
  return [
    output.text,
    input,
    candidate,
    example,
    ...judgements.flatMap(({ note = '', tags }) => [note, ...tags]),
  ];
}

/** Undefined for an id that no output has. */
export function outputView(all: readonly RevealedOutput[], id: string): OutputView | undefined {
  const found = all.find((one) => one.id === id);
  if (found === undefined) return undefined;
  const { output, of } = found;
  return {
    ...rowOf(found),
    input: of.input,
    reference: of.reference ?? null,
    text: output.text,
    failure: output.failure?.message ?? null,
  };
}

/** What goes over the wire of an output in a list. */
export function rowOf({ output: _output, of: _of, ...row }: RevealedOutput): RevealedRow {
  return row;
}
