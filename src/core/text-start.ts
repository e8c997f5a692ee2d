/** The beginning of a text, for a list. */

/** The first `most` UTF-16 units on one line: white space becomes one blank each, and what is cut ends with `…`. */
export function textStart(text: string, most: number): string {
  // A look ahead twice as far finds enough words in any text but one of blanks.
  const line = text
    .slice(0, 2 * most)
    .trim()
    .replace(/\s+/g, ' ');
  return line.length > most || text.length > 2 * most ? `${line.slice(0, most).toWellFormed()} …` : line;
}
