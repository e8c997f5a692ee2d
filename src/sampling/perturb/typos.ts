/** Typed in a hurry: letters that change places, are left out, or come twice. */
import type { Perturbation } from './perturbation.ts';

/** Of the words, and never fewer than two of them. */
const SHARE = 0.06;
const LEAST = 2;

export const typos: Perturbation = {
  kind: 'typos',
  description: 'letters change places, are left out or come twice',
  keepsReference: true,
  change(text, random) {
    const words = [...text.matchAll(/\p{L}{4,}/gu)];
    if (words.length < LEAST) return undefined;
    const wanted = Math.max(LEAST, Math.round(words.length * SHARE));
    const order = words.map((word) => ({ word, key: random() })).sort((a, b) => a.key - b.key);
    // From the end on, so that the places before stay what they are.
    const chosen = order.slice(0, wanted).sort((a, b) => b.word.index - a.word.index);
    let result = text;
    for (const { word } of chosen)
      result =
        result.slice(0, word.index) + mistyped(word[0], random) + result.slice(word.index + word[0].length);
    return result === text ? undefined : result;
  },
};

function mistyped(word: string, random: () => number): string {
  const letters = [...word];
  const at = 1 + Math.floor(random() * (letters.length - 2));
  const way = Math.floor(random() * 3);
  if (way === 0) [letters[at], letters[at + 1]] = [letters[at + 1]!, letters[at]!];
  else if (way === 1) letters.splice(at, 1);
  else letters.splice(at, 0, letters[at]!);
  return letters.join('');
}
