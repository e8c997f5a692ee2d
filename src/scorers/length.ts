/** `minWords:`, `maxWords:`, `minChars:`, `maxChars:` how long an output may be. */
import type { CheckEntry } from '../core/check-schema.ts';
import type { Scorer } from '../core/plugins.ts';
import { boundedCheck, fail, PASS } from './bounded.ts';

export const lengthScorer: Scorer = {
  kind: 'length',
  description: 'The output has not too few and not too many words or characters.',
  nameOf: ({ spec }) =>
    limits(spec)
      .map(({ name, limit }) => `${name} ${limit}`)
      .join(', '),
  needsTrust: () => [],
  async open({ spec }) {
    const asked = limits(spec);
    return boundedCheck(({ text }) => {
      for (const { limit, least, noun } of asked) {
        const n = noun === 'word' ? countWords(text) : countCharacters(text);
        if (least ? n < limit : n > limit)
          return fail(`${n} ${noun}${n === 1 ? '' : 's'}, ${least ? 'fewer' : 'more'} than ${limit}`);
      }
      return PASS;
    });
  },
};

function limits(spec: CheckEntry) {
  const all = [
    { name: 'minWords', limit: spec.minWords, least: true, noun: 'word' },
    { name: 'maxWords', limit: spec.maxWords, least: false, noun: 'word' },
    { name: 'minChars', limit: spec.minChars, least: true, noun: 'character' },
    { name: 'maxChars', limit: spec.maxChars, least: false, noun: 'character' },
  ] as const;
  return all.flatMap((one) => (one.limit === undefined ? [] : [{ ...one, limit: one.limit }]));
}

/** For scripts that write no blanks between words, a dictionary finds them. Each is made at its first use: the first takes 12 ms and 4 MB. */
const words = segmenter('word');
const characters = segmenter('grapheme');

function segmenter(granularity: 'word' | 'grapheme'): () => Intl.Segmenter {
  let made: Intl.Segmenter | undefined;
  return () => (made ??= new Intl.Segmenter('und', { granularity }));
}

const WITHOUT_BLANKS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Runs of anything but white space that hold a letter or a digit, as `wc -w` and word processors count. */
export function countWords(text: string): number {
  let n = 0;
  for (const [run] of text.matchAll(/\S+/gu)) {
    if (WITHOUT_BLANKS.test(run)) for (const { isWordLike } of words().segment(run)) n += isWordLike ? 1 : 0;
    else if (/[\p{L}\p{N}]/u.test(run)) n++;
  }
  return n;
}

/** As people see them: a letter with its accents or an emoji of several parts is one. White space around the text is none. */
export function countCharacters(text: string): number {
  const trimmed = text.trim();
  // ASCII without CRLF has one unit for each.
  if (/^[\x00-\x0c\x0e-\x7f]*$/.test(trimmed)) return trimmed.length;
  let n = 0;
  for (const _ of characters().segment(trimmed)) n++;
  return n;
}
