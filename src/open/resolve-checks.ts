/** Turns the config's `checks:` into checks: schemas read, code hashed, names told apart. */
import { resolve } from 'node:path';
import { type Check, checkId } from '../core/check.ts';
import { type CheckEntry, checkKind } from '../core/check-schema.ts';
import { FieldtestError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { parseJson } from '../core/json-text.ts';
import { findScorer } from '../scorers/list.ts';
import { moduleFiles } from './module-files.ts';
import type { ReadConfig } from './read-config.ts';
import { lookAtRegular, MB, readRegular } from './regular-file.ts';
import { attempt, hashed, orConfigError, scriptsOf, withoutScheme } from './resolve-candidates.ts';
import { isOutside } from './trust.ts';

const SCHEMA_BYTES = 8 * MB;

/** A check with the files that it stands on, for the trust prompt. */
export interface ResolvedCheck {
  readonly check: Check;
  /** Absolute paths. */
  readonly files: readonly string[];
}

/** The checks in their order. What cannot be read is the `problem` of its check alone. */
export async function resolveChecks(read: ReadConfig, dir: string): Promise<readonly ResolvedCheck[]> {
  const resolved: ResolvedCheck[] = [];
  for (const [i, entry] of (read.config.checks ?? []).entries()) {
    const one = await resolveCheck(read, entry, { dir, index: i });
    if (resolved.some(({ check }) => check.name === one.check.name)) {
      throw new FieldtestError(
        'config',
        `${read.where(['checks', i])}: two checks are called "${one.check.name}"`,
        'Give one of them another `name:`, or take it out.',
      );
    }
    resolved.push(one);
  }
  return resolved;
}

/** What a check stands on. */
interface Ground {
  readonly files: readonly string[];
  readonly fileHash?: string;
  readonly schema?: Json;
}

async function resolveCheck(
  read: ReadConfig,
  entry: CheckEntry,
  { dir, index }: { readonly dir: string; readonly index: number },
): Promise<ResolvedCheck> {
  const kind = checkKind(entry);
  const path = entry.run === undefined ? undefined : resolve(dir, withoutScheme(entry.run));
  const { value, problem } = await attempt(groundOf(read, entry, { dir, index }));
  const { files, fileHash, schema }: Ground = value ?? { files: path === undefined ? [] : [path] };
  const scorer = findScorer(kind);
  const check: Check = {
    id: checkId({
      kind,
      spec: entry,
      ...(schema === undefined ? {} : { schema }),
      ...(fileHash === undefined ? {} : { fileHash }),
    }),
    name: entry.name ?? scorer.nameOf({ spec: entry }),
    kind,
    gate: entry.gate ?? false,
    ...(entry.atLeast !== undefined ? { atLeast: entry.atLeast } : entry.gate === true ? { atLeast: 1 } : {}),
    spec: entry,
    ...(schema === undefined ? {} : { schema }),
    ...(path === undefined ? {} : { path }),
    kept: scorer.needsTrust({ spec: entry }).length > 0 || files.some((file) => isOutside(dir, file)),
    ...(problem === undefined ? {} : { problem: { message: problem.message, hint: problem.hint } }),
  };
  return { check, files };
}

async function groundOf(
  read: ReadConfig,
  entry: CheckEntry,
  { dir, index }: { readonly dir: string; readonly index: number },
): Promise<Ground> {
  const at = (key: string, file: string) => `${read.where(['checks', index, key])}: ${file}`;
  if (entry.run !== undefined) {
    const file = withoutScheme(entry.run);
    const path = resolve(dir, file);
    await orConfigError(at('run', file), lookAtRegular(path));
    const { fileHash } = await orConfigError(at('run', file), hashed(moduleFiles(path)));
    return { files: [path], ...(fileHash === undefined ? {} : { fileHash }) };
  }
  if (entry.command !== undefined) {
    const place = read.where(['checks', index, 'command']);
    const { files = [], fileHash } = await orConfigError(place, hashed(scriptsOf(entry.command, dir)));
    return { files, ...(fileHash === undefined ? {} : { fileHash }) };
  }
  if (typeof entry.jsonSchema !== 'string')
    return { files: [], ...(entry.jsonSchema === undefined ? {} : { schema: entry.jsonSchema }) };
  const file = withoutScheme(entry.jsonSchema);
  const place = at('jsonSchema', file);
  const path = resolve(dir, file);
  const text = (await orConfigError(place, readRegular(path, SCHEMA_BYTES))).toString('utf8');
  const parsed = parseJson(text.replace(/^\ufeff/, ''));
  if (parsed.kind === 'value') return { files: [path], schema: parsed.value };
  const before = text.slice(0, parsed.fault.offset).split('\n');
  throw new FieldtestError(
    'config',
    `${place}:${before.length}:${before.at(-1)!.length + 1}: ${parsed.fault.reason}`,
    'A JSON Schema is JSON.',
  );
}
