/** Turns the config's entries into candidates: files read, code hashed, names and ids checked. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Candidate, ModelParams, Target } from '../core/candidate.ts';
import { type CandidateEntry, dropUndefined } from '../core/config.ts';
import { FieldtestError, messageOf } from '../core/errors.ts';
import { candidateId, unreadCandidateId } from '../core/identity.ts';
import type { Json } from '../core/json.ts';
import { moduleFiles } from './module-files.ts';
import type { ReadConfig } from './read-config.ts';
import { hashRegular, lookAtRegular, MB, readRegular } from './regular-file.ts';

/** A prompt or a guide is read by people. */
const TEXT_BYTES = MB;

/** A candidate with the files that it stands on, for the trust prompt. */
export interface ResolvedCandidate {
  readonly candidate: Candidate;
  /** Absolute paths that are read for it. */
  readonly files: readonly string[];
  readonly fileHash?: string;
  /** False when its id is made of a file that cannot be read. */
  readonly idIsKnown: boolean;
}

export async function resolveCandidates(read: ReadConfig): Promise<readonly ResolvedCandidate[]> {
  const resolved: ResolvedCandidate[] = [];
  for (const [i, entry] of read.config.candidates.entries()) {
    resolved.push(await resolveCandidate(read, entry, i));
  }
  refuseTwins(read, resolved);
  return resolved;
}

async function resolveCandidate(
  read: ReadConfig,
  entry: CandidateEntry,
  index: number,
): Promise<ResolvedCandidate> {
  const dir = dirname(read.path);
  const version = entry.version === undefined ? {} : { version: String(entry.version) };
  const where = (key: string) => read.where(['candidates', index, key]);
  const name = entry.name ?? entry.model!;
  const finish = (target: Target, { files = [], fileHash, problem }: Stand = {}): ResolvedCandidate => {
    const isCode = target.kind === 'run' || target.kind === 'command';
    const idIsKnown =
      problem === undefined || target.kind === 'recorded' || (isCode && version.version !== undefined);
    const hash = fileHash === undefined ? {} : { fileHash };
    return {
      candidate: {
        id: idIsKnown ? candidateId(target, { name, ...version, ...hash }) : unreadCandidateId(name),
        name,
        incumbent: entry.incumbent ?? false,
        target,
        ...(entry.concurrency === undefined ? {} : { concurrency: entry.concurrency }),
        ...(entry.trials === undefined ? {} : { trials: entry.trials }),
        ...(entry.timeout === undefined ? {} : { timeout: dropUndefined(entry.timeout) }),
        ...(problem === undefined ? {} : { problem: { message: problem.message, hint: problem.hint } }),
      },
      files,
      ...hash,
      idIsKnown,
    };
  };

  if (entry.model !== undefined) {
    const { value: prompt, ...unread } = await attempt(
      textOrFile(
        read,
        entry.prompt ?? read.config.prompt,
        entry.prompt === undefined ? ['prompt'] : ['candidates', index, 'prompt'],
      ),
    );
    const target: Target = {
      kind: 'model',
      ...modelName(entry.model, where('model')),
      params: (entry.params ?? {}) as ModelParams,
      ...(prompt === undefined ? {} : { prompt: prompt.text }),
      ...(entry.baseUrl === undefined ? {} : { baseUrl: entry.baseUrl }),
      ...(entry.apiKeyEnv === undefined ? {} : { apiKeyEnv: entry.apiKeyEnv }),
    };
    return finish(target, { files: prompt?.path === undefined ? [] : [prompt.path], ...unread });
  }
  if (entry.http !== undefined) {
    const { url, method, headers, body, output } = entry.http;
    const extras = {
      ...(body === undefined ? {} : { body: body as Json }),
      ...(output === undefined ? {} : { output }),
    };
    return finish({
      kind: 'http',
      url,
      method: method ?? 'POST',
      headers: headers ?? {},
      ...extras,
    });
  }
  if (entry.command !== undefined) {
    const place = where('command');
    const { value, ...unread } = await attempt(orConfigError(place, hashed(scriptsOf(entry.command, dir))));
    return finish({ kind: 'command', command: entry.command }, { ...value, ...unread });
  }
  const kind = entry.run === undefined ? 'recorded' : 'run';
  const file = withoutScheme(entry.run ?? entry.recorded!);
  const path = resolve(dir, file);
  const place = `${where(kind)}: ${file}`;
  const { problem } = await attempt(orConfigError(place, lookAtRegular(path)));
  if (kind === 'recorded' || problem !== undefined)
    return finish({ kind, file, path }, { files: [path], ...(problem === undefined ? {} : { problem }) });
  const { value, ...unread } = await attempt(orConfigError(place, hashed(moduleFiles(path))));
  return finish({ kind, file, path }, { files: [path], ...value, ...unread });
}

