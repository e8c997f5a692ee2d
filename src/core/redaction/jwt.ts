/** JSON Web Tokens: parts with dots between, of which the first says in JSON how it is signed. */
import type { Detector, Found } from './detector.ts';

const RUN = /[\w.-]+/g;
const MOST_HEADER = 4096;

export const jwt: Detector = {
  kind: 'jwt',
  label: 'jwt',
  description: 'JSON Web Tokens, by their header.',
  *find(text) {
    if (!text.includes('eyJ')) return;
    for (const { 0: run, index } of text.matchAll(RUN)) if (run.includes('eyJ')) yield* tokensIn(run, index);
  },
};

function* tokensIn(run: string, index: number): Iterable<Found> {
  const parts = run.split('.');
  let at = index;
  let taken = 0;
  for (const [i, part] of parts.entries()) {
    // `token_eyJ...` is one run.
    const from = part.length <= MOST_HEADER ? part.indexOf('eyJ') : -1;
    const start = at + from;
    at += part.length + 1;
    if (i < taken || from === -1) continue;
    if (part.length - from < 12 || (parts[i + 1]?.length ?? 0) < 8) continue;
    const most = partsOf(part.slice(from));
    if (most === 0) continue;
    const rest = parts.slice(i + 1, i + most);
    taken = i + 1 + rest.length;
    const token = [part.slice(from), ...rest].join('.');
    yield { start, end: start + token.length, same: token };
  }
}

/** How many parts a token with this header has at the most; 0 for what is no header. */
function partsOf(part: string): number {
  try {
    const header: unknown = JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/')));
    if (typeof header !== 'object' || header === null) return 0;
    return 'enc' in header ? 5 : 'alg' in header ? 3 : 0;
  } catch {
    return 0;
  }
}
