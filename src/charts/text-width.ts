/** How wide a text will be, where nothing can measure it. */

/** Hundredths of the font size, of DejaVu Sans, the widest of the fonts that systems come with. */
const WIDTHS: readonly (readonly [width: number, characters: string])[] = [
  [28, 'ijl'],
  [30, 'IJ'],
  [32, ' ,.\u00b7'],
  [34, '/:;\\|'],
  [36, "f'"],
  [40, '()[]t-'],
  [42, 'r!'],
  [50, '"*_`\u2013'],
  [55, 'sz?c'],
  [58, 'LFk'],
  [62, 'vxyPTYaeo'],
  [64, '$0123456789ESbdghnpqu{}'],
  [70, 'ABCKRVXZ'],
  [76, 'HNU'],
  [79, '&DGOQ'],
  [84, '#+<=>^~w\u2212'],
  [87, 'M'],
  [100, '%mW@\u2026'],
];

const widthOf = new Map(WIDTHS.flatMap(([width, characters]) => [...characters].map((one) => [one, width])));

/** CSS pixels that a text of this font size takes at most, as good as always: what is not Latin counts as wide. */
export function textWidth(text: string, fontSize: number): number {
  let sum = 0;
  for (const character of text) sum += widthOf.get(character) ?? unusualWidth(character);
  return (sum * fontSize) / 100;
}

function unusualWidth(character: string): number {
  if (/\p{Mark}/u.test(character)) return 0;
  if (/\p{Script=Latin}|\p{Script=Greek}/u.test(character)) return 80;
  return /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(character) ? 140 : 110;
}
