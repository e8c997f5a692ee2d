/** One row of a log, as JSON, becomes one record: the rule that `docs/guide` tells users. */
import { type Input, type Message, unfitInput, unfitValue } from '../core/input.ts';
import { isJsonObject, type Json } from '../core/json.ts';
import type { ImportOptions } from '../core/plugins.ts';
import type { ProductionRecord } from '../core/record.ts';
import { withCompanions } from './companions.ts';
import { isoTime, metadataFrom, usageFrom } from './facts.ts';
import { type Fields, fieldsOf, isMetadataColumn } from './fields.ts';
import { likelyInputs } from './likely-inputs.ts';
import { messagesFrom, messagesInCell, splitAnswer } from './messages.ts';
import { parsePath, type RowPath, valueAt } from './path.ts';

export interface RowPaths {
  readonly input?: RowPath;
  readonly reference?: RowPath;
}

/** The record, with where its input was found when no path says it; or the reason why there is none. */
export type RowResult =
  | { readonly kind: 'record'; readonly record: ProductionRecord; readonly from?: string }
  | {
      readonly kind: 'fault';
      readonly reason: string;
      /** There is no input where it was looked for. */
      readonly noInput?: boolean;
    };

type Row = { readonly [key: string]: Json };
type Writable<T> = { -readonly [key in keyof T]: T[key] };

/** An input with the answer that had to leave it, or the reason why there is none. */
type InputResult =
  | { readonly input: Input; readonly answer?: string; readonly from?: string }
  | NoInput
  | string;

/** There is nothing where the input was looked for. */
interface NoInput {
  readonly noInput: string;
}

/** Reads the paths of `--input` and `--reference`. Throws a usage error for one that is malformed. */
export function rowPaths(options: ImportOptions): RowPaths {
  return {
    ...(options.input === undefined ? {} : { input: parsePath(options.input, '--input') }),
    ...(options.reference === undefined ? {} : { reference: parsePath(options.reference, '--reference') }),
  };
}

/**
 * A row of a JSON log. A text alone is an input. With `cells` a text may be messages as JSON, and names may be written in
 * any case, as in tables.
 */
export function recordFromJson(
  row: Json,
  paths: RowPaths,
  { cells = false }: { readonly cells?: boolean } = {},
): RowResult {
  if (isJsonObject(row)) {
    const given = Object.keys(row).filter((key) => row[key] !== null);
    const fields = fieldsOf(given, { anyCase: cells });
    return recordFrom(row, fields, paths, jsonInput(row, fields, { paths, cells }));
  }
  if (paths.input !== undefined) {
    const value = valueAt(row, paths.input);
    return record(value === undefined ? missing(row, paths.input) : inputFrom(value, paths.input.text), {});
  }
  if (typeof row === 'string') return record({ input: row }, {});
  return fault(`the row is ${kindOf(row)}, not an object or a text`);
}

/** A row of a table with the fields of its header. */
export function recordFromTable(row: Row, fields: Fields, paths: RowPaths): RowResult {
  return recordFrom(row, fields, paths, tableInput(row, fields, paths));
}

/**
 * What a format's own rule made of a row, with the input and the right answer from where the user says they are. Without
 * paths it stays as it is.
 */
export function atPaths(result: RowResult, row: Json, paths: RowPaths): RowResult {
  if (paths.input === undefined && paths.reference === undefined) return result;
  const { input, reference, answer, ...rest } =
    result.kind === 'record' ? result.record : { input: undefined };
  if (paths.input === undefined && input === undefined) return result;
  const right = paths.reference === undefined ? reference : valueAt(row, paths.reference);
  const extra = {
    ...rest,
    ...(right === undefined || right === null || right === '' ? {} : { reference: right }),
    ...(answer === undefined ? {} : { answer }),
  };
  if (paths.input === undefined)
    return record({ input: withoutRight(input!, right, paths.reference!) }, extra);
  const value = valueAt(row, paths.input);
  return record(
    value === undefined ? missing(row, paths.input) : inputFrom(value, paths.input.text, 'log'),
    extra,
  );
}

