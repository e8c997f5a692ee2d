/** `fieldtest ratings import|export`: ratings made elsewhere in, all ratings out. */
import type { Context } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import type { Example } from '../core/example.ts';
import { exampleLabel } from '../core/example.ts';
import { exampleId, textId } from '../core/identity.ts';
import { inputSchema, unfitInput } from '../core/input.ts';
import { isJsonObject, type Json } from '../core/json.ts';
import { type Output, outputKeyText } from '../core/output.ts';
import type { Rating } from '../core/rating.ts';
import type { Redactor } from '../core/redaction.ts';
import { resolveRatings } from '../core/resolve-ratings.ts';
import { type RatingRow, ratingRowSchema } from '../core/rows.ts';
import { exampleFinder, unknownInFile } from './lookup.ts';
import { type Judgement, newRatings } from './new-ratings.ts';
import { type Rejects, readRows } from './read-rows.ts';
import { noteReveal } from './reveal.ts';
import {
  isPacketRow,
  openPacketImport,
  packetRowSchema,
  type RaterImport,
  type UncheckedPacketRow,
} from './review/import-packet.ts';
import { candidateNamer } from './tool-candidates.ts';

export interface RatingsImportInput {
  readonly file: string;
  /** What the file is; absent: told from its content. */
  readonly format?: string;
  /** The candidate of all rows, or `theirs=ours` for a name in the file. */
  readonly candidate?: readonly string[];
  /** Which of another tool's scores is the rating. */
  readonly score?: string;
  readonly skipBad?: boolean;
}

export interface RatingsImportResult {
  /** What the file was read as. */
  readonly format: string;
  readonly rows: number;
  readonly added: number;
  /** Of these, in the place of an earlier rating by the same rater; the earlier one is kept, the later counts. */
  readonly corrections: number;
  /** Rows that were stored before. */
  readonly unchanged: number;
  /** Left out, since their examples were forgotten here. */
  readonly forgotten: number;
  readonly rejects: Rejects;
  /** Of a packet's ratings file: whose ratings came. */
  readonly raters?: readonly RaterImport[];
}

/**
 * Stores every rating of a file, or none: each names an output that exists and keeps to the scale, or is a line of what
 * an expert saved in a packet.
 */
export async function importRatings(
  context: Context,
  input: RatingsImportInput,
): Promise<RatingsImportResult> {
  const { store, config } = context;
  const rated = await ratedOutputs(context);
  const redactor = await context.redactor();
  const { text } = redactor;
  const isForgotten = (await store.forgotten()) ?? (() => false);
  /** Also in a file that was made before. */
  const isOfForgotten = ({ example }: RatingRow) => isForgotten({ id: example, name: text(example) });
  const packets = await openPacketImport(context, input.file);
  let ofPackets: boolean | undefined;
  const check = (row: RatingRow | UncheckedPacketRow, line: number): string | undefined => {
    const ofPacket = isPacketRow(row as Json);
    ofPackets ??= ofPacket;
    if (ofPacket !== ofPackets) throw mixed(input.file, line);
    if (ofPacket) return packets.check(row as UncheckedPacketRow, line);
    return checkRating(row as RatingRow);
  };
  const checkRating = (row: RatingRow): string | undefined => {
    const wrong = outOfScale(row, config.rate.scale);
    if (wrong !== undefined) return wrong;
    if (isOfForgotten(row)) return undefined;
    const found = rated.find(row);
    if (typeof found === 'string') return found;
    return found.status === 'error'
      ? `the call of "${row.candidate}" for example "${row.example}" failed: it counts as the lowest and is not rated`
      : undefined;
  };
  const named = candidateNamer(config.candidates, input.candidate);
  const { rows, format, putAside } = await readRows<typeof ratingRowSchema | typeof packetRowSchema>(
    context,
    {
      file: input.file,
      schema: (value) => (isPacketRow(value) ? packetRowSchema : ratingRowSchema),
      skipBad: input.skipBad ?? false,
      open: async (source) =>
        (await context.importers()).ratingRows(source, {
          ...(input.format === undefined ? {} : { format: input.format }),
          ...(input.score === undefined ? {} : { score: input.score }),
          scale: config.rate.scale,
        }),
      prepare: (value, read) =>
        asStored(read === 'jsonl' && input.candidate === undefined ? value : named(value), {
          redactor,
          examples: rated.examples,
        }),
      check,
    },
  );
  if (ofPackets) {
    const raters = await packets.store(rows.map(({ value }) => value as UncheckedPacketRow));
    const sum = (key: 'added' | 'unchanged' | 'forgotten') => raters.reduce((all, one) => all + one[key], 0);
    const counts = {
      rows: rows.length,
      added: sum('added'),
      corrections: 0,
      unchanged: sum('unchanged'),
      forgotten: sum('forgotten'),
    };
    return { format, ...counts, raters, rejects: await putAside() };
  }
  const given = rows.map(({ value }) => value as RatingRow).filter((row) => !isOfForgotten(row));
  const judgements = given.map((row) => judgementOf(withoutPersonal(row, text), rated.find(row) as Output));
  const current = new Set(config.candidates.map((candidate) => candidate.id));
  const now = context.clock.now();
  const { ratings, corrections } = newRatings(await store.ratings(), judgements, { now, current });
  const added = await store.putRatings(ratings);
  return {
    format,
    rows: rows.length,
    added,
    corrections,
    unchanged: given.length - added,
    forgotten: rows.length - given.length,
    rejects: await putAside(),
  };
}

