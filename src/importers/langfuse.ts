/** Langfuse: items of datasets, and traces with their observations, as its API and its screens export them. */
import { isJsonObject, type Json } from '../core/json.ts';
import type { Importer } from '../core/plugins.ts';
import type { Usage } from '../core/record.ts';
import { chatOf } from './chat-shapes.ts';
import { isoTime, usageFrom } from './facts.ts';
import { humanValue } from './human-value.ts';
import type { RowResult } from './rows.ts';
import {
  type ExportReader,
  type JsonObject,
  type RatingOptions,
  type Read,
  SURE,
  type ToolExport,
  type ToolRating,
  toolImporter,
} from './tool-export.ts';
import { answerText, field, inputOf, objectOf, recordOf, rowsOrData } from './tool-record.ts';

export const langfuseExport: ToolExport = {
  format: 'langfuse',
  description: 'Langfuse: dataset items, traces and observations',
  carriers: ['json'],
  sniff: ({ rows }) => (rows[0] !== undefined && kindOf(rows[0]) !== undefined ? SURE : 0),
  open: () => openLangfuse(),
};

export const langfuse: Importer = toolImporter(langfuseExport);

type Kind = 'item' | 'observation' | 'trace';

function kindOf(row: JsonObject): Kind | undefined {
  const has = (name: string): boolean => name in row || snake(name) in row;
  if (
    has('expectedOutput') &&
    (has('datasetId') || has('datasetName') || has('sourceTraceId') || has('status'))
  ) {
    return 'item';
  }
  if (has('traceId') && typeof row.type === 'string' && has('startTime')) return 'observation';
  const traces = ['htmlPath', 'totalCost', 'bookmarked', 'externalId', 'release', 'observations'];
  return has('timestamp') && 'input' in row && 'output' in row && traces.some(has) ? 'trace' : undefined;
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function openLangfuse(): ExportReader {
  return {
    // Of an answer of its API the rows are under `data`.
    rowsAt: rowsOrData,
    records(row) {
      const kind = kindOf(row);
      if (kind === 'item') return item(row);
      if (kind === 'observation') return isCall(row) ? [observation(row, {})] : [];
      if (kind === undefined)
        return [{ kind: 'fault', reason: 'neither an item of a dataset nor a trace of Langfuse' }];
      const calls = observationsOf(row).filter(isCall);
      // The trace around its calls repeats them.
      return calls.length > 0 ? calls.map((call) => observation(call, row)) : [trace(row)];
    },
    ratings: (row, options) => (kindOf(row) === 'trace' ? annotations(row, options) : []),
  };
}

function isCall(row: JsonObject): boolean {
  return String(row.type).toUpperCase() === 'GENERATION';
}

function observationsOf(row: JsonObject): readonly JsonObject[] {
  return Array.isArray(row.observations) ? (row.observations as readonly Json[]).filter(isJsonObject) : [];
}

function item(row: JsonObject): readonly RowResult[] {
  if (row.status === 'ARCHIVED') return [];
  return [
    recordOf({
      input: row.input,
      inputName: 'input',
      name: row.id,
      reference: field(row, 'expectedOutput'),
      at: field(row, 'createdAt'),
      metadata: {
        ...objectOf(row.metadata),
        dataset: field(row, 'datasetName'),
        trace_id: field(row, 'sourceTraceId'),
      },
    }),
  ];
}

function observation(row: JsonObject, of: JsonObject): RowResult {
  const { input, output, metadata, level } = row;
  return recordOf({
    input: withTools(input),
    inputName: 'input',
    name: row.id,
    answer: output,
    model: row.model ?? field(row, 'providedModelName'),
    usage: usageOf(row),
    at: field(row, 'startTime'),
    metadata: {
      ...objectOf(metadata),
      trace_id: field(row, 'traceId'),
      session_id: field(row, 'sessionId') ?? field(of, 'sessionId'),
      user_id: field(row, 'userId') ?? field(of, 'userId'),
      tags: of.tags,
      prompt_name: field(row, 'promptName'),
      latency_ms: milliseconds(row.latency),
      cost_usd: field(row, 'calculatedTotalCost') ?? field(row, 'totalCost'),
      error: level === 'ERROR' ? (field(row, 'statusMessage') ?? 'error') : undefined,
      scores: automaticScores(of),
    },
  });
}

/** An input that is a request holds its messages beside the tools; a chat in any shape is known. */
function withTools(input: Json | undefined): Json | undefined {
  return chatOf(input) ?? input;
}

function trace(row: JsonObject): RowResult {
  return recordOf({
    input: row.input,
    inputName: 'input',
    name: row.id,
    answer: row.output,
    at: row.timestamp,
    metadata: {
      ...objectOf(row.metadata),
      session_id: field(row, 'sessionId'),
      user_id: field(row, 'userId'),
      tags: row.tags,
      trace_name: row.name,
      latency_ms: milliseconds(row.latency),
      cost_usd: field(row, 'totalCost'),
      scores: automaticScores(row),
    },
  });
}

function milliseconds(seconds: Json | undefined): number | undefined {
  return typeof seconds === 'number' ? Math.round(seconds * 1000) : undefined;
}

/** `usageDetails` is the newer one, with cache reads beside the input; `usage` has input and output. */
function usageOf(row: JsonObject): Usage | undefined {
  const details = objectOf(field(row, 'usageDetails'));
  const usage = objectOf(row.usage);
  const counts: { [key: string]: Json | undefined } = {
    inputTokens: details.input ?? usage.input ?? field(row, 'promptTokens'),
    outputTokens: details.output ?? usage.output ?? field(row, 'completionTokens'),
    cachedInputTokens: details.cache_read_input_tokens ?? details.input_cached_tokens,
    cacheWriteTokens: details.cache_creation_input_tokens,
    reasoningTokens: details.output_reasoning_tokens ?? details.reasoning_tokens,
  };
  const known = Object.fromEntries(Object.entries(counts).filter((entry) => typeof entry[1] === 'number'));
  return usageFrom(known as JsonObject) ?? usageFrom(usage);
}

function scoresOf(row: JsonObject): readonly JsonObject[] {
  return Array.isArray(row.scores) ? (row.scores as readonly Json[]).filter(isJsonObject) : [];
}

/** What programs and models scored, by name. */
function automaticScores(row: JsonObject): Json | undefined {
  const scores = scoresOf(row).filter(({ source }) => source !== 'ANNOTATION');
  const pairs = scores.map((score) => [
    String(score.name),
    field(score, 'stringValue') ?? score.value ?? null,
  ]);
  return pairs.length === 0 ? undefined : (Object.fromEntries(pairs) as JsonObject);
}

/** Scores that a person gave in Langfuse's screens, of the trace or of one of its calls. */
function annotations(row: JsonObject, { scale }: RatingOptions): readonly Read<ToolRating>[] {
  const calls = observationsOf(row);
  return scoresOf(row)
    .filter(({ source }) => source === 'ANNOTATION')
    .map((score): Read<ToolRating> => {
      const id = field(score, 'observationId');
      const rated = id === undefined ? row : calls.find((call) => call.id === id);
      const name = String(score.name);
      if (rated === undefined)
        return { kind: 'fault', reason: `score ${name} is of a call that is not in its trace` };
      const output = answerText(rated.output);
      if (output === undefined || rated.input === undefined) {
        return { kind: 'fault', reason: `score ${name} is of something without input and output` };
      }
      // Made as the record of the call is, or it would be another example's.
      const own = inputOf(rated.input, 'the input');
      if (typeof own === 'string') return { kind: 'fault', reason: `score ${name}: ${own}` };
      const others = rated === row ? calls.filter(isCall) : [row];
      const other = others.findLast((each) => answerText(each.output) === output);
      const orInput = other === undefined ? undefined : inputOf(other.input, 'the input');
      const text = field(score, 'stringValue');
      const value = humanValue(
        field(score, 'dataType') === 'BOOLEAN' ? score.value === 1 : (score.value ?? text),
        {
          scale,
          unit: false,
        },
      );
      if (typeof value === 'string') return { kind: 'fault', reason: `score ${name}: ${value}` };
      const model = rated.model ?? calls.findLast(isCall)?.model;
      const author = field(score, 'authorUserId');
      const at = isoTime(score.timestamp);
      return {
        kind: 'value',
        value: {
          input: own.input as Json,
          ...(typeof orInput === 'object' ? { orInput: orInput.input as Json } : {}),
          ...(typeof model === 'string' ? { candidate: model } : {}),
          output,
          rater: typeof author === 'string' ? author : 'langfuse',
          ...value,
          ...(typeof score.comment === 'string' && score.comment !== '' ? { note: score.comment } : {}),
          ...(at === undefined ? {} : { at }),
          score: name,
        },
      };
    });
}
