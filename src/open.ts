/** The composition root: reads the config, opens the store and puts the parts together into a Context. */
import { realpath } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { withDefaults } from './core/config.ts';
import type { Context, Log } from './core/context.ts';
import { FieldtestError } from './core/errors.ts';
import { checkFacts } from './open/check-facts.ts';
import { systemClock } from './open/clock.ts';
import { filesIn } from './open/files.ts';
import { guardedStore } from './open/guarded-store.ts';
import { requireKnownProviders } from './open/known-providers.ts';
import { watchLoopLag } from './open/loop-lag.ts';
import { moduleFiles } from './open/module-files.ts';
import { priceCandidates } from './open/price-candidates.ts';
import { projectEmbedder } from './open/project-embedder.ts';
import { projectRedactor } from './open/project-redactor.ts';
import { findConfig, isCode, type ReadConfig, readCodeConfig, readYamlConfig } from './open/read-config.ts';
import { hashed, type ResolvedCandidate, resolveCandidates, textOrFile } from './open/resolve-candidates.ts';
import { resolveChecks } from './open/resolve-checks.ts';
import { ignoreState, storeAddress } from './open/store-address.ts';
import { systemProcesses } from './open/this-process.ts';
import { allowedBy, isOutside, requireTrust, type TrustFact, trustFacts } from './open/trust.ts';
import { recordAllowed } from './open/trust-file.ts';
import { withStoredIds } from './open/unread-candidates.ts';
import {
  type CandidateEntry,
  type ConfigWithCandidate,
  candidateInCode,
  withCandidate,
} from './open/with-candidate.ts';
import { writeConfig } from './open/write-config.ts';
import { findProvider } from './providers/list.ts';
import { inlineQueue } from './queue/inline.ts';
import { pgBossWorkers } from './queue/pg-boss.ts';
import { openCheck } from './scorers/list.ts';
import { isPostgresUrl, openStore } from './store/open-store.ts';
import { createPatience } from './store/patience.ts';

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
  /** A model that takes part as if it stood in the config. */
  readonly candidate?: CandidateEntry;
}

/** A context, and the end of it. */
export type OpenProject = Context &
  AsyncDisposable & {
    /** Of `OpenOptions.candidate`: the name it has here, and whether the config does not know it yet. */
    readonly tried?: { readonly name: string; readonly isNew: boolean };
    /** Writes the config with it, or as it was before. */
    writeTried(kept: boolean): Promise<void>;
  };

/** What the files of a project say, and what of it needs trust. */
export interface ProjectFiles {
  /** The real path of the folder. */
  readonly dir: string;
  /** Of the config. */
  readonly path: string;
  readonly read: ReadConfig;
  readonly resolved: readonly ResolvedCandidate[];
  readonly checks: Awaited<ReturnType<typeof resolveChecks>>;
  readonly guide: Awaited<ReturnType<typeof textOrFile>>;
  readonly facts: readonly TrustFact[];
  /** With the candidate that was asked for, and the config's bytes without it. */
  readonly tried?: ConfigWithCandidate & { readonly before: Buffer };
}

/** Reads and checks the config, and nothing else. Throws a FieldtestError for everything that is wrong with it. */
export async function readProject(options: OpenOptions): Promise<ProjectFiles> {
  const { cwd, env, log } = options;
  const found = await findConfig(cwd, options.configPath);
  const written =
    options.candidate === undefined || isCode(found.path)
      ? undefined
      : withCandidate(found.path, found.bytes, options.candidate);
  const dir = await realpath(dirname(found.path));
  // A command in a folder of the project is about the project; which one is said, since another may be meant.
  if (options.configPath === undefined && dirname(found.path) !== resolve(cwd))
    log.info(`The project is ${relative(cwd, found.path)}`);
  const read = isCode(found.path)
    ? await readTrustedCode(options, dir, found)
    : readYamlConfig(found.path, written?.text === undefined ? found.bytes : Buffer.from(written.text));
  const resolved = await checkedCandidates(read, env);
  const tried =
    options.candidate !== undefined && isCode(found.path)
      ? candidateInCode(
          found.path,
          resolved.map(({ candidate }) => candidate),
          options.candidate,
        )
      : written;
  const checks = await resolveChecks(read, dir);
  const guide = await textOrFile(read, read.config.rate?.guide, ['rate', 'guide']);
  const facts = trustFacts({
    dir,
    configPath: found.path,
    configHash: await configHash(found.path),
    candidates: resolved,
    ...(guide?.path === undefined ? {} : { guide: guide.path }),
  });
  return {
    dir,
    path: found.path,
    read,
    resolved,
    checks,
    guide,
    facts,
    ...(tried === undefined ? {} : { tried: { ...tried, before: found.bytes } }),
  };
}