/** Variables without the right answer, where a format took it for one of them: a candidate never sees it. */
function withoutRight(input: Input, right: Json | undefined, path: RowPath): Input {
  const key = path.steps.at(-1);
  if (!isJsonObject(input) || right === undefined || key === undefined) return input;
  const kept = Object.entries(input).filter(([name, value]) => name !== String(key) || value !== right);
  return Object.fromEntries(kept);
}

function jsonInput(
  row: Row,
  fields: Fields,
  { paths, cells }: { readonly paths: RowPaths; readonly cells: boolean },
): InputResult {
  if (paths.input !== undefined) {
    const value = valueAt(row, paths.input);
    if (value === undefined || (cells && value === null)) return missing(row, paths.input);
    return (cells && cellInput(value)) || inputFrom(value, paths.input.text, 'log');
  }
  const from = fields.input;
  if (from === undefined)
    return { noInput: `no input in this row, which has ${keysOf(row)}; ${suggestion(row)}` };
  const value = row[from]!;
  const as = from === 'messages' ? 'log' : undefined;
  return foundIn(from, (cells && cellInput(value)) || inputFrom(value, from, as));
}

/** A text with the messages that it holds as JSON. */
function cellInput(value: Json): InputResult | undefined {
  const messages = typeof value === 'string' ? messagesInCell(value) : undefined;
  return messages && inputFrom(messages as readonly Json[], 'messages', 'log');
}

function foundIn(from: string, input: InputResult): InputResult {
  return typeof input === 'string' || 'noInput' in input ? input : { ...input, from };
}

function tableInput(row: Row, fields: Fields, paths: RowPaths): InputResult {
  const value = paths.input === undefined ? fields.input && row[fields.input] : valueAt(row, paths.input);
  if (typeof value === 'string') {
    const input = cellInput(value) ?? { input: value };
    return paths.input === undefined ? foundIn(fields.input!, input) : input;
  }
  if (paths.input !== undefined) return missing(row, paths.input);
  const right = paths.reference === undefined ? [] : topKeys(paths.reference);
  const variables = Object.entries(row).filter(([name]) => !isMetadataColumn(name) && !right.includes(name));
  if (variables.length > 0) return { input: Object.fromEntries(variables), from: 'the columns' };
  return `no input among the columns ${keysOf(row)}; name one with --input`;
}

/** Text, messages or variables. Of a `log`, a last message from the assistant is the answer. */
function inputFrom(value: Json, where: string, as?: 'log'): InputResult {
  if (typeof value === 'string') return { input: value };
  if (Array.isArray(value)) {
    const messages = messagesFrom(value as readonly Json[]);
    if (typeof messages === 'string') return `${where}: ${messages}`;
    if (as !== 'log') return { input: messages };
    const split: { readonly messages: readonly Message[]; readonly answer?: string } = splitAnswer(messages);
    if (split.messages.length === 0) return `${where}: nothing but the assistant's answer`;
    return { input: split.messages, ...(split.answer === undefined ? {} : { answer: split.answer }) };
  }
  if (isJsonObject(value)) return { input: value };
  return `${where} is ${kindOf(value)}, not text, messages or an object of variables`;
}

