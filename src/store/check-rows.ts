/** What may come into the tables from an export that a person may have edited: rows that could have come out of them. */
import type { BenchmarkTable } from '../core/benchmarks/benchmark.ts';
import { benchmarkDigest } from '../core/benchmarks/digest.ts';
import { FieldtestError } from '../core/errors.ts';
import { exampleId, textId } from '../core/identity.ts';
import { inputSchema } from '../core/input.ts';
import type { Json } from '../core/json.ts';
import { OUTPUT_STATUSES } from '../core/output.ts';
import type { KeptTable, Tables } from './schema.ts';

type Row = { readonly [column: string]: Json };
type Check = (value: Json | undefined) => boolean;

const text: Check = (value) => typeof value === 'string';
const number: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const whole: Check = (value) => Number.isSafeInteger(value);
const json: Check = (value) => typeof value === 'string' && parses(value);
const maybe =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && values.includes(value);
const flag: Check = (value) => value === 0 || value === 1;
const status = oneOf(...OUTPUT_STATUSES);

const COLUMNS: { readonly [T in KeptTable]: { readonly [C in keyof Tables[T]]: Check } } = {
  imports: {
    digest: text,
    file: text,
    format: text,
    options: text,
    records: whole,
    rejected: whole,
    at: text,
  },
  strata: { stratum: text, records: whole, distinct_inputs: number, overflowed: flag, bound: maybe(text) },
  facets: { facet: text, records: whole, bound: maybe(text) },
  pool: {
    id: text,
    stratum: text,
    facets: json,
    form: text,
    form_bound: maybe(text),
    record: json,
    records: whole,
  },
  picked: { example: text, how: json },
  pick_changes: {
    seq: whole,
    at: text,
    action: oneOf('draw', 'drop', 'swap', 'add', 'take', 'restore'),
    example: text,
    detail: maybe(text),
  },
  vectors: { model: text, example: text, vector: text },
  examples: {
    id: text,
    name: maybe(text),
    input: json,
    reference: maybe(json),
    slices: json,
    split: oneOf('dev', 'holdout'),
    weight: maybe(number),
    cluster: maybe(text),
    metadata: maybe(json),
    position: maybe(whole),
  },
  candidates: { id: text, name: text, spec: json, at: text },
  outputs: {
    candidate: text,
    example: text,
    trial: whole,
    round: whole,
    status,
    text,
    text_id: text,
    usage: maybe(json),
    cost_usd: maybe(number),
    latency_ms: maybe(number),
    first_token_ms: maybe(number),
    response_model: maybe(text),
    fingerprint: maybe(text),
    failure: maybe(json),
    at: text,
    attempt: maybe(whole),
    started_at: maybe(text),
    duration_ms: maybe(number),
  },
  attempts: {
    candidate: text,
    example: text,
    trial: whole,
    number: whole,
    started_at: text,
    duration_ms: number,
    status,
    failure: maybe(json),
    most_usd: maybe(number),
    late: maybe(flag),
    partial_text: maybe(text),
  },
  ratings: {
    id: text,
    seq: whole,
    example: text,
    text_id: text,
    rater: text,
    rating: maybe(number),
    acceptable: maybe(flag),
    cannot_judge: maybe(flag),
    note: maybe(text),
    tags: maybe(json),
    at: maybe(text),
    repeat_of: maybe(text),
    origin: oneOf('file', 'review'),
    candidate: maybe(text),
    trial: maybe(whole),
  },
  review_rounds: {
    id: text,
    rater: text,
    split: oneOf('dev', 'holdout', 'production'),
    number: whole,
    seed: text,
    at: text,
    guide: maybe(text),
    items: json,
  },
  review_events: {
    id: text,
    seq: whole,
    round: text,
    rater: text,
    kind: oneOf('answer', 'skip', 'undo', 'redo', 'flag', 'unmask'),
    target: maybe(text),
    event: json,
    received_at: text,
  },
  scores: {
    check_id: text,
    example: text,
    text_id: text,
    reference_id: text,
    pass: flag,
    reason: maybe(text),
    at: text,
  },
  reveals: { seq: whole, at: text, command: text, missing: whole },
  decisions: { seq: whole, at: text, inputs_hash: text, rule: json, decision: json, facts: maybe(json) },
  project: { name: text, value: text },
  forgotten: { mark: text, forgetting: whole },
  forgettings: { seq: whole, at: text, rows: json, cleaned: flag },
  benchmarks: {
    name: text,
    digest: text,
    source: text,
    date: maybe(text),
    author: maybe(text),
    columns: json,
    models: json,
    at: text,
  },
  benchmark_aliases: { alias: text, candidate: text, at: text },
};

/** Throws FieldtestError('input') with table and line for a row that no export of ours has. */
export function checkRows(table: KeptTable, rows: readonly Row[]): void {
  const columns = COLUMNS[table] as { readonly [column: string]: Check };
  for (const [index, row] of rows.entries()) {
    const wrong =
      Object.keys(row).find((column) => !Object.hasOwn(columns, column)) ??
      Object.keys(columns).find((column) => !columns[column]!(row[column])) ??
      misnamed(table, row);
    if (wrong === undefined) continue;
    const what = Object.hasOwn(row, wrong) ? `does not fit: ${shown(row[wrong]!)}` : 'is missing';
    throw new FieldtestError(
      'input',
      `${table}.jsonl:${index + 1}: "${wrong}" ${what}`,
      'The export was changed or damaged; nothing was imported. Take an unchanged one.',
    );
  }
}

/** Ids are hashes of what they name: a row whose content was changed by hand no longer fits its own id. */
function misnamed(table: KeptTable, row: Row): string | undefined {
  if (table === 'outputs') return row.text_id === textId(row.text as string) ? undefined : 'text_id';
  if (table === 'benchmarks') {
    const [columns, models] = [row.columns, row.models].map((one) => JSON.parse(one as string));
    return row.digest === benchmarkDigest({ columns, models } as BenchmarkTable) ? undefined : 'digest';
  }
  if (table !== 'examples') return undefined;
  const input = inputSchema.safeParse(JSON.parse(row.input as string));
  if (!input.success) return 'input';
  return row.id === exampleId(input.data) ? undefined : 'id';
}

function parses(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

function shown(value: Json): string {
  const json = JSON.stringify(value);
  return json.length > 60 ? `${json.slice(0, 60)}...` : json;
}
