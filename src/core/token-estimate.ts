/** How many tokens a text may have, without the tokenizer of the model that reads it. */

/** As prose, code and most scripts have on the average: four bytes of UTF-8 each. */
export function usualTokens(text: string): number {
  return Math.ceil(bytesOf(text) / 4);
}

/** Fewer than this no tokenizer makes of a text that people or models write. */
export function fewestTokens(text: string): number {
  return Math.floor(bytesOf(text) / 16);
}

/** A high number: few ASCII characters each, and beyond ASCII as little as one byte of UTF-8. */
export function mostTokens(text: string): number {
  const ascii = text.length - (text.match(/[^\0-\x7f]/g)?.length ?? 0);
  return Math.ceil(ascii / 2.5 + (bytesOf(text) - ascii));
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
