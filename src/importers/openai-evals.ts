/** OpenAI Evals: lines of the open repository, and the items and samples of the hosted service. */
import { isJsonObject, type Json } from '../core/json.ts';
import type { Importer } from '../core/plugins.ts';
import { chatOf } from './chat-shapes.ts';
import { usageFrom } from './facts.ts';
import type { RowResult } from './rows.ts';
import {
  type ExportReader,
  type JsonObject,
  type Read,
  SURE,
  type ToolExport,
  type ToolOutput,
  toolImporter,
} from './tool-export.ts';
import { answerText, objectOf, recordOf, rowsOrData } from './tool-record.ts';

export const openaiEvalsExport: ToolExport = {
  format: 'openai-evals',
  description: 'OpenAI Evals: lines of the repository, items and samples of the hosted service',
  carriers: ['json'],
  sniff: ({ rows: [row] }) => (row !== undefined && (isRepository(row) || isHosted(row)) ? SURE : 0),
  open: () => openOpenaiEvals(),
};

export const openaiEvals: Importer = toolImporter(openaiEvalsExport);

/** What hosted items call the right answer; it must not be among what a candidate sees. */
const REFERENCES = [
  'ideal',
  'reference',
  'reference_answer',
  'expected',
  'expected_output',
  'ground_truth',
  'correct_label',
  'correct_answer',
  'target',
  'label',
  'answer',
];

function isRepository(row: JsonObject): boolean {
  return 'ideal' in row && ('input' in row || 'messages' in row);
}

function isHosted(row: JsonObject): boolean {
  if (row.object === 'eval.run.output_item') return true;
  return (
    isJsonObject(row.item) &&
    Object.keys(row).every((key) => ['item', 'sample', 'grades', 'results'].includes(key))
  );
}

function openOpenaiEvals(): ExportReader {
  return {
    rowsAt: rowsOrData,
    records: (row) => [isJsonObject(row.item ?? row.datasource_item) ? hosted(row) : repository(row)],
    outputs: (row) => (isJsonObject(row.sample) ? [output(row, row.sample)] : []),
  };
}

function repository(row: JsonObject): RowResult {
  const { input, messages, ideal, id, ...rest } = row;
  return recordOf({
    input: input ?? messages,
    inputName: 'input',
    name: id,
    // Several are given where any of them is right.
    reference: Array.isArray(ideal) && ideal.length === 1 ? ideal[0] : ideal,
    metadata: rest,
  });
}

function hosted(row: JsonObject): RowResult {
  const item = objectOf(row.item ?? row.datasource_item);
  const key = REFERENCES.find((name) => item[name] !== undefined && item[name] !== null);
  const { id, ...variables } = item;
  const shown = Object.fromEntries(Object.entries(variables).filter(([name]) => name !== key));
  const alone = Object.keys(shown).length === 1 ? Object.values(shown)[0] : undefined;
  const chat = chatOf(shown.messages ?? shown.input);
  const results = Array.isArray(row.results) ? (row.results as readonly Json[]).filter(isJsonObject) : [];
  return recordOf({
    input: chat ?? (typeof shown.input === 'string' && alone !== undefined ? alone : shown),
    inputName: 'item',
    name: id ?? (typeof row.datasource_item_id === 'number' ? row.datasource_item_id : undefined),
    reference: key === undefined ? undefined : item[key],
    at: row.created_at,
    metadata: {
      scores:
        results.length === 0
          ? undefined
          : Object.fromEntries(
              results.map(({ name, score, passed }) => [String(name), score ?? passed ?? null]),
            ),
    },
  });
}

function output(row: JsonObject, sample: JsonObject): Read<ToolOutput> {
  const made = hosted(row);
  if (made.kind === 'fault') return made;
  const usage = usageFrom(sample.usage);
  const { model, error } = sample;
  const facts = {
    input: made.record.input as never,
    ...(typeof model === 'string' ? { candidate: model, responseModel: model } : {}),
    ...(usage === undefined ? {} : { usage }),
  };
  const failed = objectOf(error);
  const { code, message } = failed;
  if (typeof message === 'string' && message !== '') {
    const failure = { code: typeof code === 'string' && code !== '' ? code : 'openai-evals', message };
    return { kind: 'value', value: { ...facts, output: '', status: 'error', failure } };
  }
  const text = answerText(sample.output_text ?? sample.output ?? sample);
  return text === undefined ||
    (sample.output_text === undefined && sample.output === undefined && !sample.choices)
    ? { kind: 'fault', reason: 'the sample has no output' }
    : { kind: 'value', value: { ...facts, output: text } };
}
