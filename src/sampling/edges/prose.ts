/** Telling sentences from tables and code. */

/** How many lines read like sentences: five words or more, most of them letters. */
export function proseLines(lines: readonly string[]): number {
  return lines.filter((line) => {
    if (line.length < 25 || line.length > 4_000) return false;
    const words = line.match(/\p{L}{2,}/gu) ?? [];
    return words.length >= 5 && words.join('').length > line.length * 0.6 && !/[|\t{};]/.test(line);
  }).length;
}
