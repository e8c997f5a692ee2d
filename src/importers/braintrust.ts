/** Braintrust: rows of datasets, experiments and logs. */
import { isJsonObject, type Json } from '../core/json.ts';
import type { Importer } from '../core/plugins.ts';
import type { Usage } from '../core/record.ts';
import { chatOf } from './chat-shapes.ts';
import { usageFrom } from './facts.ts';
import { humanValue } from './human-value.ts';
import type { RowResult } from './rows.ts';
import {
  type ExportReader,
  type ExportSample,
  type JsonObject,
  type RatingOptions,
  type Read,
  SURE,
  type ToolExport,
  type ToolOutput,
  type ToolRating,
  toolImporter,
} from './tool-export.ts';
import { answerText, given, objectOf, recordOf } from './tool-record.ts';

export const braintrustExport: ToolExport = {
  format: 'braintrust',
  description: 'Braintrust: rows of datasets, experiments and logs',
  carriers: ['json'],
  sniff: ({ rows }) => (rows[0] !== undefined && isRow(rows[0]) ? SURE : 0),
  open: (_file, sample) => openBraintrust(sample),
};

export const braintrust: Importer = toolImporter(braintrustExport);

function isRow(row: JsonObject): boolean {
  if (!('input' in row)) return false;
  const marks = [
    '_xact_id',
    'span_id',
    'root_span_id',
    'experiment_id',
    'datasetRecordId',
    '_pagination_key',
  ];
  return marks.some((key) => key in row) || ('expected' in row && isJsonObject(row.scores));
}

/**
 * A log is spans, of which those of type `llm` are calls of a model; when there are none among the first rows, the
 * roots count. Of an experiment and of a dataset each root is a case, whatever it is made of.
 */
function openBraintrust(sample: ExportSample | undefined): ExportReader {
  const rows = sample?.rows ?? [];
  const cases = rows.some(
    (row) => typeof row.experiment_id === 'string' || typeof row.dataset_id === 'string',
  );
  const calls = !cases && rows.some((row) => typeOf(row) === 'llm');
  /** The rows that reviews may be of, by the id of their span, and reviews, which may stand before them. */
  const rated = new Map<string, JsonObject>();
  const reviews: JsonObject[] = [];
  return {
    rowsAt(document) {
      if (Array.isArray(document)) return [];
      const lists = ['events', 'data', 'rows'];
      const list = isJsonObject(document) ? lists.find((key) => Array.isArray(document[key])) : undefined;
      return list === undefined ? undefined : [list];
    },
    records: (row) => ((calls ? typeOf(row) === 'llm' : isRoot(row)) ? [record(row)] : []),
    outputs: (row) => (isRoot(row) && ('output' in row || 'error' in row) ? [output(row)] : []),
    ratings(row) {
      if (typeOf(row) === 'review') reviews.push(row);
      else if (typeof row.span_id === 'string') rated.set(row.span_id, row);
      return [];
    },
    lastRatings: (options) => reviews.flatMap((review) => reviewOf(review, rated, options)),
  };
}

function typeOf(row: JsonObject): Json | undefined {
  const { type, purpose } = objectOf(row.span_attributes);
  return purpose === 'review' ? purpose : type;
}

function isRoot(row: JsonObject): boolean {
  if (typeOf(row) === 'review') return false;
  if (typeof row.is_root === 'boolean') return row.is_root;
  const { span_id: id, root_span_id: root, span_parents: parents } = row;
  if (Array.isArray(parents)) return parents.length === 0;
  return id === undefined || root === undefined || id === root;
}

function record(row: JsonObject): RowResult {
  const metadata = objectOf(row.metadata);
  const metrics = objectOf(row.metrics);
  return recordOf({
    input: chatOf(row.input) ?? row.input,
    inputName: 'input',
    name: row.id,
    reference: row.expected,
    answer: row.output,
    model: metadata.model,
    usage: usageOf(metrics),
    at: row.created,
    metadata: {
      ...metadata,
      model: undefined,
      tags: row.tags,
      trace_id: row.root_span_id,
      latency_ms: latencyOf(metrics),
      cost_usd: metrics.estimated_cost,
      error: row.error === null || row.error === undefined ? undefined : textOfError(row.error),
      scores: row.scores,
    },
  });
}

function textOfError(error: Json): string {
  return typeof error === 'string' ? error : JSON.stringify(error);
}

function usageOf(metrics: JsonObject): Usage | undefined {
  return usageFrom(
    given({
      input_tokens: metrics.prompt_tokens,
      output_tokens: metrics.completion_tokens,
      cachedInputTokens: metrics.prompt_cached_tokens,
      cacheWriteTokens: metrics.prompt_cache_creation_tokens,
      reasoningTokens: metrics.completion_reasoning_tokens,
    }),
  );
}

function latencyOf({ start, end }: JsonObject): number | undefined {
  if (typeof start !== 'number' || typeof end !== 'number' || end < start) return undefined;
  return Math.round((end - start) * 1000);
}

function output(row: JsonObject): Read<ToolOutput> {
  const made = record(row);
  if (made.kind === 'fault') return made;
  const { input, model, usage } = made.record;
  const metrics = objectOf(row.metrics);
  const latencyMs = latencyOf(metrics);
  const cost = metrics.estimated_cost;
  const facts = {
    input: input as never,
    ...(model === undefined ? {} : { candidate: model }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(typeof cost === 'number' && cost >= 0 ? { costUsd: cost } : {}),
    ...(usage === undefined ? {} : { usage }),
  };
  if (row.error !== null && row.error !== undefined) {
    const failure = { code: 'braintrust', message: textOfError(row.error) };
    return { kind: 'value', value: { ...facts, output: '', status: 'error', failure } };
  }
  const text = answerText(row.output);
  return text === undefined
    ? { kind: 'fault', reason: `row ${String(row.id)} has neither an output nor an error` }
    : { kind: 'value', value: { ...facts, output: text } };
}

/** What a person said in a review: a span of that type below the one that was rated. */
function reviewOf(
  review: JsonObject,
  rated: ReadonlyMap<string, JsonObject>,
  { scale }: RatingOptions,
): readonly Read<ToolRating>[] {
  const parents = Array.isArray(review.span_parents) ? (review.span_parents as readonly Json[]) : [];
  const of = parents.map((id) => rated.get(String(id))).find((row) => row !== undefined);
  if (of === undefined)
    return [{ kind: 'fault', reason: `review ${String(review.id)} is of a row that is not here` }];
  const made = output(of);
  if (made.kind === 'fault') return [made];
  const { input, candidate, output: text } = made.value;
  const { name } = objectOf(review.span_attributes);
  const rater = /^review by (.+)$/i.exec(typeof name === 'string' ? name : '')?.[1] ?? 'braintrust';
  const note = objectOf(review.metadata).comment;
  return Object.entries(objectOf(review.scores)).flatMap(([score, given]): readonly Read<ToolRating>[] => {
    if (given === null) return [];
    const value = humanValue(given, { scale, unit: true });
    if (typeof value === 'string') return [{ kind: 'fault', reason: `score ${score}: ${value}` }];
    const rating = {
      input: input as Json,
      ...(candidate === undefined ? {} : { candidate }),
      output: text,
      rater,
      ...value,
      ...(typeof note === 'string' && note !== '' ? { note } : {}),
      score,
    };
    return [{ kind: 'value', value: rating }];
  });
}
