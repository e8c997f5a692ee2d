/** Words put together from letters of several scripts that look the same. */
import { visibleLine } from '../../core/visible.ts';
import type { InputEdge } from './edge.ts';

/** Latin beside Cyrillic or Greek within one word; a unit such as µm is none. */
const MIXED =
  /[A-Za-z]{2}[\u0391-\u03C9\u0400-\u04FF]|[\u0391-\u03C9\u0400-\u04FF][A-Za-z]{2}|[A-Za-z][\u0400-\u04FF][A-Za-z]/;

export const lookAlikes: InputEdge = {
  kind: 'look-alikes',
  family: 'adversarial',
  description: 'words of letters from several scripts',
  find({ asked }) {
    const found = MIXED.exec(asked);
    if (found === null) return undefined;
    const word =
      /\p{L}{0,30}$/u.exec(asked.slice(0, found.index))![0] +
      /^\p{L}{0,30}/u.exec(asked.slice(found.index))![0];
    return `mixes alphabets within a word: "${visibleLine(word)}"`;
  },
};
