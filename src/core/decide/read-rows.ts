/** Rating and output rows, settled: which row of a rating counts, and what each output came to. */
import type { DecideInput } from '../decision.ts';
import { FieldtestError } from '../errors.ts';
import type { Settings } from './settings.ts';

type RatingRow = DecideInput['ratings'][number];
export type OutputRow = NonNullable<DecideInput['outputs']>[number];

/** What one rater finally said of one output. */
export interface SettledRating {
  readonly example: string;
  readonly candidate: string;
  readonly trial: number;
  readonly rater: string;
  readonly rating?: number;
  readonly acceptable?: boolean;
  /** Milliseconds of the earliest row, corrections apart; -Infinity when a row has no time. */
  readonly since: number;
}

/** One hidden second showing of an output to the same rater. */
interface RepeatRating {
  readonly rater: string;
  /** What the rater finally said of the same output; undefined where they said nothing else. */
  readonly before: SettledRating | undefined;
  readonly rating?: number;
  readonly acceptable?: boolean;
}

export interface Rows {
  /** In the order of their keys (`ratingKey`): those of one output stand together. */
  readonly ratings: readonly SettledRating[];
  readonly repeats: readonly RepeatRating[];
  readonly outputs: readonly OutputRow[];
}

export interface ReadRows {
  readonly rows: Rows;
  /** Every distinct row as text, in any order, with the mark that stands behind it where it counts: for the hash of what was read. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * The key of a rating is (example, candidate, trial, rater); the latest `at` counts, file order breaks ties,
 * a row without `at` is older than any with one, and a row identical to an earlier one changes nothing.
 * The rating and the yes/no answer are settled each on its own, so that giving them in two files loses neither.
 */
export function readRows(input: DecideInput, settings: Settings): ReadRows {
  const split = new Map(input.examples.map((example) => [example.id, example.split ?? 'dev']));
  const inSplit = (row: { readonly example: string }) => split.get(row.example) === settings.split;
  const seen = new Map<string, string>();
  const repeats: (Omit<RepeatRating, 'before'> & { readonly key: string })[] = [];
  const drafts = new Map<string, Draft>();
  for (const row of input.ratings) {
    const text = fingerprint(row);
    if (seen.has(text)) continue;
    seen.set(text, '');
    if (!inSplit(row)) continue;
    const key = ratingKey(row.example, row.candidate, row.trial ?? 1, row.rater);
    if (row.repeatOf === undefined) settle(drafts, key, row, text);
    else repeats.push({ rater: row.rater, key, ...judged(row.rating, row.acceptable) });
  }
  const outputs = readOutputs(input, seen).filter(inSplit);
  // In key order, so that sums over raters and trials do not depend on the order of the input.
  const inOrder = [...drafts].sort(([a], [b]) => (a < b ? -1 : 1));
  const again = new Set(repeats.map(({ key }) => key));
  const before = new Map<string, SettledRating>();
  const ratings = inOrder.map(([key, draft]) => {
    const { example, candidate, rater, trial = 1 } = draft.row;
    const { rating: ofRating, acceptable: ofAnswer, since } = draft;
    if (ofRating) seen.set(ofRating.text, ofRating.text === ofAnswer?.text ? BOTH : RATING);
    if (ofAnswer && ofAnswer.text !== ofRating?.text) seen.set(ofAnswer.text, ANSWER);
    const values = judged(ofRating?.value, ofAnswer?.value);
    const settled = { example, candidate, trial, rater, ...values, since };
    if (again.has(key)) before.set(key, settled);
    return settled;
  });
  return {
    rows: {
      ratings,
      repeats: repeats.map(({ key, ...repeat }) => ({ ...repeat, before: before.get(key) })),
      outputs,
    },
    texts: seen,
  };
}

/** What counts of a row, behind it. */
const RATING = ' rating';
const ANSWER = ' acceptable';
const BOTH = `${RATING}${ANSWER}`;

/** The key under which a rating is settled; no text can forge another's key. */
function ratingKey(example: string, candidate: string, trial: number, rater: string): string {
  return JSON.stringify([example, candidate, trial, rater]);
}

interface Settled<Value> {
  readonly value: Value;
  readonly time: number;
  readonly text: string;
}

interface Draft {
  readonly row: RatingRow;
  since: number;
  rating?: Settled<number>;
  acceptable?: Settled<boolean>;
}

function settle(drafts: Map<string, Draft>, key: string, row: RatingRow, text: string): void {
  if (row.rating === undefined && row.acceptable === undefined) return;
  const time = row.at === undefined ? Number.NEGATIVE_INFINITY : Date.parse(row.at);
  let draft = drafts.get(key);
  if (!draft) {
    draft = { row, since: time };
    drafts.set(key, draft);
  }
  draft.since = Math.min(draft.since, time);
  if (row.rating !== undefined && !(draft.rating && draft.rating.time > time)) {
    draft.rating = { value: row.rating, time, text };
  }
  if (row.acceptable !== undefined && !(draft.acceptable && draft.acceptable.time > time)) {
    draft.acceptable = { value: row.acceptable, time, text };
  }
}

function judged(rating: number | undefined, acceptable: boolean | undefined) {
  return { ...(rating === undefined ? {} : { rating }), ...(acceptable === undefined ? {} : { acceptable }) };
}

function fingerprint(row: RatingRow): string {
  const { example, candidate, trial = 1, rater, rating, acceptable, at, repeatOf } = row;
  return JSON.stringify(['rating', example, candidate, trial, rater, rating, acceptable, at, repeatOf]);
}

/** Drops identical output rows; two different ones for the same trial are refused. */
function readOutputs(input: DecideInput, seen: Map<string, string>): OutputRow[] {
  const byKey = new Map<string, string>();
  const outputs: OutputRow[] = [];
  input.outputs?.forEach((row, index) => {
    const { example, candidate, trial = 1, status, costUsd, latencyMs, firstTokenMs, length } = row;
    const { servedBy, failedAttempts } = row;
    const known = [servedBy, failedAttempts].filter((fact) => fact !== undefined);
    const key = JSON.stringify(['output', example, candidate, trial]);
    const text = `${key}${JSON.stringify([status, costUsd, latencyMs, firstTokenMs, length, ...known])}`;
    const before = byKey.get(key);
    if (before === text) return;
    if (before !== undefined) {
      throw new FieldtestError(
        'input',
        `output ${index + 1} (example ${example}, candidate ${candidate}, trial ${trial}) differs from an earlier row`,
        'Give each output once, or number the trials.',
      );
    }
    byKey.set(key, text);
    seen.set(text, '');
    outputs.push(row);
  });
  return outputs;
}
