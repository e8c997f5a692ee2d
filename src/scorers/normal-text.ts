/** Texts with everything left aside that people do not take for a difference. */

/** NFKC, lower case, white space as single blanks, no punctuation or quotes around it. */
export function normalText(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
  const bare = trimPunctuation(folded);
  // A text of nothing but marks is those marks: "?" is not "!".
  return bare === '' ? folded : bare;
}

/** By hand: a regular expression for both ends backtracks on long rows of marks. */
function trimPunctuation(text: string): string {
  const units = [...text];
  let from = 0;
  let to = units.length;
  while (from < to && isMark(units[from]!) && !isPoint(units, from)) from++;
  while (to > from && isMark(units[to - 1]!)) to--;
  return units.slice(from, to).join('');
}

/** `.5` is no 5. */
function isPoint(units: readonly string[], at: number): boolean {
  return units[at] === '.' && /^\d$/.test(units[at + 1] ?? '');
}

/** A sign before a number belongs to it. */
function isMark(character: string): boolean {
  return /[\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}\p{Pc}`\s]/u.test(character) && !/[%#@&]/.test(character);
}
