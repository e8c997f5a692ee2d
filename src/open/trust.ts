/** Trust: what a project folder may do to this machine only after the user said yes, bound to what they saw. */
import { createHash } from 'node:crypto';
import { readlinkSync, realpathSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { findProvider } from '../providers/list.ts';
import { isCode } from './read-config.ts';
import type { ResolvedCandidate } from './resolve-candidates.ts';

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export interface TrustSubject {
  /** What needs trust, a line each, for the prompt. Empty: nothing does. */
  readonly facts: readonly string[];
  /** Changes whenever any of it changes. */
  readonly hash: string;
}

/** The code, the secrets' targets and the outside files that a config would use. */
export function trustSubject(options: {
  readonly dir: string;
  readonly configPath: string;
  readonly configBytes: Uint8Array;
  readonly candidates: readonly ResolvedCandidate[];
  /** The file of `rate.guide`. */
  readonly guide?: string;
}): TrustSubject {
  const { dir, configPath, configBytes, candidates, guide } = options;
  const facts: string[] = [];
  const seen: string[] = [];
  if (isCode(configPath)) {
    facts.push(`runs ${relative(dir, configPath)}`);
    seen.push(sha256(configBytes));
  }
  for (const { candidate, files, fileHash } of candidates) {
    const own = [...findProvider(candidate.target.kind).needsTrust(candidate), ...outsideFiles(dir, files)];
    if (own.length === 0) continue;
    facts.push(...own.map((fact) => `${candidate.name}: ${fact}`));
    seen.push(JSON.stringify([candidate.target, fileHash ?? null, own]));
  }
  for (const fact of outsideFiles(dir, guide === undefined ? [] : [guide])) {
    facts.push(`rate.guide: ${fact}`);
    seen.push(fact);
  }
  return { facts, hash: sha256(JSON.stringify(seen)) };
}

/** Whether a file lies outside of the folder, also behind a link inside it. The file need not exist yet. */
export function isOutside(dir: string, file: string): boolean {
  const way = relative(dir, realPath(file));
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    const parent = dirname(file);
    if (parent === file) return file;
    const here = realPath(parent);
    return resolve(here, linkOf(file) ?? basename(file));
  }
}

/** Where a link leads, also one to nothing: writing to it would make a file there. */
function linkOf(file: string): string | undefined {
  try {
    return readlinkSync(file);
  } catch {
    return undefined;
  }
}

function outsideFiles(dir: string, files: readonly string[]): readonly string[] {
  return files.filter((file) => isOutside(dir, file)).map((file) => `reads ${file}`);
}

/** Whether the user allowed exactly this for this folder before. */
export async function isTrusted(dir: string, hash: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const path = trustFile(env);
  return path !== undefined && (await readTrust(path))[dir] === hash;
}

/** Remembers the user's yes, outside of the folder that it is about. Without a home it lasts for this call. */
export async function recordTrust(dir: string, hash: string, env: NodeJS.ProcessEnv): Promise<void> {
  const path = trustFile(env);
  if (path === undefined) return;
  const known = await readTrust(path);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, `${JSON.stringify({ ...known, [dir]: hash }, null, 2)}\n`, { mode: 0o600 });
  await rename(unfinished, path);
}

function trustFile(env: NodeJS.ProcessEnv): string | undefined {
  if (env.XDG_STATE_HOME) return join(env.XDG_STATE_HOME, 'fieldtest', 'trust.json');
  const home = env.HOME ?? env.USERPROFILE ?? safeHome();
  return home ? join(home, '.local', 'state', 'fieldtest', 'trust.json') : undefined;
}

function safeHome(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}

async function readTrust(path: string): Promise<{ readonly [dir: string]: string }> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as { [dir: string]: string };
  } catch {
    return {};
  }
}
