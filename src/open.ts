/** The composition root: reads the config, opens the store and puts the parts together into a Context. */
import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ConfigFile, withDefaults } from './core/config.ts';
import type { Context, Log } from './core/context.ts';
import { FieldtestError } from './core/errors.ts';
import { noRedaction } from './core/redaction.ts';
import { asUtf8 } from './importers/encoding.ts';
import { readJsonRows } from './importers/jsonl.ts';
import { importers, sniffImporter } from './importers/list.ts';
import { systemClock } from './open/clock.ts';
import { filesIn } from './open/files.ts';
import { findConfig, isCode, type ReadConfig, readCodeConfig, readYamlConfig } from './open/read-config.ts';
import { resolveCandidates, textOrFile } from './open/resolve-candidates.ts';
import { isTrusted, recordTrust, type TrustSubject, trustSubject } from './open/trust.ts';
import { findProvider } from './providers/list.ts';
import { inlineQueue } from './queue/inline.ts';
import { openStore } from './store/open-store.ts';

export interface OpenOptions {
  /** Where the command was typed. */
  readonly cwd: string;
  /** `-c`. */
  readonly configPath?: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** `--trust`. */
  readonly trust?: boolean;
  /** Asks the user; absent when there is no terminal to ask in. */
  readonly ask?: (question: string) => Promise<boolean>;
}

/** A context, and the end of it. */
export type OpenProject = Context & AsyncDisposable;

/** Opens the project of a folder. Throws a FieldtestError for everything that is wrong with it. */
export async function openProject(options: OpenOptions): Promise<OpenProject> {
  const { cwd, env, log, signal } = options;
  const found = await findConfig(cwd, options.configPath);
  const dir = await realpath(dirname(found.path));
  const read = isCode(found.path)
    ? await readTrustedCode(options, dir, found)
    : readYamlConfig(found.path, found.bytes);
  const resolved = await resolveCandidates(read);
  const subject = trustSubject({
    dir,
    configPath: found.path,
    configBytes: found.bytes,
    candidates: resolved,
  });
  const guide = await textOrFile(read, read.config.rate?.guide, ['rate', 'guide']);
  const candidates = resolved.map(({ candidate }) => candidate);
  const config = withDefaults(read.config, candidates, guide?.text);
  if (read.config.checks !== undefined)
    log.warn('`checks:` are read but not run by this version; ratings alone decide.');
  const store = await openStore(storeAddress(read.config, env, dir));
  return {
    projectDir: dir,
    config,
    store,
    queue: inlineQueue,
    importers: { list: importers, choose: sniffImporter, decode: asUtf8, jsonRows: readJsonRows },
    findProvider,
    redact: noRedaction,
    files: filesIn(cwd, signal),
    clock: systemClock,
    random: Math.random,
    log,
    env,
    signal,
    requireTrust: () => requireTrust(options, dir, subject),
    [Symbol.asyncDispose]: () => store.close(),
  };
}

/** Trusts a folder as it is now: what `init` and `demo` do for what they wrote themselves. */
export async function trustProject(cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const found = await findConfig(cwd, undefined);
  const dir = await realpath(dirname(found.path));
  const candidates = await resolveCandidates(readYamlConfig(found.path, found.bytes));
  const { hash } = trustSubject({ dir, configPath: found.path, configBytes: found.bytes, candidates });
  await recordTrust(dir, hash, env);
}

function storeAddress(config: ConfigFile, env: NodeJS.ProcessEnv, dir: string): string {
  return env.FIELDTEST_STORE || config.store || join(dir, '.fieldtest', 'fieldtest.db');
}

async function readTrustedCode(
  options: OpenOptions,
  dir: string,
  found: { readonly path: string; readonly bytes: Buffer },
): Promise<ReadConfig> {
  // A config that is code must be trusted before anything in it can be known.
  await requireTrust(
    options,
    dir,
    trustSubject({ dir, configPath: found.path, configBytes: found.bytes, candidates: [] }),
    'config',
  );
  return await readCodeConfig(found.path);
}

async function requireTrust(
  options: OpenOptions,
  dir: string,
  subject: TrustSubject,
  part = '',
): Promise<void> {
  if (subject.facts.length === 0) return;
  const { env, ask } = options;
  if (options.trust || env.FIELDTEST_TRUST === '1') return;
  const key = part === '' ? dir : `${dir}#${part}`;
  if (await isTrusted(key, subject.hash, env)) return;
  const list = subject.facts.join('; ');
  if (ask !== undefined && (await ask(`This folder's config ${list}. Allow it, until it changes?`))) {
    await recordTrust(key, subject.hash, env);
    return;
  }
  throw new FieldtestError(
    'untrusted',
    `this folder's config wants more than reading its own files: ${list}`,
    'If you trust it, run the command again with --trust.',
  );
}