/**
 * Every rating as rows, sorted, so that the export of an import is the same file: once under each output that it
 * counts for, with the text's id, so that a later version of a candidate never takes it for its own.
 */
export async function exportRatings(context: Context): Promise<readonly RatingRow[]> {
  const { store, log } = context;
  await noteReveal(context, 'ratings export');
  const { outputs, examples, names } = await ratedOutputs(context);
  const resolved = resolveRatings(outputs, await store.ratings());
  const held = resolved.filter(({ output }) => examples.get(output.example)?.split === 'holdout').length;
  if (held > 0)
    log.warn(
      `${held} of the ratings are of held-out examples: whoever reads them has seen what these decide`,
    );
  return resolved.flatMap(({ output, rating }) => {
    // A file's rating goes out under the output that it named; a blind one under each that gave the text.
    const { candidate, trial } = rating;
    if (candidate !== undefined && (candidate !== output.candidate || trial !== output.trial)) return [];
    return [ratingRow(rating, examples.get(output.example)!, names.get(output.candidate)!, output.trial)];
  });
}

/**
 * A judgement from another tool names its example by the input, and the output by what it says: both as they are stored here.
 * Of two inputs that it names, the second counts where there is no example of the first.
 */
function asStored(
  row: Json,
  { redactor, examples }: { readonly redactor: Redactor } & Pick<RatedOutputs, 'examples'>,
): Json {
  if (!isJsonObject(row) || row.example !== undefined) return row;
  const idOf = (given: Json | undefined): string | undefined => {
    const input = inputSchema.safeParse(given);
    if (!input.success || unfitInput(input.data) !== undefined) return undefined;
    return exampleId(redactor.record({ input: input.data }).input);
  };
  const { input, orInput, output, ...rest } = row;
  const own = idOf(input);
  if (own === undefined) return row;
  const other = orInput === undefined || examples.has(own) ? undefined : idOf(orInput);
  const said = typeof output === 'string' ? { textId: textId(redactor.text(output)) } : {};
  return { ...rest, ...said, example: other !== undefined && examples.has(other) ? other : own };
}

interface RatedOutputs {
  /** Of every candidate that ever ran, on every example that ever was in the set. */
  readonly outputs: readonly Output[];
  readonly examples: ReadonlyMap<string, Example>;
  /** By candidate id; the config's names win. */
  readonly names: ReadonlyMap<string, string>;
  /** The output that a row rates, or why there is none. */
  find(row: RatingRow): Output | string;
}

async function ratedOutputs(context: Context): Promise<RatedOutputs> {
  const { store, config } = context;
  const examples = [...(await store.examples()), ...(await store.retiredExamples())];
  const findExample = exampleFinder(examples, await context.redactor());
  // Candidates that left the config come first, so that a name in use means the one that is in the config.
  const current = config.candidates.map((candidate) => [candidate.id, candidate.name] as const);
  const stored = await store.candidateNames();
  const names = new Map([...stored, ...current]);
  const idsOf = Map.groupBy(
    [...stored, ...current].map(([id, name]) => ({ id, name })),
    ({ name }) => name,
  );
  const outputs = await store.outputs({ candidates: [...names.keys()] });
  const byKey = new Map(outputs.map((output) => [outputKeyText(output), output]));
  const find = (row: RatingRow): Output | string => {
    const example = findExample(row.example)?.id;
    if (example === undefined) return `there is no example "${row.example}"; see: fieldtest examples export`;
    const ids = (idsOf.get(row.candidate) ?? []).map(({ id }) => id).reverse();
    if (ids.length === 0) {
      return unknownInFile(row.candidate, config.candidates);
    }
    const { textId, trial = 1 } = row;
    const now = byKey.get(outputKeyText({ candidate: ids[0]!, example, trial }));
    if (textId === undefined || now?.textId === textId) {
      return (
        now ??
        `"${row.candidate}" has no output for example "${row.example}" to rate; make it with: fieldtest run`
      );
    }
    const then = ids
      .map((candidate) => byKey.get(outputKeyText({ candidate, example, trial })))
      .find((output) => output?.textId === textId);
    return (
      then ??
      `"${row.candidate}" gave no such text for example "${row.example}" here; without "textId" the row rates what it gives now`
    );
  };
  return { outputs, examples: new Map(examples.map((e) => [e.id, e])), names, find };
}

function mixed(file: string, line: number): FieldtestError {
  return new FieldtestError(
    'input',
    `${file}:${line}: a packet's ratings and ordinary rows stand in one file`,
    'Nothing was imported. Import each of the two as a file of its own.',
  );
}

function outOfScale(row: RatingRow, scale: number | false): string | undefined {
  if (row.rating === undefined) return undefined;
  if (scale === false) return 'has a "rating", but the config says `rate: { scale: false }`';
  if (Number.isInteger(row.rating) && row.rating >= 1 && row.rating <= scale) return undefined;
  return `rating ${row.rating} is not a whole number from 1 to ${scale}`;
}

/** What a rater wrote may name whoever the text is about. */
function withoutPersonal({ note, tags, ...row }: RatingRow, text: (text: string) => string): RatingRow {
  return {
    ...row,
    ...(note === undefined ? {} : { note: text(note) }),
    ...(tags === undefined ? {} : { tags: tags.map(text) }),
  };
}

function judgementOf(row: RatingRow, output: Output): Judgement {
  const { example: _example, candidate: _candidate, trial: _trial, textId: _textId, ...judgement } = row;
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
  const { textId, rater, rating: value, acceptable, note, tags, at, repeatOf } = rating;
  const row = {
    example: exampleLabel(example),
    candidate,
    trial,
    textId,
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
