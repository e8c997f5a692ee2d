/** Inspect: samples of a dataset, and the log of an evaluation as `inspect log dump` prints it. */
import { FieldtestError } from '../core/errors.ts';
import { isJsonObject, type Json } from '../core/json.ts';
import type { Importer } from '../core/plugins.ts';
import type { Usage } from '../core/record.ts';
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
  type ToolOutput,
  type ToolRating,
  toolImporter,
} from './tool-export.ts';
import { given, objectOf, recordOf } from './tool-record.ts';

export const inspectExport: ToolExport = {
  format: 'inspect',
  description: 'Inspect: dataset samples and evaluation logs (JSON)',
  carriers: ['json'],
  sniff({ document, rows: [row] }) {
    if (isLog(document)) return SURE;
    return row !== undefined && (isSample(row) || isLogSample(row)) ? SURE : 0;
  },
  open: (file, sample) => openInspect(file, sample?.document),
};

export const inspect: Importer = {
  ...toolImporter(inspectExport),
  sniff(head, file) {
    // The archive that Inspect writes by default; reading it says how to come by the JSON.
    const archive = file.toLowerCase().endsWith('.eval') && head[0] === 0x50 && head[1] === 0x4b;
    return archive ? SURE : toolImporter(inspectExport).sniff(head, file);
  },
  async *read(source, options) {
    if (source.file.toLowerCase().endsWith('.eval')) {
      const hint = `Print it as JSON first: inspect log dump ${source.file} > log.json`;
      throw new FieldtestError('input', `${source.file} is an archive of Inspect's`, hint);
    }
    yield* toolImporter(inspectExport).read(source, options);
  },
};

const VERSIONS = [1, 2];
const SAMPLE_KEYS = new Set(['input', 'target', 'choices', 'id', 'metadata', 'sandbox', 'files', 'setup']);

function isLog(document: Json | undefined): document is JsonObject {
  return (
    isJsonObject(document) && isJsonObject(document.eval) && ('status' in document || 'version' in document)
  );
}

function isSample(row: JsonObject): boolean {
  return 'input' in row && 'target' in row && Object.keys(row).every((key) => SAMPLE_KEYS.has(key));
}

function isLogSample(row: JsonObject): boolean {
  return 'epoch' in row && 'input' in row && 'target' in row;
}

function openInspect(file: string, document: Json | undefined): ExportReader {
  const model = isLog(document) ? objectOf(document.eval).model : undefined;
  return {
    rowsAt(head) {
      if (Array.isArray(head)) return [];
      if (!isLog(head)) return undefined;
      const { version = 1 } = head;
      if (VERSIONS.includes(version as number)) return ['samples'];
      throw new FieldtestError(
        'input',
        `${file}: a log of Inspect of version ${JSON.stringify(version)}; known are ${VERSIONS.join(' and ')}`,
        'Nothing was imported. Export the samples as JSON Lines with "input" and "target".',
      );
    },
    records(row) {
      // A sample that ran several times is one sample.
      const again = typeof row.epoch === 'number' && row.epoch > 1;
      return again ? [] : [isLogSample(row) ? logRecord(row, model) : sampleRecord(row)];
    },
    outputs: (row) => (isLogSample(row) ? [output(row, model)] : []),
    ratings: (row, options) => (isLogSample(row) ? humanScores(row, model, options) : []),
  };
}

function sampleRecord(row: JsonObject): RowResult {
  return recordOf({
    input: withChoices(row.input, row.choices),
    inputName: 'input',
    name: row.id,
    reference: targetOf(row.target),
    metadata: objectOf(row.metadata),
  });
}

/** A list of targets is several that are right; one by itself is the one. */
function targetOf(target: Json | undefined): Json | undefined {
  return Array.isArray(target) && target.length === 1 ? target[0] : target;
}

/** A question with choices is asked with them, lettered, as targets name them. */
function withChoices(input: Json | undefined, choices: Json | undefined): Json | undefined {
  if (typeof input !== 'string' || !Array.isArray(choices) || choices.length === 0) return input;
  const lines = (choices as readonly Json[]).map(
    (choice, i) => `${String.fromCharCode(65 + i)}) ${String(choice)}`,
  );
  return `${input}\n\n${lines.join('\n')}`;
}

function logRecord(row: JsonObject, model: Json | undefined): RowResult {
  const { metadata, id, started_at: at } = row;
  const said = objectOf(row.output);
  return recordOf({
    input: withChoices(resolved(row.input, objectOf(row.attachments)), row.choices),
    inputName: 'input',
    name: id,
    reference: targetOf(row.target),
    answer: completionOf(said),
    model: said.model !== undefined && said.model !== '' ? said.model : model,
    usage: usageOf(said.usage),
    at,
    metadata: {
      ...objectOf(metadata),
      latency_ms: latencyOf(row),
      error: objectOf(row.error).message,
      scores: automaticScores(row),
    },
  });
}

/** Long texts of a log stand apart, and a reference in their place. */
function resolved(value: Json | undefined, attachments: JsonObject): Json | undefined {
  if (typeof value === 'string') {
    const key = /^attachment:\/\/([0-9a-f]+)$/.exec(value)?.[1];
    return key === undefined ? value : (attachments[key] ?? value);
  }
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => resolved(item, attachments)!);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item, attachments)!]));
}

