/** What the user allowed so far, kept outside of the folders that it is about. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { messageOf } from '../core/errors.ts';

/** Facts as the user saw them, each with the hash of what it stood for. */
export type Allowed = { readonly [fact: string]: string };

/** What was allowed for a key; undefined when nothing ever was. `warn` hears why the file tells nothing. */
export async function readAllowed(
  key: string,
  env: NodeJS.ProcessEnv,
  warn: (message: string) => void,
): Promise<Allowed | undefined> {
  const path = trustFile(env);
  const all = path === undefined ? {} : await readAll(path, warn);
  return Object.hasOwn(all, key) ? all[key] : undefined;
}

/** Remembers the user's yes. Resolves to the reason when that cannot be kept. */
export async function recordAllowed(
  key: string,
  allowed: Allowed,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const path = trustFile(env);
  if (path === undefined) return 'there is no home folder';
  try {
    const known = await readAll(path, () => {});
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const unfinished = `${path}.${process.pid}`;
    await writeFile(unfinished, `${JSON.stringify({ ...known, [key]: allowed }, null, 2)}\n`, {
      mode: 0o600,
    });
    await rename(unfinished, path);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
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

async function readAll(
  path: string,
  warn: (message: string) => void,
): Promise<{ readonly [key: string]: Allowed }> {
  const nothing = (reason: string) => {
    warn(`${path} cannot be read (${reason}), so nothing counts as allowed before`);
    return {};
  };
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? {} : nothing(messageOf(error));
  }
  try {
    const all: unknown = JSON.parse(text);
    if (!isObject(all)) return nothing('it is not an object');
    return Object.fromEntries(
      Object.entries(all).filter((entry): entry is [string, Allowed] => isObject(entry[1])),
    );
  } catch (error) {
    return nothing(messageOf(error));
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
