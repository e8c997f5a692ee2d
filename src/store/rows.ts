/** Rows to nouns and back: the one place that knows how each noun lies in its table. */
import type { Insertable, Selectable } from 'kysely';
import type { Example, Split } from '../core/example.ts';
import type { Json } from '../core/json.ts';
import type { Attempt, CallFailure, Output, OutputKey, OutputStatus } from '../core/output.ts';
import type { Rating, RatingOrigin } from '../core/rating.ts';
import type { Usage } from '../core/record.ts';
import type { Tables } from './schema.ts';

/** JSON text, or null for what is absent. */
function toJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

export function fromJson<T>(text: string): T {
  return JSON.parse(text) as T;
}

/** `{ key: value }` when there is a value, else nothing, so that absent stays absent. */
function given<K extends string, V>(key: K, value: V | null): { [P in K]?: V } {
  return (value === null ? {} : { [key]: value }) as { [P in K]?: V };
}

function givenJson<K extends string, V>(key: K, text: string | null): { [P in K]?: V } {
  return given<K, V>(key, text === null ? null : fromJson<V>(text));
}

export function exampleRow(example: Example, position: number | null): Insertable<Tables['examples']> {
  return {
    id: example.id,
    name: example.name ?? null,
    input: JSON.stringify(example.input),
    reference: toJson(example.reference),
    slices: JSON.stringify(example.slices),
    split: example.split,
    weight: example.weight ?? null,
    cluster: example.cluster ?? null,
    metadata: toJson(example.metadata),
    position,
  };
}

export function exampleOf(row: Selectable<Tables['examples']>): Example {
  return {
    id: row.id,
    ...given('name', row.name),
    input: fromJson(row.input),
    ...givenJson<'reference', Json>('reference', row.reference),
    slices: fromJson(row.slices),
    split: row.split as Split,
    ...given('weight', row.weight),
    ...given('cluster', row.cluster),
    ...givenJson<'metadata', { readonly [key: string]: Json }>('metadata', row.metadata),
  };
}

export function outputRow(output: Output, round: number): Insertable<Tables['outputs']> {
  return {
    candidate: output.candidate,
    example: output.example,
    trial: output.trial,
    round,
    status: output.status,
    text: output.text,
    text_id: output.textId,
    usage: toJson(output.usage),
    cost_usd: output.costUsd ?? null,
    latency_ms: output.latencyMs ?? null,
    first_token_ms: output.firstTokenMs ?? null,
    response_model: output.responseModel ?? null,
    fingerprint: output.fingerprint ?? null,
    failure: toJson(output.failure),
    at: output.at,
  };
}

export function outputOf(row: Selectable<Tables['outputs']>, attempts: readonly Attempt[]): Output {
  return {
    candidate: row.candidate,
    example: row.example,
    trial: row.trial,
    status: row.status as OutputStatus,
    text: row.text,
    textId: row.text_id,
    ...givenJson<'usage', Usage>('usage', row.usage),
    ...given('costUsd', row.cost_usd),
    ...given('latencyMs', row.latency_ms),
    ...given('firstTokenMs', row.first_token_ms),
    ...given('responseModel', row.response_model),
    ...given('fingerprint', row.fingerprint),
    ...givenJson<'failure', CallFailure>('failure', row.failure),
    at: row.at,
    attempts: [...attempts, ...ownAttempt(row)].sort((a, b) => a.number - b.number),
  };
}

/** The attempt that gave the answer. */
function ownAttempt(row: Selectable<Tables['outputs']>): readonly Attempt[] {
  if (row.attempt === null || row.started_at === null) return [];
  const status = row.status as OutputStatus;
  return [{ number: row.attempt, startedAt: row.started_at, durationMs: row.duration_ms ?? 0, status }];
}

export function attemptRow(key: OutputKey, attempt: Attempt, number: number): Insertable<Tables['attempts']> {
  return {
    candidate: key.candidate,
    example: key.example,
    trial: key.trial,
    number,
    started_at: attempt.startedAt,
    duration_ms: attempt.durationMs,
    status: attempt.status,
    failure: toJson(attempt.failure),
    most_usd: attempt.mostUsd ?? null,
    late: attempt.late ? 1 : null,
    partial_text: attempt.partialText ?? null,
  };
}

export function attemptOf(row: Selectable<Tables['attempts']>): OutputKey & Attempt {
  return {
    candidate: row.candidate,
    example: row.example,
    trial: row.trial,
    number: row.number,
    startedAt: row.started_at,
    durationMs: row.duration_ms,
    status: row.status as OutputStatus,
    ...givenJson<'failure', CallFailure>('failure', row.failure),
    ...given('mostUsd', row.most_usd),
    ...(row.late === null ? {} : { late: true as const }),
    ...given('partialText', row.partial_text),
  };
}

export function ratingRow(rating: Rating, seq: number): Insertable<Tables['ratings']> {
  return {
    id: rating.id,
    seq,
    example: rating.example,
    text_id: rating.textId,
    rater: rating.rater,
    rating: rating.rating ?? null,
    acceptable: rating.acceptable === undefined ? null : Number(rating.acceptable),
    cannot_judge: rating.cannotJudge ? 1 : null,
    note: rating.note ?? null,
    tags: toJson(rating.tags),
    at: rating.at ?? null,
    repeat_of: rating.repeatOf ?? null,
    origin: rating.origin,
    candidate: rating.candidate ?? null,
    trial: rating.trial ?? null,
  };
}

export function ratingOf(row: Selectable<Tables['ratings']>): Rating {
  return {
    id: row.id,
    example: row.example,
    textId: row.text_id,
    rater: row.rater,
    ...given('rating', row.rating),
    ...given('acceptable', row.acceptable === null ? null : row.acceptable !== 0),
    ...(row.cannot_judge === null ? {} : { cannotJudge: true as const }),
    ...given('note', row.note),
    ...givenJson<'tags', readonly string[]>('tags', row.tags),
    ...given('at', row.at),
    ...given('repeatOf', row.repeat_of),
    origin: row.origin as RatingOrigin,
    ...given('candidate', row.candidate),
    ...given('trial', row.trial),
  };
}
