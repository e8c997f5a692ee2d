/** `fieldtest doctor`: how a project is, looked at piece by piece, so that one that is broken does not hide the others. */

import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ModelTarget } from '../core/candidate.ts';
import { FieldtestError, messageOf } from '../core/errors.ts';
import { type OpenOptions, type ProjectFiles, readProject } from '../open.ts';
import { keyVariable } from '../providers/model-connection.ts';
import type { Backup } from '../store/dialects/sqlite-backups.ts';
import { inspectStore, type StoreHealth } from '../store/inspect.ts';
import { migrations } from '../store/migrations/list.ts';
import { type Salvaged, salvage } from '../store/salvage.ts';
import { storeAddress } from './store-address.ts';
import { requireTrust } from './trust.ts';

export interface Finding {
  /** `node`, `config`, `folder`, `store`, `disk`, `keys`, `trust`, `backups`. */
  readonly what: string;
  readonly ok: boolean;
  readonly said: string;
  /** What to do, where it is not ok. */
  readonly hint?: string;
}

export interface Health {
  readonly healthy: boolean;
  readonly findings: readonly Finding[];
}

/** Less than this is asking for trouble. */
const LEAST_FREE_BYTES = 200e6;

/** Changes nothing and calls nobody but the project's own database. */
export async function doctor(options: OpenOptions): Promise<Health> {
  const findings: Finding[] = [node()];
  const project = await finding(findings, 'config', async () => {
    const read = await readProject(options);
    const broken = read.resolved.find(({ candidate }) => candidate.problem !== undefined)?.candidate;
    if (broken?.problem !== undefined)
      throw new FieldtestError('config', `${broken.name}: ${broken.problem.message}`, broken.problem.hint);
    return { value: read, said: `${read.path}, candidates: ${read.resolved.length}` };
  });
  if (project !== undefined) {
    keys(findings, project, options.env);
    await trust(findings, project, options);
    await store(findings, project, options);
  }
  return { healthy: findings.every(({ ok }) => ok), findings };
}

/** What is whole of a damaged database, in a new one in its place. `date` is today's, for the name of the old one. */
export async function salvageProject(options: OpenOptions, date: string): Promise<Salvaged> {
  const { file, damage, exists } = await inspectStore(await addressOf(await readProject(options), options));
  if (file === undefined)
    throw new FieldtestError(
      'usage',
      'a PostgreSQL database is not salvaged here',
      'Use your backups of the server.',
    );
  if (!exists || damage.length === 0)
    throw new FieldtestError(
      'usage',
      `${file} is not damaged`,
      'Nothing was changed; there is nothing to salvage.',
    );
  return await salvage(file, date);
}

function node(): Finding {
  const ok = Number(process.versions.node.split('.')[0]) >= 24;
  return {
    what: 'node',
    ok,
    said: process.versions.node,
    ...(ok ? {} : { hint: 'It needs Node 24 or newer.' }),
  };
}

/** Notes what a look finds, or what it throws. */
async function finding<T>(
  findings: Finding[],
  what: string,
  look: () => Promise<{ readonly value: T; readonly said: string }>,
): Promise<T | undefined> {
  try {
    const { value, said } = await look();
    findings.push({ what, ok: true, said });
    return value;
  } catch (error) {
    const hint = error instanceof FieldtestError ? { hint: error.hint } : {};
    findings.push({ what, ok: false, said: messageOf(error), ...hint });
    return undefined;
  }
}

function keys(findings: Finding[], { resolved }: ProjectFiles, env: NodeJS.ProcessEnv): void {
  const set = new Set<string>();
  const missing = new Map<string, FieldtestError>();
  for (const { candidate } of resolved) {
    if (candidate.target.kind !== 'model') continue;
    try {
      const name = keyVariable(candidate.name, candidate.target as ModelTarget, env);
      if (name !== undefined) set.add(name);
    } catch (error) {
      if (!(error instanceof FieldtestError)) throw error;
      missing.set(error.message, error);
    }
  }
  for (const { message, hint } of missing.values())
    findings.push({ what: 'keys', ok: false, said: message, hint });
  if (missing.size === 0)
    findings.push({
      what: 'keys',
      ok: true,
      said: set.size === 0 ? 'none needed' : `${[...set].join(', ')} set`,
    });
}

