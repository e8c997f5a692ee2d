/** What lets somebody in and stands in a URL: `user:password@` before the host, and secrets in the query. */
import { isSecretName } from '../secrets.ts';
import type { Detector, Found } from './detector.ts';

/** The slashes of a URL in JSON text may have backslashes. */
const SCHEME_END = /:(?:\/\/|\\\/\\\/)/g;
const MOST_USER = 512;
const PARAMETER = /[?&;]([A-Za-z][\w.-]{1,40})=([^\s&;#"'<>`\\]{8,1024})/g;

export const urlCredentials: Detector = {
  kind: 'url-credentials',
  label: 'credentials',
  description: 'User names and passwords in URLs, and secrets among their parameters.',
  *find(text) {
    for (const { 0: sign, index } of text.matchAll(SCHEME_END)) {
      if (!/[a-z\d]/i.test(text[index - 1] ?? '')) continue;
      const start = index + sign.length;
      const found = userAt(text, start);
      if (found !== undefined) yield found;
    }
    for (const { 0: whole, 1: name, 2: value, index } of text.matchAll(PARAMETER)) {
      if (!isSecretName(name!) || !isSecretValue(value!)) continue;
      const end = index + whole.length;
      yield { start: end - value!.length, end, same: value! };
    }
  },
};

function userAt(text: string, start: number): Found | undefined {
  const authority = /^[^\s"'<>`/?#\\]*/.exec(text.slice(start, start + MOST_USER))![0];
  const end = authority.lastIndexOf('@');
  if (end < 1) return undefined;
  const user = authority.slice(0, end);
  const colon = user.indexOf(':');
  const password = colon === -1 ? '' : user.slice(colon + 1);
  // A name alone lets nobody in, unless it is a token.
  if (password === '' && !(user.length >= 16 && /\d/.test(user) && /[a-z]/i.test(user))) return undefined;
  if (/[{}$]|^\*+$/.test(password)) return undefined;
  return { start, end: start + user.length, same: user };
}

function isSecretValue(value: string): boolean {
  return /\d/.test(value) && /[a-z]/i.test(value) && !/[{}[\]]/.test(value);
}
