/** Cut off on its way, in the middle of a word. */
import type { Perturbation } from './perturbation.ts';

const LEAST_LENGTH = 40;

export const truncation: Perturbation = {
  kind: 'truncation',
  description: 'the text breaks off in the middle of a word',
  keepsReference: false,
  change(text, random) {
    if (text.trim().length < LEAST_LENGTH) return undefined;
    const from = Math.floor(text.length * (0.4 + 0.4 * random()));
    const inWord = /\p{L}\p{L}\p{L}/u.exec(text.slice(from));
    if (inWord === null) return undefined;
    return text.slice(0, from + inWord.index + 2);
  },
};
