/** What looks like a secret, so that none is stored: keys belong into the environment, never into a config. */
import { isJsonObject, type Json } from './json.ts';

/** The last word of names whose value is a secret: `x-api-key`, `accessToken`, `Authorization`. */
const SECRET_WORDS = new Set([
  ...['auth', 'authorization', 'cookie', 'credential', 'credentials', 'key', 'apikey', 'passwd'],
  ...['password', 'secret', 'sig', 'signature', 'token'],
]);

/** Keys as their makers write them, and what follows an authorization scheme. */
const SECRET_SHAPE = new RegExp(
  [
    /\b[sprk]k-[\w-]{16,}/,
    /\b(?:gh[opsu]_|github_pat_|glpat-|hf_|gsk_|xox[abprs]-)[\w-]{16,}/,
    /\bA(?:KIA|SIA)[0-9A-Z]{16}\b/,
    /\bAIza[\w-]{35}/,
    /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/,
    /(?<=\b(?:Bearer|Basic)\s+)[\w.~+/-]{16,}=*/,
    /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

const MASK = '[secret]';

export function isSecretName(name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return SECRET_WORDS.has(words.split(/[^a-z0-9]+/).at(-1)!);
}

/** Whether a value, of a header or parameter with this name, holds a secret instead of an `{{env.NAME}}`. */
export function isLiteralSecret(name: string, value: string): boolean {
  if (value.search(SECRET_SHAPE) !== -1) return true;
  return isSecretName(name) && !value.includes('{{') && value.length >= 8;
}

/** The same value without its secrets: those of secret names, those with a known shape, those of addresses. */
export function withoutSecrets(value: Json, name = ''): Json {
  if (typeof value === 'string') {
    if (isSecretName(name) && !value.includes('{{')) return MASK;
    return (/^https?:\/\//i.test(value) ? addressWithoutSecrets(value) : value).replace(SECRET_SHAPE, MASK);
  }
  if (Array.isArray(value)) return value.map((item: Json) => withoutSecrets(item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner, key)]));
}

function addressWithoutSecrets(address: string): string {
  return address
    .replace(/^(https?:\/\/)[^/?#]*@/i, `$1${MASK}@`)
    .replace(/([?&])([^=&#]+)=([^&#]*)/g, (whole, sign: string, name: string, value: string) =>
      isSecretName(name) && !value.includes('{{') ? `${sign}${name}=${MASK}` : whole,
    );
}
