/** A candidate written into a YAML config, whose comments and layout stay; nothing is written to disk here. */
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isMap, isNode, isSeq, parseDocument, stringify, type YAMLMap, type YAMLSeq } from 'yaml';
import { FieldtestError } from '../core/errors.ts';
import { isCode } from './read-config.ts';

/** What `fieldtest try` is told of a model. */
export interface CandidateEntry {
  /** `provider:model` or `provider/model`. */
  readonly model: string;
  readonly name?: string;
  /** A candidate whose prompt, parameters and limits are taken over. */
  readonly like?: string;
  readonly baseUrl?: string;
  readonly apiKeyEnv?: string;
}

export interface ConfigWithCandidate {
  /** Of the candidate: the one that was there, or the new one. */
  readonly name: string;
  /** The text of the config with it; absent where it stood there already. */
  readonly text?: string;
}

/** What says how a model is asked; the rest says which one it is, and who it is to us. */
const TAKEN_OVER = ['prompt', 'params', 'concurrency', 'trials', 'timeout'];

/** Throws FieldtestError('config') for a config that is code, 'usage' for a `like` that nobody is. */
export function withCandidate(path: string, bytes: Buffer, entry: CandidateEntry): ConfigWithCandidate {
  const file = basename(path);
  if (isCode(path))
    throw new FieldtestError(
      'config',
      `${file} is code, which only you can write`,
      `Add { model: '${entry.model}' } to its candidates, then: fieldtest try ${entry.name ?? entry.model}`,
    );
  const text = bytes.toString('utf8');
  const document = parseDocument(text);
  const list = document.get('candidates');
  // What is wrong with the file is said by whoever reads it.
  if (document.errors.length > 0 || !isSeq(list)) return { name: entry.name ?? entry.model };
  const entries = list.items.filter(isMap) as YAMLMap[];
  const same = entries.find(
    (one) =>
      (entry.name === undefined && entry.like === undefined && sameModel(one.get('model'), entry.model)) ||
      nameOf(one) === (entry.name ?? entry.model),
  );
  if (same !== undefined) return { name: nameOf(same) };
  if (!/[:/]/.test(entry.model))
    throw new FieldtestError(
      'usage',
      `there is no candidate ${entry.model} in ${file}, and it names no provider`,
      'A new model is written as provider:model, e.g. openai:gpt-5-mini',
    );
  const added = {
    ...(entry.name === undefined ? {} : { name: entry.name }),
    model: entry.model,
    ...(entry.baseUrl === undefined ? {} : { baseUrl: entry.baseUrl }),
    ...(entry.apiKeyEnv === undefined ? {} : { apiKeyEnv: entry.apiKeyEnv }),
    ...(entry.like === undefined ? {} : takenOver(entries, entry.like)),
  };
  const name = entry.name ?? entry.model;
  const before = document.toJS() as { readonly candidates: readonly unknown[] };
  const inserted = insertedAfterLast(text, list, added);
  const wanted = { ...before, candidates: [...before.candidates, added] };
  // Where the list is written in a way that takes no more lines, the whole file is written anew.
  if (inserted !== undefined && isDeepStrictEqual(parseDocument(inserted).toJS(), wanted))
    return { name, text: inserted };
  list.add(document.createNode(added));
  return { name, text: document.toString({ lineWidth: 0 }) };
}

function takenOver(entries: readonly YAMLMap[], like: string): { readonly [key: string]: unknown } {
  const model = entries.find((one) => nameOf(one) === like);
  if (model === undefined)
    throw new FieldtestError(
      'usage',
      `--like ${like} is none of the candidates`,
      `They are: ${entries.map(nameOf).join(', ')}`,
    );
  const values = model.toJSON() as { readonly [key: string]: unknown };
  return Object.fromEntries(TAKEN_OVER.flatMap((key) => (key in values ? [[key, values[key]]] : [])));
}

/** One more item under the last one of a list in block style: every other byte stays as it is. */
function insertedAfterLast(text: string, list: YAMLSeq, added: object): string | undefined {
  const [first, last] = [list.items[0], list.items.at(-1)];
  if (list.flow || !isNode(first) || !isNode(last) || !first.range || !last.range) return undefined;
  const lineStart = text.lastIndexOf('\n', first.range[0] - 1) + 1;
  const indent = /^ *(?=- )/.exec(text.slice(lineStart, first.range[0]))?.[0];
  if (indent === undefined) return undefined;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const end = text.slice(0, last.range[1]).trimEnd().length;
  const lineEnd = text.indexOf('\n', end);
  const lines = stringify([added], { lineWidth: 0 })
    .trimEnd()
    .split('\n')
    .map((line) => `${indent}${line}${newline}`)
    .join('');
  return lineEnd < 0
    ? `${text}${newline}${lines}`
    : `${text.slice(0, lineEnd + 1)}${lines}${text.slice(lineEnd + 1)}`;
}

function nameOf(entry: YAMLMap): string {
  return String(entry.get('name') ?? entry.get('model') ?? '');
}

/** The first of the two separators counts, as in a config. */
function sameModel(one: unknown, other: string): boolean {
  const written = (model: string) => model.trim().replace(/[:/]/, ':');
  return typeof one === 'string' && written(one) === written(other);
}
