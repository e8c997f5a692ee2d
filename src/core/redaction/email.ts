/** E-mail addresses, also as they stand in URLs (`%40`), in JSON text (`\u0040`) and written out (`jane (at) example.org`). */
import type { Detector, Found } from './detector.ts';

/** Longest local part and longest domain that RFC 5321 allows. */
const MOST_LOCAL = 64;
const MOST_DOMAIN = 255;

const AT = /@|%40|\\u0040|&#64;|&commat;| ?[[({] ?at ?[\])}] ?/gi;
const LOCAL_BEFORE = /[\p{L}\p{N}._+'’-]+$/u;
const QUOTED_BEFORE = /"[^"\r\n@]+"$/;
const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
const DOMAIN_AFTER = new RegExp(`^(?:${LABEL}\\.){1,8}(?:xn--[a-z0-9-]{2,59}|\\p{L}{2,24})(?!\\p{L})`, 'iu');
const SPELLED_DOMAIN = new RegExp(`^${LABEL}(?:(?: ?[[({] ?dot ?[\\])}] ?|\\.)${LABEL}){1,8}`, 'iu');
const LITERAL_AFTER = /^\[(?:IPv6:)?[\da-f:.]{3,45}\]/i;

/** What stands behind an @ in code and file names, and is no top-level domain. */
const NO_DOMAIN = new Set([
  ...[
    'png',
    'jpg',
    'jpeg',
    'gif',
    'svg',
    'webp',
    'ico',
    'css',
    'scss',
    'js',
    'mjs',
    'cjs',
    'jsx',
    'ts',
    'tsx',
  ],
  ...[
    'json',
    'html',
    'htm',
    'xml',
    'yaml',
    'yml',
    'toml',
    'lock',
    'txt',
    'pdf',
    'exe',
    'dll',
    'jar',
    'java',
    'cpp',
  ],
  ...['latest', 'beta', 'alpha', 'next', 'weight', 'shape', 'transpose', 'dot', 'service', 'localhost'],
]);

export const email: Detector = {
  kind: 'email',
  label: 'email',
  description: 'E-mail addresses.',
  *find(text) {
    let free = 0;
    for (const { 0: at, index } of text.matchAll(AT)) {
      const found = addressAt(text, { at, index, free });
      if (found === undefined) continue;
      free = found.end;
      yield found;
    }
  },
};

function addressAt(
  text: string,
  { at, index, free }: { readonly at: string; readonly index: number; readonly free: number },
): Found | undefined {
  const before = text.slice(Math.max(free, index - MOST_LOCAL - 2), index);
  const local = localPart(before);
  if (local === undefined) return undefined;
  const from = index + at.length;
  const after = text.slice(from, from + MOST_DOMAIN);
  const domain = domainOf(after, at.length > 2 && /at/i.test(at));
  if (domain === undefined) return undefined;
  const rest = text[from + domain.length];
  // `git@github.com:me/it.git` names a server, `a@b.weight(x)` multiplies.
  if ((local === 'git' && rest === ':') || rest === '(') return undefined;
  const plain = domain.replace(/ ?[[({] ?dot ?[\])}] ?/gi, '.');
  return {
    start: index - local.length,
    end: from + domain.length,
    same: `${local}@${plain}`.normalize('NFC').toLowerCase(),
  };
}

function localPart(before: string): string | undefined {
  const quoted = QUOTED_BEFORE.exec(before)?.[0];
  if (quoted !== undefined) return quoted;
  let local = LOCAL_BEFORE.exec(before)?.[0];
  if (local === undefined) return undefined;
  const ahead = before[before.length - local.length - 1];
  // In JSON and URLs a line break or a sign before the address is written with letters: `\njane@`, `%3Djane@`.
  if (ahead === '\\' && /^[nrtbf]./.test(local)) local = local.slice(1);
  if (ahead === '%' && /^[\da-f]{2}./i.test(local)) local = local.slice(2);
  if (ahead === '=' && /\p{L}\.\p{L}{2,}$/u.test(local)) {
    // The address that a bounce is for lies in the one that it goes to: `bounce+jane=example.org@list.example`.
    const whole = /[\p{L}\p{N}._+-]+=$/u.exec(before.slice(0, before.length - local.length))?.[0];
    if (whole !== undefined && /[+-]/.test(whole)) return whole + local;
  }
  local = local.replace(/^[.'’-]+/, '');
  return local === '' || local.endsWith('.') ? undefined : local;
}

function domainOf(after: string, spelled: boolean): string | undefined {
  const literal = LITERAL_AFTER.exec(after)?.[0];
  if (literal !== undefined) return literal;
  const found = (spelled ? SPELLED_DOMAIN : DOMAIN_AFTER).exec(after)?.[0];
  if (found === undefined) return undefined;
  const labels = found.split(/ ?[[({] ?dot ?[\])}] ?|\./i);
  const last = labels.at(-1)!;
  if (!/^(?:xn--.+|\p{L}{2,24})$/iu.test(last) || NO_DOMAIN.has(last.toLowerCase())) return undefined;
  // A sentence that ends with an address and a next one without a space: `jane@example.org.Then`.
  const runsOn = labels.length > 2 && /^\p{Lu}\p{Ll}+$/u.test(last) && /^\p{Ll}{2,4}$/u.test(labels.at(-2)!);
  return runsOn ? found.slice(0, -last.length - 1) : found;
}
