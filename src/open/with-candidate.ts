/** A candidate written into a YAML config, whose comments and layout stay; nothing is written to disk here. */
import { basename } from 'node:path';
import { isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
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
  const node = document.createNode({
    ...(entry.name === undefined ? {} : { name: entry.name }),
    model: entry.model,
    ...(entry.baseUrl === undefined ? {} : { baseUrl: entry.baseUrl }),
    ...(entry.apiKeyEnv === undefined ? {} : { apiKeyEnv: entry.apiKeyEnv }),
  }) as YAMLMap;
  if (entry.like !== undefined) {
    const model = entries.find((one) => nameOf(one) === entry.like);
    if (model === undefined)
      throw new FieldtestError(
        'usage',
        `--like ${entry.like} is none of the candidates`,
        `They are: ${entries.map(nameOf).join(', ')}`,
      );
    for (const key of TAKEN_OVER) if (model.has(key)) node.set(key, model.get(key, true));
  }
  list.add(node);
  return { name: entry.name ?? entry.model, text: document.toString({ lineWidth: 0 }) };
}

function nameOf(entry: YAMLMap): string {
  return String(entry.get('name') ?? entry.get('model') ?? '');
}

/** The first of the two separators counts, as in a config. */
function sameModel(one: unknown, other: string): boolean {
  const written = (model: string) => model.trim().replace(/[:/]/, ':');
  return typeof one === 'string' && written(one) === written(other);
}