/** What a candidate stands on, or why that cannot be read. */
export interface Stand {
  readonly files?: readonly string[];
  readonly fileHash?: string;
  readonly problem?: FieldtestError;
}

/** A file that cannot be read is the problem of its candidate alone: what runs no candidate works without it. */
export async function attempt<T>(reading: Promise<T>): Promise<{ value?: T; problem?: FieldtestError }> {
  try {
    return { value: await reading };
  } catch (error) {
    if (error instanceof FieldtestError) return { problem: error };
    throw error;
  }
}

/** Files of code with the hash over all of them; no files have none. */
export async function hashed(found: Promise<readonly string[]>): Promise<Stand> {
  const files = await found;
  if (files.length === 0) return { files };
  const hash = createHash('sha256');
  for (const path of files) hash.update(await hashRegular(path));
  return { files, fileHash: hash.digest('hex') };
}

/** `provider:model` or `provider/model`; the first of the two separators counts. */
export function modelName(text: string, where: string): { provider: string; model: string } {
  const match = /^([A-Za-z0-9._-]+)[:/](.+)$/.exec(text);
  if (match === null) {
    throw new FieldtestError(
      'config',
      `${where}: "${text}" names no provider`,
      'Write it as provider:model, e.g. openai:gpt-5-mini',
    );
  }
  return { provider: match[1]!.toLowerCase(), model: match[2]! };
}

/** A text, or the text of the file that `file://` names, relative to the config. */
export async function textOrFile(
  read: ReadConfig,
  value: string | undefined,
  path: readonly (string | number)[],
): Promise<{ text: string; path?: string } | undefined> {
  if (value === undefined || !value.startsWith('file://'))
    return value === undefined ? undefined : { text: value };
  const file = resolve(dirname(read.path), withoutScheme(value));
  const where = `${read.where(path)}: ${withoutScheme(value)}`;
  return {
    text: (await orConfigError(where, readRegular(file, TEXT_BYTES))).toString('utf8'),
    path: file,
  };
}

export function withoutScheme(value: string): string {
  return value.startsWith('file://') ? value.slice('file://'.length) : value;
}

/** The same, with a file that cannot be read as an error of the config, at the place that names it. */
export async function orConfigError<T>(where: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new FieldtestError(
      'config',
      `${where}: ${missing ? 'there is no such file' : messageOf(error)}`,
      'Paths in the config are relative to its folder: file://prompts/extract.md',
    );
  }
}

/** The words of a command that are files beside the config: their bytes decide what it gives. */
export async function scriptsOf(command: string, dir: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const word of command.split(/\s+/)) {
    const path = resolve(dir, word.replace(/^["']|["']$/g, ''));
    // No file but a program's name or a flag; or a device (`cat /dev/stdin`), which is no script and may never end.
    if (!(await stat(path).catch(() => undefined))?.isFile()) continue;
    found.push(...(/\.[cm]?[jt]s$/.test(path) ? await moduleFiles(path) : [path]));
  }
  return found;
}

function refuseTwins(read: ReadConfig, resolved: readonly ResolvedCandidate[]): void {
  const names = new Set<string>();
  const ids = new Map<string, string>();
  for (const [i, { candidate }] of resolved.entries()) {
    const where = read.where(['candidates', i]);
    if (names.has(candidate.name)) {
      throw new FieldtestError(
        'config',
        `${where}: two candidates are called "${candidate.name}"`,
        'Give one of them another `name:`.',
      );
    }
    const twin = ids.get(candidate.id);
    if (twin !== undefined) {
      throw new FieldtestError(
        'config',
        `${where}: "${candidate.name}" and "${twin}" are the same model, prompt and parameters (or the same code)`,
        'Remove one, or tell them apart with `version:` where something outside the config differs.',
      );
    }
    names.add(candidate.name);
    ids.set(candidate.id, candidate.name);
  }
  const incumbents = resolved.filter(({ candidate }) => candidate.incumbent);
  if (incumbents.length > 1) {
    const list = incumbents.map(({ candidate }) => candidate.name).join(' and ');
    throw new FieldtestError(
      'config',
      `${read.where(['candidates'])}: ${list} are both the incumbent`,
      'Only what runs in production now is `incumbent: true`.',
    );
  }
}
