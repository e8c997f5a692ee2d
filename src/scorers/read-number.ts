/** Numbers as people write them: `1,234.50`, `RM 9.00`, `-3 %`, `1.2e6`. */

/** A comma groups thousands, a point starts decimals. What hangs on a letter (`gpt4`) is a name, but for a currency. */
const NUMBER =
  /(?<![\p{L}\d.,])(?:RM|EUR|USD|GBP|CHF)?([-+\u2212]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?)(?!\d|[.,]\d)/gu;

/** Every number of a text, in order. */
export function readNumbers(text: string): readonly number[] {
  return [...text.matchAll(NUMBER)].map((match) =>
    Number(match[1]!.replaceAll(',', '').replace('\u2212', '-')),
  );
}

/** The number that a value is or that alone stands in its text; undefined when there is none, or several. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const numbers = readNumbers(value);
  return numbers.length === 1 ? numbers[0] : undefined;
}

export interface Tolerance {
  readonly absolute?: number | undefined;
  readonly relative?: number | undefined;
}

/** Whether a number is near enough: within either of the two; without them, the same. */
export function isNear(given: number, wanted: number, { absolute = 0, relative = 0 }: Tolerance): boolean {
  const off = Math.abs(given - wanted);
  // 0.3 - 0.2 is a little more than 0.1: a bound is met when it is met in decimals.
  return off <= Math.max(absolute, relative * Math.abs(wanted)) + 1e-12 * Math.max(1, Math.abs(wanted));
}
