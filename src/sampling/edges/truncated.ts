/** A text that ends before its end. */
import type { InputEdge } from './edge.ts';

const MARK = /(?:\[(?:truncated|cut|snip|message clipped)[^\]]{0,40}\]|\(truncated\)|<truncated>)\s*$/i;
const END_OF_SENTENCE = /[.!?…。！？:;)\]"'”’*>|]\s*$/u;
const SENTENCE = /[.!?。！？](?=\s)/g;
/** A short remark needs no full stop. */
const LEAST_LENGTH = 300;
const LEAST_SENTENCES = 4;

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
    if (text.length < LEAST_LENGTH || (text.match(SENTENCE)?.length ?? 0) < LEAST_SENTENCES) return undefined;
    const lines = text.split('\n');
    const last = lines.at(-1)!;
    // A signature, a footer or a heading stands apart, is short, or holds an address or a rule.
    const before = lines.at(-2) ?? '';
    if (last.length < 60 || last.split(' ').length < 8 || (lines.length > 1 && before.length < 60))
      return undefined;
    if (END_OF_SENTENCE.test(last) || /[@/_=-]{2}|\w@\w|:\/\//.test(last) || !/\p{Ll}$/u.test(last))
      return undefined;
    return `ends in the middle of a sentence: "…${last.slice(-40)}"`;
  },
};
