/** A text that ends before its end. */
import { thousands } from '../../core/wording/thousands.ts';
import type { InputEdge } from './edge.ts';

const MARK = /(?:\[(?:truncated|cut|snip|message clipped)[^\]]{0,40}\]|\(truncated\)|<truncated>)\s*$/i;
/** Where programs cut: after a round number of characters, or a power of two. */
const LEAST_LIMIT = 256;

/** Words that no sentence ends with, in text that is not too short to be a name or a title. */
const OPEN_WORD =
  /(?<=\p{L}[\p{L},]* )(?:the|an|and|or|but|because|whose|und|oder|weil|sowie|et|des|une|los|las|una)$/u;
const SHORTEST = 30;

export const truncated: InputEdge = {
  kind: 'truncated',
  family: 'malformed',
  description: 'a text that breaks off',
  find({ asked, isCut }) {
    if (isCut) return undefined;
    if (MARK.test(asked.slice(-80))) return 'says itself that it was cut off';
    if ((asked.match(/^\s*```/gm)?.length ?? 0) % 2 === 1) return 'opens a block of code that never ends';
    const text = asked.trimEnd();
    const open = text.length < SHORTEST ? undefined : OPEN_WORD.exec(text.slice(-40))?.[0];
    if (open !== undefined) return `ends with "${open}"`;
    // Many a whole text has no full stop; one that ends in a word where programs cut was cut.
    if (isLimit(asked.length) && /\p{Ll}$/u.test(asked))
      return `is exactly ${thousands(asked.length)} characters long and ends without an end: "…${asked.slice(-40)}"`;
    return undefined;
  },
};

function isLimit(length: number): boolean {
  const isPowerOfTwo = (n: number) => (n & (n - 1)) === 0;
  return length >= LEAST_LIMIT && (length % 500 === 0 || isPowerOfTwo(length) || isPowerOfTwo(length + 1));
}
