/** Names as charts write them: on one line, visible, and of a length that leaves room for the figures. */
import { visibleLine } from '../core/visible.ts';
import { fitText } from './fit-text.ts';

/** For a label: control characters written out, and no tower of accents that reaches into other lines. */
export function labelOf(name: string): string {
  return visibleLine(name).replace(/(\p{Mark}{3})\p{Mark}+/gu, '$1');
}

/** For a sentence: shortened, and such that no figure beside it changes its place. */
export function nameInSentence(name: string): string {
  return keptTogether(fitText(labelOf(name), SENTENCE_WIDTH, 1));
}

/** A label beside others on its line: isolated where it runs from right to left. */
export function keptTogether(label: string): string {
  return RIGHT_TO_LEFT.test(label) ? `\u2068${label}\u2069` : label;
}

/** Some 60 letters, in font sizes. */
const SENTENCE_WIDTH = 36;
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** `A`, `A and B`, `A, B and C`, for a sentence. */
export function namesInSentence(names: readonly string[]): string {
  const shown = names.map(nameInSentence);
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
