/** A candidate written into a YAML config, whose comments and layout stay; nothing is written to disk here. */
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isMap, isNode, isSeq, parseDocument, stringify, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Candidate } from '../core/candidate.ts';
import { FieldtestError } from '../core/errors.ts';

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

/** Of a config that is code only a candidate that it has. Throws FieldtestError('config') for any other. */
export function candidateInCode(
  path: string,
  candidates: readonly Pick<Candidate, 'name' | 'target'>[],
  entry: CandidateEntry,
): ConfigWithCandidate {
  const same =
    candidates.find(({ name }) => name === (entry.name ?? entry.model)) ??
    candidates.find(
      ({ target }) =>
        entry.name === undefined &&
        entry.like === undefined &&
        target.kind === 'model' &&
        sameModel(`${target.provider}:${target.model}`, entry.model),
    );
  if (same !== undefined) return { name: same.name };
  throw new FieldtestError(
    'config',
    `${basename(path)} is code, which only you can write, and has no candidate ${entry.name ?? entry.model}`,
    `Add { model: '${entry.model}' } to its candidates, then: fieldtest try ${entry.name ?? entry.model}`,
  );
}

/** Throws FieldtestError('usage') for a `like` that nobody is, and for a name or an address that a candidate has otherwise. */
export function withCandidate(path: string, bytes: Buffer, entry: CandidateEntry): ConfigWithCandidate {
  const file = basename(path);
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
  if (same !== undefined) return asItStands(same, entry);
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
  const anew = document.toString({ lineWidth: 0 });
  const mark = text.startsWith('\uFEFF') && !anew.startsWith('\uFEFF') ? '\uFEFF' : '';
  return { name, text: `${mark}${text.includes('\r\n') ? anew.replace(/\r?\n/g, '\r\n') : anew}` };
}

/** What is asked for besides must be what it is: else another model than was meant would be tried. */
function asItStands(same: YAMLMap, entry: CandidateEntry): ConfigWithCandidate {
  const name = nameOf(same);
  const model = same.get('model');
  const isNamed = entry.model === name && entry.name === undefined;
  if (!isNamed && !sameModel(model, entry.model))
    throw new FieldtestError(
      'usage',
      `there is a candidate ${name} already, and it is not ${entry.model}`,
      `Another --name for the new one, or, to try the one that is there: fieldtest try ${name}`,
    );
  for (const [flag, key, given] of [
    ['--base-url', 'baseUrl', entry.baseUrl],
    ['--api-key-env', 'apiKeyEnv', entry.apiKeyEnv],
  ] as const)
    if (given !== undefined && same.get(key) !== given)
      throw new FieldtestError(
        'usage',
        `${flag} is for a new candidate, and ${name} is in the config already, with another ${key}`,
        'Leave it out, change the config, or give the new one a --name.',
      );
  return { name };
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
