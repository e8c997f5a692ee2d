/** Code inside a text that is none. */
import { CODE_LINE } from '../features.ts';
import type { InputEdge } from './edge.ts';
import { proseLines } from './prose.ts';

const LEAST_CODE = 3;
const LEAST_PROSE = 2;

export const codeInProse: InputEdge = {
  kind: 'code-in-prose',
  family: 'weird',
  description: 'code inside prose',
  find({ asked }) {
    const lines = asked.split('\n', 500);
    const fenced = /^\s*```/m.test(asked);
    const code = lines.filter((line) => line.length < 400 && CODE_LINE.test(line)).length;
    if ((!fenced && code < LEAST_CODE) || proseLines(lines) < LEAST_PROSE) return undefined;
    return fenced ? 'has a block of code in its text' : `has ${code} lines of code in its text`;
  },
};
