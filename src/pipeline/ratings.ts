/** `fieldtest ratings import|export`: ratings made elsewhere in, all ratings out. */
import type { Context } from '../core/context.ts';
import type { Example } from '../core/example.ts';
import { exampleLabel } from '../core/example.ts';
import type { Output } from '../core/output.ts';
import type { Rating } from '../core/rating.ts';
import { resolveRatings } from '../core/resolve-ratings.ts';
import { type RatingRow, ratingRowSchema } from '../core/rows.ts';
import { exampleFinder, unknownCandidate } from './lookup.ts';
import { type Judgement, newRatings } from './new-ratings.ts';
import { type Rejects, readRows } from './read-rows.ts';
import { noteReveal } from './reveal.ts';

export interface RatingsImportResult {
  readonly rows: number;
  readonly added: number;
  /** Of these, in the place of an earlier rating by the same rater; the earlier one is kept, the later counts. */
  readonly corrections: number;
  /** Rows that were stored before. */
  readonly unchanged: number;
  readonly rejects: Rejects;
}

/** Stores every rating of a file, or none: each names an output that exists and keeps to the scale. */
export async function importRatings(
  context: Context,
  input: { readonly file: string; readonly skipBad?: boolean },
): Promise<RatingsImportResult> {
  const { store, config } = context;
  const examples = [...(await store.examples()), ...(await store.retiredExamples())];
  const find = exampleFinder(examples);
  const outputs = await outputsByKey(context);
  const idOf = new Map(config.candidates.map((candidate) => [candidate.name, candidate.id]));
  const outputOf = (row: RatingRow): Output | undefined => {
    const example = find(row.example);
    return outputs.get(`${idOf.get(row.candidate)} ${example?.id} ${row.trial ?? 1}`);
  };
  const check = (row: RatingRow): string | undefined => {
    const wrong = outOfScale(row, config.rate.scale);
    if (wrong !== undefined) return wrong;
    if (find(row.example) === undefined)
      return `there is no example "${row.example}"; see: fieldtest examples export`;
    if (!idOf.has(row.candidate)) {
      const error = unknownCandidate(row.candidate, config.candidates);
      return `${error.message}. ${error.hint}`;
    }
    const output = outputOf(row);
    if (output === undefined) {
      return `"${row.candidate}" has no output for example "${row.example}" to rate; make it with: fieldtest run`;
    }
    return output.status === 'error'
      ? `the call of "${row.candidate}" for example "${row.example}" failed: it counts as the lowest and is not rated`
      : undefined;
  };
  const { rows, rejects } = await readRows(context, {
    file: input.file,
    schema: ratingRowSchema,
    skipBad: input.skipBad ?? false,
    check,
  });
  const judgements = rows.map(({ value }) => judgementOf(value, outputOf(value)!));
  const { ratings, corrections } = newRatings(await store.ratings(), judgements, context.clock.now());
  const added = await store.putRatings(ratings);
  return { rows: rows.length, added, corrections, unchanged: rows.length - added, rejects };
}

/** Every rating of outputs in scope as rows, sorted, so that the export of an import is the same file. */
export async function exportRatings(context: Context): Promise<readonly RatingRow[]> {
  const { store, config } = context;
  await noteReveal(context, 'ratings export');
  const examples = new Map(
    [...(await store.examples()), ...(await store.retiredExamples())].map((e) => [e.id, e]),
  );
  const names = new Map([
    ...(await store.candidateNames()),
    ...config.candidates.map((c) => [c.id, c.name] as const),
  ]);
  const outputs = [...(await outputsByKey(context)).values()];
  const ratings = await store.ratings();
  const named = new Set<string>();
  const rows = resolveRatings(outputs, ratings).flatMap(({ output, rating }) => {
    // A file's rating goes out under the candidate that it named, once; a blind one under each that gave the text.
    if (rating.candidate !== undefined && rating.candidate !== output.candidate) return [];
    named.add(rating.id);
    return [ratingRow(rating, examples.get(output.example)!, names.get(output.candidate)!, output.trial)];
  });
  const rest = ratings.filter((rating) => !named.has(rating.id) && rating.candidate !== undefined);
  for (const rating of rest) {
    const example = examples.get(rating.example);
    const name = names.get(rating.candidate!);
    if (example !== undefined && name !== undefined)
      rows.push(ratingRow(rating, example, name, rating.trial ?? 1));
  }
  return rows;
}

function outOfScale(row: RatingRow, scale: number | false): string | undefined {
  if (row.rating === undefined) return undefined;
  if (scale === false) return 'has a "rating", but the config says `rate: { scale: false }`';
  if (Number.isInteger(row.rating) && row.rating >= 1 && row.rating <= scale) return undefined;
  return `rating ${row.rating} is not a whole number from 1 to ${scale}`;
}

async function outputsByKey({ store, config }: Context): Promise<ReadonlyMap<string, Output>> {
  const candidates = config.candidates.map((candidate) => candidate.id);
  const dev = await store.outputs({ candidates, split: 'dev' });
  const holdout = await store.outputs({ candidates, split: 'holdout' });
  return new Map(
    [...dev, ...holdout].map((output) => [`${output.candidate} ${output.example} ${output.trial}`, output]),
  );
}

function judgementOf(row: RatingRow, output: Output): Judgement {
  const { example: _example, candidate: _candidate, trial: _trial, ...judgement } = row;
  const given = Object.fromEntries(Object.entries(judgement).filter(([, value]) => value !== undefined));
  return {
    ...(given as Pick<Rating, 'rater'>),
    example: output.example,
    textId: output.textId,
    origin: 'file' as const,
    candidate: output.candidate,
    trial: output.trial,
  };
}

function ratingRow(rating: Rating, example: Example, candidate: string, trial: number): RatingRow {
  const { rater, rating: value, acceptable, note, tags, at, repeatOf } = rating;
  const row = {
    example: exampleLabel(example),
    candidate,
    trial,
    rater,
    rating: value,
    acceptable,
    note,
    tags,
    at,
    repeatOf,
  };
  return Object.fromEntries(
    Object.entries(row).filter(([, cell]) => cell !== undefined),
  ) as unknown as RatingRow;
}