function completionOf(said: JsonObject): Json | undefined {
  if (typeof said.completion === 'string' && said.completion !== '') return said.completion;
  const [choice] = Array.isArray(said.choices) ? (said.choices as readonly Json[]) : [];
  return isJsonObject(choice) ? choice.message : said.completion;
}

/** Some providers count cached tokens beside the input, as the total tells; here they are part of it. */
function usageOf(value: Json | undefined): Usage | undefined {
  const usage = objectOf(value);
  const count = (key: string): number => (typeof usage[key] === 'number' ? usage[key] : 0);
  const cached = count('input_tokens_cache_read') + count('input_tokens_cache_write');
  const beside = count('total_tokens') === count('input_tokens') + count('output_tokens') + cached;
  return usageFrom(
    given({
      input_tokens:
        usage.input_tokens === undefined ? undefined : count('input_tokens') + (beside ? cached : 0),
      output_tokens: usage.output_tokens,
      cachedInputTokens: usage.input_tokens_cache_read,
      cacheWriteTokens: usage.input_tokens_cache_write,
      reasoning_tokens: usage.reasoning_tokens,
    }),
  );
}

function latencyOf(row: JsonObject): number | undefined {
  const time = objectOf(row.output).time;
  return typeof time === 'number' && time >= 0 ? Math.round(time * 1000) : undefined;
}

function output(row: JsonObject, model: Json | undefined): Read<ToolOutput> {
  const made = logRecord(row, model);
  if (made.kind === 'fault') return made;
  const { input, usage } = made.record;
  const said = objectOf(row.output);
  const candidate = model ?? said.model;
  const cost = objectOf(said.usage).total_cost;
  const latencyMs = latencyOf(row);
  const facts = {
    input: input as never,
    ...(typeof candidate === 'string' ? { candidate } : {}),
    ...(typeof row.epoch === 'number' ? { trial: row.epoch } : {}),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(typeof cost === 'number' && cost >= 0 ? { costUsd: cost } : {}),
    ...(usage === undefined ? {} : { usage }),
    ...(typeof said.model === 'string' && said.model !== '' ? { responseModel: said.model } : {}),
  };
  const error = objectOf(row.error).message ?? said.error;
  if (typeof error === 'string' && error !== '') {
    const failure = { code: 'inspect', message: error };
    return { kind: 'value', value: { ...facts, output: '', status: 'error', failure } };
  }
  const text = made.record.answer ?? '';
  const [choice] = Array.isArray(said.choices) ? (said.choices as readonly Json[]) : [];
  const reason = isJsonObject(choice) ? choice.stop_reason : undefined;
  const status =
    reason === 'max_tokens' || reason === 'model_length'
      ? { status: 'truncated' as const }
      : reason === 'content_filter'
        ? { status: 'refused' as const }
        : {};
  return { kind: 'value', value: { ...facts, ...status, output: text } };
}

/** The last edit of a score that a person made, if any. */
function editOf(score: JsonObject): JsonObject | undefined {
  const history = Array.isArray(score.history) ? (score.history as readonly Json[]).filter(isJsonObject) : [];
  return history.findLast(
    ({ provenance, value }) => isJsonObject(provenance) && value !== undefined && value !== 'UNCHANGED',
  );
}

function automaticScores(row: JsonObject): Json | undefined {
  const scores = Object.entries(objectOf(row.scores)).filter(
    ([, score]) => isJsonObject(score) && !editOf(score),
  );
  const values = scores.map(([name, score]) => [name, objectOf(score).value ?? null]);
  return values.length === 0 ? undefined : (Object.fromEntries(values) as JsonObject);
}

/** Scores whose value a person edited: Inspect keeps who and when with the edit. Scorers' own are none. */
function humanScores(
  row: JsonObject,
  model: Json | undefined,
  { scale }: RatingOptions,
): readonly Read<ToolRating>[] {
  return Object.entries(objectOf(row.scores)).flatMap(([name, given]): readonly Read<ToolRating>[] => {
    const score = objectOf(given);
    const edit = editOf(score);
    if (edit === undefined) return [];
    const made = output(row, model);
    if (made.kind === 'fault') return [made];
    const provenance = objectOf(edit.provenance);
    const value = humanValue(edit.value, { scale, unit: true });
    if (typeof value === 'string') return [{ kind: 'fault', reason: `score ${name}: ${value}` }];
    const { input, candidate, trial, output: text } = made.value;
    const notes = [edit.explanation, provenance.reason].filter(
      (note) => typeof note === 'string' && note !== '' && note !== 'UNCHANGED',
    );
    const at = isoTime(provenance.timestamp);
    const rating = {
      input: input as Json,
      ...(candidate === undefined ? {} : { candidate }),
      ...(trial === undefined ? {} : { trial }),
      output: text,
      rater:
        typeof provenance.author === 'string' && provenance.author !== '' ? provenance.author : 'inspect',
      ...value,
      ...(notes.length === 0 ? {} : { note: notes.join('\n') }),
      ...(at === undefined ? {} : { at }),
      score: name,
    };
    return [{ kind: 'value', value: rating }];
  });
}
