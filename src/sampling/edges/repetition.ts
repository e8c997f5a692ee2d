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
    const run = RUN.exec(asked)?.[1];
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
