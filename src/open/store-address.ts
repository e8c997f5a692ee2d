/** Where a project's data lies, and what of that the user must have allowed before it is opened. */
import { join } from 'node:path';
import type { ConfigFile } from '../core/config.ts';
import { isOutside, sha256, type TrustSubject } from './trust.ts';

export interface StoreAddress {
  /** `postgres://...`, or the path of an SQLite file. */
  readonly address: string;
  readonly subject: TrustSubject;
}

/** FIELDTEST_STORE is the user's own word. A server that the config names would get the user's PGPASSWORD. */
export function storeAddress(config: ConfigFile, env: NodeJS.ProcessEnv, dir: string): StoreAddress {
  if (env.FIELDTEST_STORE) return { address: env.FIELDTEST_STORE, subject: subjectOf([], '') };
  const { store } = config;
  if (store !== undefined) {
    return { address: store, subject: subjectOf([`connects to ${withoutSecrets(store)}`], store) };
  }
  const address = join(dir, '.fieldtest', 'fieldtest.db');
  const facts = isOutside(dir, address) ? [`keeps its data outside of it: .fieldtest is a link`] : [];
  return { address, subject: subjectOf(facts, address) };
}

function subjectOf(facts: readonly string[], seen: string): TrustSubject {
  return { facts, hash: sha256(seen) };
}

/** Host, port and database, and the parameters, which may name another host. */
function withoutSecrets(store: string): string {
  const url = new URL(store);
  url.searchParams.delete('password');
  return `${url.protocol}//${url.hostname}:${url.port || '5432'}${url.pathname}${url.search}`;
}