/** Opens the project of a folder. Throws a FieldtestError for everything that is wrong with it. */
export async function openProject(options: OpenOptions): Promise<OpenProject> {
  const { cwd, env, log, signal } = options;
  const { dir, path, read, resolved, checks, guide, facts, tried } = await readProject(options);
  const outside = new Set(
    resolved
      .filter(({ files }) => files.some((file) => isOutside(dir, file)))
      .map(({ candidate }) => candidate.name),
  );
  const { address, facts: storeFacts } = storeAddress(read.config, env, dir);
  await requireTrust(options, `${dir}#store`, storeFacts);
  const store = await openStore(address, createPatience({ clock: systemClock, log, signal }));
  await ignoreState(dir);
  const warned = new Set<string>();
  const warnOnce = (message: string) => {
    if (!warned.has(message)) log.warn(message);
    warned.add(message);
  };
  const { candidates, unknown } = await withStoredIds(resolved, store);
  const config = withDefaults(read.config, {
    candidates,
    checks: checks.map(({ check }) => check),
    ...(guide === undefined ? {} : { guide: guide.text }),
  });
  const embedder = projectEmbedder(config, options, dir);
  return {
    projectDir: dir,
    config,
    store: guardedStore(store, { dir, unknown }),
    queue: inlineQueue,
    ...(isPostgresUrl(address)
      ? {
          workers: pgBossWorkers({ url: address, location: store.location, hasSchema: store.hasSchema }),
        }
      : {}),
    importers: async () => (await import('./importers/reading.ts')).reading,
    ...(embedder === undefined ? {} : { embedder }),
    findProvider,
    openCheck: (check) => openCheck(check, { env, projectDir: dir, warn: warnOnce }),
    redactor: projectRedactor(config.redact, store),
    files: filesIn(cwd, signal),
    clock: systemClock,
    processes: systemProcesses,
    watchLag: watchLoopLag,
    random: Math.random,
    log,
    env,
    signal,
    standsOutside: ({ name }) => outside.has(name),
    requireTrust: (what) =>
      what === 'checks'
        ? requireTrust(options, `${dir}#checks`, checkFacts(dir, checks))
        : requireTrust(options, dir, facts),
    ...(tried === undefined ? {} : { tried: { name: tried.name, isNew: tried.text !== undefined } }),
    writeTried: async (kept) => {
      if (tried?.text === undefined) return;
      const [without, with_] = [tried.before, Buffer.from(tried.text)];
      await writeConfig(path, kept ? { from: without, to: with_ } : { from: with_, to: without });
    },
    [Symbol.asyncDispose]: () => store.close(),
  };
}

/** Everything of a YAML config that can be wrong before a command needs it; throws as `openProject` does. */
export async function checkConfig(path: string, text: string): Promise<void> {
  const read = readYamlConfig(path, Buffer.from(text));
  const resolved = await checkedCandidates(read, {});
  const problem = resolved.find(({ candidate }) => candidate.problem !== undefined)?.candidate.problem;
  if (problem !== undefined) throw new FieldtestError('config', problem.message, problem.hint);
  await resolveChecks(read, dirname(path));
  await textOrFile(read, read.config.rate?.guide, ['rate', 'guide']);
}

async function checkedCandidates(
  read: ReadConfig,
  env: NodeJS.ProcessEnv,
): Promise<readonly ResolvedCandidate[]> {
  const resolved = await resolveCandidates(read);
  requireKnownProviders(read, resolved);
  return await priceCandidates(read, resolved, env);
}

/** Trusts a folder as it is now: what `init` and `demo` do for what they wrote themselves. */
export async function trustProject(cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const found = await findConfig(cwd, undefined);
  const dir = await realpath(dirname(found.path));
  const read = readYamlConfig(found.path, found.bytes);
  const candidates = await resolveCandidates(read);
  const facts = trustFacts({ dir, configPath: found.path, configHash: undefined, candidates });
  await recordAllowed(dir, allowedBy(facts), env);
  const own = checkFacts(dir, await resolveChecks(read, dir));
  if (own.length > 0) await recordAllowed(`${dir}#checks`, allowedBy(own), env);
}

async function readTrustedCode(
  options: OpenOptions,
  dir: string,
  found: { readonly path: string },
): Promise<ReadConfig> {
  // A config that is code must be trusted before anything in it can be known.
  const facts = { dir, configPath: found.path, configHash: await configHash(found.path), candidates: [] };
  await requireTrust(options, `${dir}#config`, trustFacts(facts));
  return await readCodeConfig(found.path);
}

/** Of a config that is code: it stands on what it imports too. */
async function configHash(path: string): Promise<string | undefined> {
  return isCode(path) ? (await hashed(moduleFiles(path))).fileHash : undefined;
}
