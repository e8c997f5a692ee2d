/** Reads `fieldtest.yaml` or `fieldtest.config.ts`; every mistake is named with its line and column. */
import { basename, dirname, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { type ConfigFile, configSchema } from '../core/config.ts';
import { FieldtestError, messageOf } from '../core/errors.ts';
import { pathText } from '../core/issue-text.ts';
import { configMistake } from './config-mistake.ts';
import { MB, readRegular } from './regular-file.ts';

/** File names that are looked for, in this order. */
export const CONFIG_NAMES = [
  'fieldtest.yaml',
  'fieldtest.yml',
  'fieldtest.config.ts',
  'fieldtest.config.js',
  'fieldtest.config.mjs',
] as const;

const CONFIG_BYTES = 4 * MB;

export interface ReadConfig {
  readonly path: string;
  readonly config: ConfigFile;
  /** `file:line:column` of a path inside the config, for errors that are found later. */
  where(path: readonly (string | number)[]): string;
}

/** Finds the config of a folder or of the nearest one above it, or takes the one that `-c` names. */
export async function findConfig(
  cwd: string,
  given: string | undefined,
): Promise<{ path: string; bytes: Buffer }> {
  const dirs = given === undefined ? foldersUpFrom(cwd) : [cwd];
  for (const dir of dirs) {
    for (const name of given === undefined ? CONFIG_NAMES : [given]) {
      const path = resolve(dir, name);
      const bytes = await readIfThere(path, relative(cwd, path) || name);
      if (bytes !== undefined) return { path, bytes };
    }
  }
  throw given === undefined
    ? new FieldtestError(
        'config',
        `there is no fieldtest.yaml in ${cwd} or in a folder above it`,
        'Make one here with: fieldtest init (or name one with -c FILE)',
      )
    : new FieldtestError(
        'config',
        `there is no ${given}`,
        'Check the path after -c, or make a config with: fieldtest init',
      );
}

function foldersUpFrom(dir: string): readonly string[] {
  const above = dirname(dir);
  return above === dir ? [dir] : [dir, ...foldersUpFrom(above)];
}

async function readIfThere(path: string, name: string): Promise<Buffer | undefined> {
  try {
    return await readRegular(path, CONFIG_BYTES);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new FieldtestError(
      'config',
      `${name} cannot be read: ${messageOf(error)}`,
      'Check the path and its permissions.',
    );
  }
}

export function isCode(path: string): boolean {
  return !/\.ya?ml$/.test(path);
}

/** Parses and checks a YAML config. */
export function readYamlConfig(path: string, bytes: Buffer): ReadConfig {
  const file = basename(path);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FieldtestError('config', `${file} is not UTF-8 text`, 'Save it as UTF-8.');
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [syntax] = document.errors;
  if (syntax !== undefined) {
    const { line, col } = lines.linePos(syntax.pos[0]);
    throw new FieldtestError(
      'config',
      `${file}:${line}:${col}: ${syntax.message}`,
      'Mend the YAML at that place.',
    );
  }
  const where = (inner: readonly (string | number)[], key?: string) =>
    `${file}${place(document, lines, inner, key)}`;
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new FieldtestError(
      'config',
      `${file}: ${messageOf(error)}`,
      'Write the values out instead of using aliases.',
    );
  }
  return { path, config: check(value, where), where };
}

/** Runs a config written as code; whoever calls this has asked for trust. */
export async function readCodeConfig(path: string): Promise<ReadConfig> {
  const file = basename(path);
  let module: { default?: unknown };
  try {
    module = (await import(pathToFileURL(path).href)) as { default?: unknown };
  } catch (error) {
    throw new FieldtestError(
      'config',
      `${file} cannot be loaded: ${messageOf(error)}`,
      `Run it alone with: node ${file}`,
      { cause: error },
    );
  }
  if (module.default === undefined) {
    throw new FieldtestError(
      'config',
      `${file} has no default export`,
      'End it with: export default defineConfig({ ... })',
    );
  }
  const where = () => file;
  return { path, config: check(module.default, where), where };
}

function check(
  value: unknown,
  where: (path: readonly (string | number)[], key?: string) => string,
): ConfigFile {
  const parsed = configSchema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data as ConfigFile;
  const { path, key, text } = configMistake(parsed.error);
  const name = pathText(path);
  throw new FieldtestError(
    'config',
    `${where(path, key)}: ${name === '' ? '' : `${name}: `}${text}`,
    'Every key is explained in docs/guide/config.md; `fieldtest init` writes a commented example.',
  );
}

/** `:line:column` of the value at a path, or of a key in it; the nearest parent's when it is missing. */
function place(
  document: Document,
  lines: LineCounter,
  path: readonly (string | number)[],
  key?: string,
): string {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (!isNode(node) || node.range === undefined || node.range === null) continue;
    let offset = node.range[0];
    if (key !== undefined && length === path.length && isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (isScalar(pair?.key) && pair.key.range) offset = pair.key.range[0];
    }
    const { line, col } = lines.linePos(offset);
    return `:${line}:${col}`;
  }
  return '';
}
