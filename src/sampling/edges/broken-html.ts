/** HTML whose elements are not closed, or closed and never opened. */
import type { InputEdge } from './edge.ts';

const TAG =
  /<(\/?)(html|body|div|p|span|table|tr|td|ul|ol|li|a|b|i|h[1-6]|form|script|style)\b[^<>]{0,500}>/gi;
/** HTML lets these be left open. */
const LEFT_OPEN = new Set(['p', 'li', 'td', 'tr', 'html', 'body']);
const LEAST_TAGS = 3;

export const brokenHtml: InputEdge = {
  kind: 'broken-html',
  family: 'malformed',
  description: 'HTML with elements that are not closed, or never opened',
  find({ asked, isCut }) {
    if (isCut) return undefined;
    const open = new Map<string, number>();
    let tags = 0;
    for (const [, close, tag] of asked.matchAll(TAG)) {
      tags++;
      const name = tag!.toLowerCase();
      if (!LEFT_OPEN.has(name)) open.set(name, (open.get(name) ?? 0) + (close === '' ? 1 : -1));
    }
    if (tags < LEAST_TAGS) return undefined;
    const odd = [...open].find(([, count]) => count !== 0);
    if (odd === undefined) return undefined;
    const [name, count] = odd;
    return count > 0
      ? `is HTML in which ${count} <${name}> ${count === 1 ? 'is' : 'are'} never closed`
      : `is HTML that closes ${-count} </${name}> never opened`;
  },
};
