/** LangSmith: examples of datasets, and runs. */
import { isJsonObject, type Json } from '../core/json.ts';
import type { Importer } from '../core/plugins.ts';
import { chatOf } from './chat-shapes.ts';
import { isoTime, usageFrom } from './facts.ts';
import type { RowResult } from './rows.ts';
import {
  type ExportReader,
  type ExportSample,
  type JsonObject,
  type Read,
  SURE,
  type ToolExport,
  type ToolOutput,
  toolImporter,
} from './tool-export.ts';
import { answerText, objectOf, onlyValue, recordOf } from './tool-record.ts';

export const langsmithExport: ToolExport = {
  format: 'langsmith',
  description: 'LangSmith: dataset examples and runs',
  carriers: ['json'],
  sniff: ({ rows }) => (rows[0] !== undefined && (isRun(rows[0]) || isExample(rows[0])) ? SURE : 0),
  open: (_file, sample) => openLangsmith(sample),
};

export const langsmith: Importer = toolImporter(langsmithExport);

function isRun(row: JsonObject): boolean {
  return typeof row.run_type === 'string' && 'inputs' in row;
}

/** A line that has no more than inputs and outputs is one that LangSmith exports for others to read. */
function isExample(row: JsonObject): boolean {
  const marks = ['dataset_id', 'source_run_id', 'outputs', 'created_at', 'attachments'];
  return isJsonObject(row.inputs) && !isRun(row) && marks.some((key) => key in row);
}

/**
 * Runs that wrap others repeat them. So when a file has calls of models (`llm`) among its first rows, those count; in a
 * file without, each run that has no parent.
 */
function openLangsmith(sample: ExportSample | undefined): ExportReader {
  const calls = sample?.rows.some(({ run_type: type }) => type === 'llm') ?? false;
  return {
    rowsAt(document) {
      if (Array.isArray(document)) return [];
      const lists = ['runs', 'examples', 'data'];
      const list = isJsonObject(document) ? lists.find((key) => Array.isArray(document[key])) : undefined;
      return list === undefined ? undefined : [list];
    },
    records(row) {
      if (!isRun(row)) return [example(row)];
      return (calls ? row.run_type === 'llm' : isRoot(row)) ? [run(row)] : [];
    },
    outputs: (row) =>
      isRun(row) && typeof row.reference_example_id === 'string' && isRoot(row) ? [output(row)] : [],
  };
}

function isRoot({ parent_run_id: parent }: JsonObject): boolean {
  return parent === undefined || parent === null;
}

function example(row: JsonObject): RowResult {
  const { id, inputs, outputs, metadata, split, created_at: at, source_run_id: source } = row;
  return recordOf({
    input: inputOfRun(inputs),
    inputName: 'inputs',
    name: id,
    reference: onlyValue(outputs),
    at,
    metadata: { ...objectOf(metadata), split, source_run_id: source },
  });
}

function run(row: JsonObject): RowResult {
  const extra = objectOf(row.extra);
  const metadata = objectOf(extra.metadata);
  const parameters = objectOf(extra.invocation_params);
  return recordOf({
    input: inputOfRun(row.inputs),
    inputName: 'inputs',
    name: row.id,
    answer: answerOfRun(row.outputs),
    model: metadata.ls_model_name ?? parameters.model ?? parameters.model_name,
    usage: usageFrom(row),
    at: row.start_time,
    metadata: {
      ...metadata,
      trace_id: row.trace_id,
      // `session_id` is LangSmith's project; a conversation is what the application says of itself.
      session_id: metadata.session_id,
      project: row.session_name,
      tags: row.tags,
      error: row.error,
      latency_ms: latencyOf(row),
      cost_usd: costOf(row),
      scores: feedback(row),
    },
  });
}

/** Messages in any shape, the texts of a completion, or variables. */
function inputOfRun(inputs: Json | undefined): Json | undefined {
  const chat = chatOf(inputs);
  if (chat !== undefined || !isJsonObject(inputs)) return chat ?? inputs;
  const { prompts } = inputs;
  if (Array.isArray(prompts) && prompts.length === 1 && typeof prompts[0] === 'string') return prompts[0];
  return inputs;
}

function answerOfRun(outputs: Json | undefined): Json | undefined {
  if (chatOf(outputs) !== undefined || !isJsonObject(outputs)) return outputs;
  const own = onlyValue(outputs);
  return own === undefined ? undefined : (chatOf(own) ?? own);
}

function latencyOf(row: JsonObject): number | undefined {
  const start = isoTime(row.start_time);
  const end = isoTime(row.end_time);
  return start === undefined || end === undefined
    ? undefined
    : Math.max(0, Date.parse(end) - Date.parse(start));
}

function costOf({ total_cost: cost }: JsonObject): number | undefined {
  const amount = typeof cost === 'string' && cost.trim() !== '' ? Number(cost) : cost;
  return typeof amount === 'number' && amount >= 0 ? amount : undefined;
}

/** Means over whoever gave them, so no person's judgement. */
function feedback(row: JsonObject): Json | undefined {
  const stats = Object.entries(objectOf(row.feedback_stats));
  const means = stats.flatMap(([key, value]) =>
    isJsonObject(value) && value.avg != null ? [[key, value.avg]] : [],
  );
  return means.length === 0 ? undefined : (Object.fromEntries(means) as JsonObject);
}

/** A run of an experiment: whose output it is stands in no row but as the model or the project. */
function output(row: JsonObject): Read<ToolOutput> {
  const metadata = objectOf(objectOf(row.extra).metadata);
  const candidate = [row.session_name, metadata.ls_model_name].find((name) => typeof name === 'string');
  const usage = usageFrom(row);
  const cost = costOf(row);
  const latencyMs = latencyOf(row);
  const input = recordOf({ input: inputOfRun(row.inputs), inputName: 'inputs' });
  const facts = {
    example: row.reference_example_id as string,
    ...(input.kind === 'record' ? { input: input.record.input as never } : {}),
    ...(candidate === undefined ? {} : { candidate: candidate as string }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(cost === undefined ? {} : { costUsd: cost }),
    ...(usage === undefined ? {} : { usage }),
  };
  const text = answerText(answerOfRun(row.outputs));
  if (typeof row.error === 'string' && row.error !== '') {
    const failure = { code: 'langsmith', message: row.error };
    return { kind: 'value', value: { ...facts, output: '', status: 'error', failure } };
  }
  return text === undefined
    ? { kind: 'fault', reason: `run ${String(row.id)} has neither outputs nor an error` }
    : { kind: 'value', value: { ...facts, output: text } };
}
