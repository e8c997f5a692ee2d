/** Files of chats: OpenAI's for fine-tuning, batch files that go in, and ShareGPT's conversations. */
import { isJsonObject, type Json } from '../core/json.ts';
import type { Importer } from '../core/plugins.ts';
import { usageFrom } from './facts.ts';
import { ROLES } from './messages.ts';
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
import { answerText, objectOf, recordOf } from './tool-record.ts';

/** The keys of a line for fine-tuning; one with others is a log, which lines of any kind read as well. */
const FINE_TUNING = new Set([
  'messages',
  'tools',
  'parallel_tool_calls',
  'tool_choice',
  'functions',
  'function_call',
  'response_format',
  'metadata',
]);

export const chatExport: ToolExport = {
  format: 'chat',
  description: 'chats: OpenAI fine-tuning and batch files, ShareGPT conversations',
  carriers: ['json'],
  sniff({ rows }) {
    const [row] = rows;
    return row !== undefined && (isFineTuning(row) || isShareGpt(row) || isBatch(row)) ? SURE : 0;
  },
  open: () => openChat(),
};

export const chat: Importer = toolImporter(chatExport);

function isFineTuning(row: JsonObject): boolean {
  const messages = row.messages;
  if (!Array.isArray(messages) || !Object.keys(row).every((key) => FINE_TUNING.has(key))) return false;
  return (messages as readonly Json[]).some((each) => isJsonObject(each) && typeof each.role === 'string');
}

function isShareGpt({ conversations }: JsonObject): boolean {
  const [first] = Array.isArray(conversations) ? (conversations as readonly Json[]) : [];
  return isJsonObject(first) && ('from' in first || 'role' in first);
}

function isBatch(row: JsonObject): boolean {
  return (
    typeof row.custom_id === 'string' && ['body', 'response', 'params', 'result'].some((key) => key in row)
  );
}

const NO_MESSAGES = {
  kind: 'fault',
  reason: 'no messages in this row; the file was read as chat, and --format jsonl reads rows of any kind',
} as const;

function openChat(): ExportReader {
  return {
    rowsAt: (document) => (Array.isArray(document) ? [] : undefined),
    records(row) {
      if ('custom_id' in row) return [batchRecord(row)];
      if ('conversations' in row) return [shareGptRecord(row)];
      const { messages, metadata, model, usage, id } = row;
      const input = Array.isArray(messages) ? messages : undefined;
      if (input === undefined) return [NO_MESSAGES];
      return [
        recordOf({
          input,
          inputName: 'messages',
          name: id,
          model,
          usage: usageFrom(usage),
          metadata: objectOf(metadata),
          log: true,
        }),
      ];
    },
    outputs: (row) => [batchOutput(row)],
  };
}

/** Human, gpt and system are from ShareGPT; later sets write roles. */
function shareGptRecord(row: JsonObject): RowResult {
  const { conversations, system, id, model } = row;
  if (!Array.isArray(conversations)) return { kind: 'fault', reason: 'conversations is not a list' };
  const messages = (conversations as readonly Json[]).map((turn): Json => {
    if (!isJsonObject(turn)) return turn;
    const from = turn.from ?? turn.role;
    const role = typeof from === 'string' ? (SPEAKERS[from.toLowerCase()] ?? from) : null;
    return { role, content: turn.value ?? turn.content ?? '' };
  });
  const first = typeof system === 'string' && system !== '' ? [{ role: 'system', content: system }] : [];
  return recordOf({
    input: [...first, ...messages],
    inputName: 'conversations',
    name: id,
    model,
    log: true,
  });
}

const SPEAKERS: { readonly [name: string]: string } = {
  ...ROLES,
  gpt: 'assistant',
  chatgpt: 'assistant',
  bing: 'assistant',
  bard: 'assistant',
  observation: 'tool',
  function_call: 'assistant',
};

/** A request of a batch: OpenAI's has a `body`, Anthropic's `params`. */
function batchRecord(row: JsonObject): RowResult {
  const request = isJsonObject(row.body) ? row.body : row.params;
  if (!isJsonObject(request)) {
    return {
      kind: 'fault',
      reason:
        'answers of a batch hold no inputs: import the file that went in; for the answers: fieldtest outputs import',
    };
  }
  const { model, input, prompt } = request;
  const instructions = request.instructions;
  const system = typeof instructions === 'string' ? [{ role: 'system', content: instructions }] : [];
  const said = Array.isArray(input) ? (input as readonly Json[]) : [{ role: 'user', content: input ?? '' }];
  const responses =
    input === undefined || (system.length === 0 && !Array.isArray(input)) ? input : [...system, ...said];
  return recordOf({
    input: Array.isArray(request.messages) ? request : (responses ?? prompt),
    inputName: 'messages',
    name: row.custom_id,
    model,
    metadata: objectOf(request.metadata),
  });
}

/** An answer of a batch, for the example that has the request's id as its name. */
function batchOutput(row: JsonObject): Read<ToolOutput> {
  const id = row.custom_id;
  if (typeof id !== 'string')
    return { kind: 'fault', reason: 'no custom_id in this row, so no answer of a batch' };
  const response = objectOf(row.response);
  const body = objectOf(isJsonObject(response.body) ? response.body : objectOf(row.result).message);
  const model = typeof body.model === 'string' ? { candidate: body.model, responseModel: body.model } : {};
  const usage = usageFrom(body.usage);
  const facts = { example: id, ...model, ...(usage === undefined ? {} : { usage }) };
  const text = answerText(body.choices === undefined ? body.content : body) ?? outputText(body);
  if (text !== undefined && !isJsonObject(row.error))
    return { kind: 'value', value: { ...facts, output: text } };
  const error = objectOf(isJsonObject(row.error) ? row.error : (body.error ?? objectOf(row.result).error));
  const message = typeof error.message === 'string' ? error.message : JSON.stringify(error);
  const code = typeof error.code === 'string' ? error.code : 'batch';
  return { kind: 'value', value: { ...facts, output: '', status: 'error', failure: { code, message } } };
}

/** What the Responses API says: the texts of its messages. */
function outputText(body: JsonObject): string | undefined {
  if (typeof body.output_text === 'string') return body.output_text;
  if (!Array.isArray(body.output)) return undefined;
  const parts = (body.output as readonly Json[]).flatMap((item) =>
    isJsonObject(item) && item.type === 'message' && Array.isArray(item.content)
      ? (item.content as readonly Json[])
      : [],
  );
  return parts
    .flatMap((part) => (isJsonObject(part) && typeof part.text === 'string' ? [part.text] : []))
    .join('\n');
}
