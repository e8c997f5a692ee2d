/** What a person said in another tool, as a rating of ours. */
import type { Json } from '../core/json.ts';

export interface HumanValueOptions {
  /** The points of the project's scale; false: it has none. */
  readonly scale: number | false;
  /** Whether the tool's numbers go from 0 to 1. */
  readonly unit: boolean;
}

export type HumanValue = { readonly rating: number } | { readonly acceptable: boolean };

const WORDS: { readonly [word: string]: boolean } = {
  true: true,
  yes: true,
  pass: true,
  correct: true,
  c: true,
  good: true,
  false: false,
  no: false,
  fail: false,
  incorrect: false,
  i: false,
  bad: false,
};

/**
 * Yes and no are acceptable or not. A number is a point of the scale, or, where the tool counts from 0 to 1, its share:
 * 0.75 is 4 of 5. Nothing is rounded: what falls between two points is refused, with the reason.
 */
export function humanValue(value: Json | undefined, { scale, unit }: HumanValueOptions): HumanValue | string {
  if (typeof value === 'boolean') return { acceptable: value };
  if (typeof value === 'string') {
    const word = value.trim().toLowerCase();
    if (Object.hasOwn(WORDS, word)) return { acceptable: WORDS[word]! };
    return /^-?\d+(\.\d+)?$/.test(word)
      ? humanValue(Number(word), { scale, unit })
      : `${JSON.stringify(value).slice(0, 80)} is neither a number nor yes or no`;
  }
  if (typeof value !== 'number') return 'it has no value';
  if (unit && (value === 0 || value === 1)) return { acceptable: value === 1 };
  if (scale === false) return `${value} is a number, and the config says \`rate: { scale: false }\``;
  const rating = unit ? 1 + value * (scale - 1) : value;
  const point = Math.round(rating);
  if (Math.abs(rating - point) < 1e-6 && point >= 1 && point <= scale) return { rating: point };
  return `${value} is no point of the scale from 1 to ${scale}`;
}
