/** What the request needs is not there: an attachment, a value, a gap that was never filled. */
import { type Input, isMessages } from '../../core/input.ts';
import type { InputEdge } from './edge.ts';

const GAP =
  /\{\{\s*[\w.]{1,40}\s*\}\}|\[(?:your|insert|customer|client|company|recipient)[ _-][a-z _-]{2,25}\]|\[(?:first |last |full )?name\]|\[(?:DATE|COMPANY|ADDRESS|AMOUNT|PRODUCT)\]|<insert [\w ]{1,30}>|\bLorem ipsum\b/i;
const ATTACHED =
  /\b(?:see|find|in|as per) (?:the )?(?:attached|attachment|enclosed)\b|\b(?:attached|enclosed) (?:is|are|please|file|document|you will)\b|\bim anhang\b|\bci-joint\b/i;
const BELOW =
  /\b(?:the (?:following|text|article|passage|email|document|code) below|below:|following (?:text|article|passage|code|document|email)\s*:)\s*$/i;

export const missingPart: InputEdge = {
  kind: 'missing-part',
  family: 'ambiguous',
  description: 'a part that the text speaks of is not there',
  find({ input, asked }) {
    const gap = GAP.exec(asked)?.[0];
    if (gap !== undefined) return `has a gap that was never filled: "${gap.slice(0, 40)}"`;
    const blank = blankVariable(input);
    if (blank !== undefined) return `has nothing in "${blank.slice(0, 40)}"`;
    if (BELOW.test(asked.trimEnd())) return 'announces a text that does not follow';
    const attached = ATTACHED.exec(asked)?.[0];
    if (attached === undefined || /"type":"(?:image|file)/.test(JSON.stringify(input))) return undefined;
    return `speaks of something attached ("${attached}") that is not here`;
  },
};

/** A variable that is empty while others are not. */
function blankVariable(input: Input): string | undefined {
  if (typeof input === 'string' || isMessages(input)) return undefined;
  const isBlank = (name: string) => {
    const value = input[name]!;
    return value === null || (typeof value === 'string' && value.trim() === '');
  };
  const names = Object.keys(input).sort();
  return names.every(isBlank) ? undefined : names.find(isBlank);
}
