/** The same over and over. */
import type { InputEdge } from './edge.ts';

const LEAST_WORDS = 40;
/** Of words that are different, the share under which a text is a repetition. Prose of this length has half. */
const MOST_DISTINCT = 0.12;
const RUN = /(\S)\1{29,}/u;

export const repetition: InputEdge = {
  kind: 'repetition',
  family: 'weird',
  description: 'the same over and over',
  find({ asked }) {
    const run = mayRun(asked) ? RUN.exec(asked)?.[1] : undefined;
    // Rules of dashes and the like are drawn.
    if (run !== undefined && /[\p{L}\p{N}!?]/u.test(run)) return `repeats "${run}" thirty times and more`;
    const words = asked
      .slice(0, 2_000)
      .toLowerCase()
      .split(/[^a-z\u00c0-\uffff]+/);
    if (words.length < LEAST_WORDS) return undefined;
    const distinct = new Set(words).size;
    return distinct < words.length * MOST_DISTINCT
      ? `says the same ${distinct} words over and over, ${words.length} in all`
      : undefined;
  },
};

const RUN_LENGTH = 30;

/** Whether three of one unit, or two of one pair of units, stand somewhere where every run must have them: quicker than to look for one. */
function mayRun(text: string): boolean {
  for (let i = 0; i + 2 < text.length; i += RUN_LENGTH / 2) {
    const [first, second, third] = [text.charCodeAt(i), text.charCodeAt(i + 1), text.charCodeAt(i + 2)];
    if (first === third && (first === second || second === text.charCodeAt(i + 3))) return true;
  }
  return false;
}