async function trust(
  findings: Finding[],
  { dir, facts }: ProjectFiles,
  { env, log }: OpenOptions,
): Promise<void> {
  const said = await requireTrust({ env, log }, dir, facts).then(
    () => (facts.length === 0 ? 'none needed' : 'given'),
    (error: Error) => `not given yet: ${error.message}`,
  );
  findings.push({ what: 'trust', ok: true, said });
}

async function addressOf({ read, dir }: ProjectFiles, options: OpenOptions): Promise<string> {
  const { address, facts } = storeAddress(read.config, options.env, dir);
  await requireTrust(options, `${dir}#store`, facts);
  return address;
}

async function store(findings: Finding[], project: ProjectFiles, options: OpenOptions): Promise<void> {
  const health = await finding(findings, 'store', async () => {
    const value = await inspectStore(await addressOf(project, options));
    refuseUnhealthy(value);
    const behind = Object.keys(migrations).length - (value.schema?.length ?? 0);
    // A server looks after its own pages.
    const whole = value.file === undefined ? 'reachable' : 'whole';
    const schema = behind > 0 ? 'of an older fieldtest: the next command brings it up to date' : whole;
    return {
      value,
      said: value.exists ? `${value.location}, ${schema}` : `${value.location}, not there yet`,
    };
  });
  if (health?.unclean)
    findings.push({
      what: 'forget',
      ok: false,
      said: 'what was forgotten is deleted, and its bytes may still be in the files of the database',
      hint: 'When no other fieldtest command runs: fieldtest forget --clean',
    });
  const file = health?.file ?? storeAddress(project.read.config, options.env, project.dir).address;
  if (file.includes('://')) return;
  const folder = dirname(file);
  await finding(findings, 'folder', async () => ({ value: undefined, said: rightsOf(folder) }));
  await finding(findings, 'disk', async () => {
    const { bavail, bsize } = await statfs(existsSync(folder) ? folder : project.dir);
    const free = bavail * bsize;
    const needed = Math.max(LEAST_FREE_BYTES, 2 * (statSync(file, { throwIfNoEntry: false })?.size ?? 0));
    if (free < needed)
      throw new FieldtestError(
        'store',
        `${megabytes(free)} free`,
        `Make room: ${megabytes(needed)} are wise here.`,
      );
    return { value: undefined, said: `${megabytes(free)} free` };
  });
  const backups = health?.backups ?? (await inspectStore(file).catch(() => undefined))?.backups ?? [];
  findings.push({ what: 'backups', ok: true, said: backups.map(backupText).join(', ') || 'none made yet' });
}

function refuseUnhealthy({ location, damage, schema, backups }: StoreHealth): void {
  if (damage.length > 0) {
    const list = damage.map(({ table, what }) => (table === undefined ? what : `table "${table}": ${what}`));
    const copy =
      backups[0] === undefined ? '' : ` A copy of before the last change of schema is ${backups[0].path}.`;
    throw new FieldtestError(
      'store',
      `${location} is damaged: ${list.slice(0, MOST_SAID).join('; ')}${list.length > MOST_SAID ? ' ...' : ''}`,
      `Save what is whole with: fieldtest doctor --salvage (let no other command run meanwhile).${copy}`,
    );
  }
  if (schema?.some((name) => migrations[name] === undefined))
    throw new FieldtestError(
      'store',
      `${location} was written by a newer fieldtest than this one`,
      'Update with: npm install fieldtest@latest',
    );
}

const MOST_SAID = 5;

function rightsOf(folder: string): string {
  if (!existsSync(folder)) return `${folder}, not there yet`;
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new FieldtestError(
      'store',
      `${folder} may not be written`,
      'Reading works; to store anything, change its rights.',
    );
  }
  const others = statSync(folder).mode & 0o077;
  if (others !== 0 && process.platform !== 'win32')
    throw new FieldtestError(
      'store',
      `${folder} can be entered by others`,
      `Production data is in it: chmod 700 ${folder}`,
    );
  return `${folder}, yours alone`;
}

function backupText({ path, bytes }: Backup): string {
  return `${path} (${megabytes(bytes)})`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toLocaleString('en-US', { maximumFractionDigits: bytes < 1e7 ? 1 : 0 })} MB`;
}
