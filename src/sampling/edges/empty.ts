/** Nothing to work with: no letter, no digit, no picture. */
import type { InputEdge } from './edge.ts';

export const empty: InputEdge = {
  kind: 'empty',
  family: 'malformed',
  description: 'nothing but white space and punctuation',
  find({ input, asked, isEmpty }) {
    // What an image shows is not looked at.
    if (isEmpty) return JSON.stringify(input).includes('"image') ? undefined : 'holds no text at all';
    if (/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(asked) || asked.trim() === '') return undefined;
    return `holds nothing but ${JSON.stringify(asked.trim().slice(0, 20))}`;
  },
};
