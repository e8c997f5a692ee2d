/** Trust: what a project folder may do to this machine only after the user said yes, bound to what they saw. */
import { createHash } from 'node:crypto';
import { readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Log } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import { findProvider } from '../providers/list.ts';
import type { ResolvedCandidate } from './resolve-candidates.ts';
import { type Allowed, readAllowed, recordAllowed } from './trust-file.ts';

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** One thing that needs trust, as the prompt says it, and the hash of what it stands for. */
export interface TrustFact {
  readonly fact: string;
  readonly hash: string;
}

/** The code, the secrets' targets and the outside files that a config would use. */
export function trustFacts(options: {
  readonly dir: string;
  readonly configPath: string;
  /** Of a config that is code, with what it imports. */
  readonly configHash: string | undefined;
  readonly candidates: readonly ResolvedCandidate[];
  /** The file of `rate.guide`. */
  readonly guide?: string;
}): readonly TrustFact[] {
  const { dir, configPath, configHash, candidates, guide } = options;
  const facts: TrustFact[] = [];
  if (configHash !== undefined) facts.push({ fact: `runs ${relative(dir, configPath)}`, hash: configHash });
  for (const { candidate, files, fileHash } of candidates) {
    const own = [...findProvider(candidate.target.kind).needsTrust(candidate), ...outsideFiles(dir, files)];
    const hash = sha256(JSON.stringify([candidate.target, fileHash ?? null, own]));
    facts.push(...own.map((fact) => ({ fact: `${candidate.name}: ${fact}`, hash })));
  }
  for (const fact of outsideFiles(dir, guide === undefined ? [] : [guide]))
    facts.push({ fact: `rate.guide: ${fact}`, hash: sha256(fact) });
  return facts;
}

export interface TrustOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  /** `--trust`. */
  readonly trust?: boolean;
  /** Asks the user; absent when there is no terminal to ask in. */
  readonly ask?: (question: string) => Promise<boolean>;
}

/** Throws FieldtestError('untrusted') unless the user allowed every fact, before or now. `key` is what they are about. */
export async function requireTrust(
  options: TrustOptions,
  key: string,
  facts: readonly TrustFact[],
): Promise<void> {
  const { env, ask, log } = options;
  if (facts.length === 0 || options.trust || env.FIELDTEST_TRUST === '1') return;
  const before = await readAllowed(key, env, log.warn);
  const known = new Set(Object.values(before ?? {}));
  const open = facts.filter(({ hash }) => !known.has(hash));
  if (open.length === 0) return;
  const list =
    before === undefined
      ? open.map(({ fact }) => fact).join('; ')
      : open.map(({ fact }) => `${fact} (${Object.hasOwn(before, fact) ? 'changed' : 'new'})`).join('; ');
  const question =
    before === undefined
      ? `This folder's config ${list}. Allow it, until it changes?`
      : `This folder changed since you allowed it: ${list}. Allow it, until it changes again?`;
  if (ask !== undefined && (await ask(question))) {
    const lost = await recordAllowed(key, allowedBy(facts), env);
    if (lost !== undefined)
      log.warn(`your answer cannot be kept (${lost}), so it counts for this command alone`);
    return;
  }
  throw new FieldtestError(
    'untrusted',
    before === undefined
      ? `this folder's config wants more than reading its own files: ${list}`
      : `this folder changed since you allowed it: ${list}`,
    'If you trust it, run the command again with --trust.',
  );
}

/** Facts as `recordAllowed` keeps them. */
export function allowedBy(facts: readonly TrustFact[]): Allowed {
  return Object.fromEntries(facts.map(({ fact, hash }) => [fact, hash]));
}

/** Whether a file lies outside of the folder, also behind a link inside it. The file need not exist yet. */
export function isOutside(dir: string, file: string): boolean {
  const way = relative(dir, realPath(file));
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
}

/** Where a path leads through every link. */
export function realPath(file: string): string {
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

/** What is read from outside of the folder, a clause each. */
export function outsideFiles(dir: string, files: readonly string[]): readonly string[] {
  return files.filter((file) => isOutside(dir, file)).map((file) => `reads ${file}`);
}
