/** Where a project's data lies, and what of that the user must have allowed before it is opened. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConfigFile } from '../core/config.ts';
import { isOutside, realPath, sha256, type TrustFact } from './trust.ts';

export interface StoreAddress {
  /** `postgres://...`, or the path of an SQLite file. */
  readonly address: string;
  readonly facts: readonly TrustFact[];
}

/** FIELDTEST_STORE is the user's own word. A server that the config names would get the user's PGPASSWORD. */
export function storeAddress(config: ConfigFile, env: NodeJS.ProcessEnv, dir: string): StoreAddress {
  if (env.FIELDTEST_STORE) return { address: env.FIELDTEST_STORE, facts: [] };
  const { store } = config;
  if (store !== undefined) {
    const fact = `connects to ${withoutSecrets(store)}`;
    return { address: store, facts: [{ fact, hash: sha256(store) }] };
  }
  const address = join(dir, '.fieldtest', 'fieldtest.db');
  if (!isOutside(dir, address)) return { address, facts: [] };
  const fact = `keeps its data outside of it, in ${realPath(address)}`;
  return { address, facts: [{ fact, hash: sha256(fact) }] };
}

/** Production data must not get into a repository by accident: `init` writes this too, a config by hand does not. */
export async function ignoreState(dir: string): Promise<void> {
  // Where it is there already, or there is no such folder, or it may only be read, there is nothing to do.
  await writeFile(join(dir, '.fieldtest', '.gitignore'), '*\n', { flag: 'wx' }).catch(() => {});
}

/** Host, port and database, and the parameters, which may name another host. */
function withoutSecrets(store: string): string {
  const url = new URL(store);
  url.searchParams.delete('password');
  return `${url.protocol}//${url.hostname}:${url.port || '5432'}${url.pathname}${url.search}`;
}
