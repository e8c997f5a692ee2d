/** Headers as they were written, in their order and case, without those that are about one connection alone. */
import { isSecretName } from '../core/secrets.ts';

/** RFC 9110, 7.6.1, with what servers send of the same kind; `expect` is answered by us. */
const HOP_BY_HOP = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
  ...['proxy-authenticate', 'proxy-authorization', 'expect'],
]);

/** `raw` is name, value, name, value ...; so is the result. */
export function passedHeaders(raw: readonly string[], drop: readonly string[] = []): string[] {
  const named = pairs(raw)
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(',').map((one) => one.trim().toLowerCase()));
  const out = new Set([...HOP_BY_HOP, ...named, ...drop]);
  // What it says of the body is true on every connection.
  out.delete('content-length');
  return pairs(raw)
    .filter(([name]) => !out.has(name.toLowerCase()))
    .flat();
}

/** Below this a value may be a word that texts hold, as the keys of local servers are. */
const LEAST_SECRET = 16;

/** The keys and cookies of a request, those of its query too. */
export function secretsOf(raw: readonly string[], url: string): readonly string[] {
  const values = pairs(raw)
    .filter(([name]) => isSecretName(name))
    .flatMap(([, value]) => [
      value,
      ...value.split(/[;,\s]+/).map((part) => part.replace(/^[^=]*=(?=.)/, '')),
    ]);
  const query = [...new URLSearchParams(url.split('?')[1] ?? '')]
    .filter(([name]) => isSecretName(name))
    .map(([, value]) => value);
  return [...new Set([...values, ...query])]
    .filter((value) => value.length >= LEAST_SECRET)
    .toSorted((a, b) => b.length - a.length);
}

function pairs(raw: readonly string[]): readonly (readonly [name: string, value: string])[] {
  return Array.from({ length: raw.length / 2 }, (_none, at) => [raw[2 * at]!, raw[2 * at + 1]!] as const);
}
