/** Several languages in one text. */
import { languageOfWords, latinWords, scriptsOf } from '../language.ts';
import type { InputEdge } from './edge.ts';

/** Parts of a text have at least so many words, that each tells its language. */
const PART = 20;
/** Characters that are read. */
const MOST = 4_000;
const LEAST_SHARE = 0.15;

export const mixedLanguages: InputEdge = {
  kind: 'mixed-languages',
  family: 'ambiguous',
  description: 'several languages in one text',
  find({ asked }) {
    const [first, second] = scriptsOf(asked).filter(
      // Japanese is written in kana and han.
      ({ script }, _, all) => script !== 'han' || !all.some((other) => other.script === 'kana'),
    );
    const isMixed = second !== undefined && second.script !== 'other' && second.share >= LEAST_SHARE;
    // Code and formulas are in Latin letters, and in no language.
    const isCode = () =>
      (first!.script === 'latin' || second!.script === 'latin') &&
      languageOfWords(latinWords(asked.slice(0, MOST))) === undefined;
    if (isMixed && !isCode()) return `is written in ${first!.script} and ${second.script} letters`;
    const found = new Map<string, number>();
    for (const words of partsOf(asked)) {
      const language = languageOfWords(words);
      if (language !== undefined) found.set(language, (found.get(language) ?? 0) + words.length);
    }
    const languages = [...found].sort(([, a], [, b]) => b - a);
    const told = languages.reduce((sum, [, length]) => sum + length, 0);
    const [main, other] = languages;
    if (other === undefined || other[1] < told * LEAST_SHARE) return undefined;
    return `is written in several languages: ${main![0]} and ${other[0]}`;
  },
};

/** The words of paragraphs or lines, short ones put together. */
function* partsOf(text: string): Generator<readonly string[]> {
  let part: string[] = [];
  for (const line of text.slice(0, MOST).split('\n')) {
    for (const sentence of line.length < 200 ? [line] : line.split(/(?<=[.!?])\s/)) {
      part.push(...latinWords(sentence));
      if (part.length < PART) continue;
      yield part;
      part = [];
    }
  }
  if (part.length >= PART / 2) yield part;
}