function recordFrom(row: Row, fields: Fields, paths: RowPaths, found: InputResult): RowResult {
  if (typeof found === 'string') return fault(found);
  if ('noInput' in found) return { kind: 'fault', reason: found.noInput, noInput: true };
  const { keys, input } = wholeOf(row, found);
  const extra: Partial<Writable<ProductionRecord>> = {};
  const used = new Set<string>([paths.input, paths.reference].flatMap((path) => (path ? topKeys(path) : [])));
  const take = (role: keyof Fields): Json | undefined => {
    const key = fields[role];
    const value = key === undefined ? undefined : row[key];
    return value === null || value === '' ? undefined : value;
  };
  const mark = (role: keyof Fields): void => void used.add(fields[role]!);

  for (const key of keys) used.add(key);
  if (paths.input === undefined) mark('input');
  if (isJsonObject(input.input) && paths.input === undefined && fields.input === undefined) {
    for (const key of Object.keys(input.input)) used.add(key);
  }
  const reference = paths.reference === undefined ? take('reference') : valueAt(row, paths.reference);
  if (reference !== undefined && reference !== null && reference !== '') extra.reference = reference;
  if (paths.reference === undefined) mark('reference');

  const answer = input.answer ?? textFrom(take('answer'));
  if (answer !== undefined) extra.answer = answer;
  mark('answer');
  const name = take('name');
  if (typeof name === 'string' || typeof name === 'number') {
    extra.name = String(name);
    mark('name');
  }
  const model = take('model');
  if (typeof model === 'string') {
    extra.model = model;
    mark('model');
  }
  const at = isoTime(take('at'));
  if (at !== undefined) {
    extra.at = at;
    mark('at');
  }
  const usage = usageFrom(take('usage')) ?? usageFrom(row);
  if (usage !== undefined) {
    extra.usage = usage;
    for (const role of ['usage', 'inputTokens', 'outputTokens'] as const) mark(role);
  }
  mark('metadata');
  const metadata = metadataFrom(row, used, take('metadata'));
  if (metadata !== undefined) extra.metadata = metadata;
  return record(input, extra);
}

/** What was found, with what belongs to it; of a path that was given, what is there and no more. */
function wholeOf(row: Row, found: Exclude<InputResult, NoInput | string>) {
  if (found.from === undefined) return { keys: [], input: found };
  const { input, keys } = withCompanions(row, found.from, found.input);
  return { keys, input: { ...found, input, from: [found.from, ...keys].join(' + ') } };
}

function record(input: InputResult, extra: Partial<ProductionRecord>): RowResult {
  if (typeof input === 'string') return fault(input);
  if ('noInput' in input) return { kind: 'fault', reason: input.noInput, noInput: true };
  const { reference } = extra;
  const unfit =
    unfitInput(input.input) ?? (reference === undefined ? undefined : unfitValue(reference, 'reference'));
  if (unfit !== undefined) return fault(unfit);
  const answer = input.answer === undefined ? {} : { answer: input.answer };
  const from = input.from === undefined ? {} : { from: input.from };
  return { kind: 'record', record: { input: input.input, ...answer, ...extra }, ...from };
}

function fault(reason: string): RowResult {
  return { kind: 'fault', reason };
}

function missing(row: Json, path: RowPath): NoInput {
  const has = `nothing at --input ${path.text}; the row has ${keysOf(row)}`;
  const likely = likelyInputs(row);
  return { noInput: likely.length === 0 ? has : `${has}; ${suggestion(row)}` };
}

function suggestion(row: Json): string {
  const likely = likelyInputs(row).map((path) => `--input ${path}`);
  return likely.length === 0 ? 'name it with --input' : `try ${likely.join(' or ')}`;
}

/** The keys of a row that a path starts from. */
function topKeys(path: RowPath): readonly string[] {
  return [path.text, String(path.steps[0])];
}

function textFrom(value: Json | undefined): string | undefined {
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}

/** The keys of a row for a message: at most ten, each cut. */
export function keysOf(row: Json): string {
  const keys = isJsonObject(row) ? Object.keys(row) : [];
  if (keys.length === 0) return 'no keys';
  const shown = keys.slice(0, 10).map((key) => (key.length > 40 ? `${key.slice(0, 40)}…` : key));
  return `${shown.join(', ')}${keys.length > 10 ? ` and ${keys.length - 10} more` : ''}`;
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}
