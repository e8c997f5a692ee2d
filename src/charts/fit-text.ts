/** A text cut to a width: names of models differ at both ends, so the middle goes. */
import { textWidth } from './text-width.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** What is longer can be no label, whatever the width. */
const LONGEST = 400;

/** The text, or its beginning and end around an ellipsis, in at most `width` CSS pixels. */
export function fitText(text: string, width: number, fontSize: number): string {
  if (text.length <= LONGEST && textWidth(text, fontSize) <= width) return text;
  const parts = (piece: string) => Array.from(graphemes.segment(piece), ({ segment }) => segment);
  const head = parts(text.slice(0, LONGEST / 2).replace(/[\ud800-\udbff]$/, ''));
  const tail = parts(
    text.slice(Math.max(LONGEST / 2, text.length - LONGEST / 2)).replace(/^[\udc00-\udfff]/, ''),
  );
  const all = [...head, ...tail];
  const room = width - textWidth('\u2026', fontSize);
  let [left, right, used] = [0, 0, 0];
  while (left + right < all.length) {
    const fromLeft = left <= right;
    const next = fromLeft ? all[left]! : all[all.length - 1 - right]!;
    used += textWidth(next, fontSize);
    if (used > room) break;
    if (fromLeft) left++;
    else right++;
  }
  const end = right === 0 ? '' : all.slice(-right).join('');
  return `${all.slice(0, left).join('').trimEnd()}\u2026${end.trimStart()}`;
}
