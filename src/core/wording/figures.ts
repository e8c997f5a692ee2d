/** Numbers as people read them: enough digits to act on, never more than the interval supports. */
import type { CandidateDecision, Decision, Interval } from '../decision.ts';

/** `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** With a capital letter where it begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `4.2`; one digit is what fifty ratings can carry. */
export function rating(value: number): string {
  return value.toFixed(1);
}

/** `88 %` of a share from 0 to 1. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** `88` of a share from 0 to 1, where the sign stands beside it already. */
export function wholePercent(share: number): string {
  return String(Math.round(share * 100));
}

/** What is no zero but for the error of binary fractions. */
const NIL = 1e-9;
const MOST_DIGITS = 6;

/** `+0.40`, `-0.10`, with a true minus sign; a rate's difference in points of percent. What is not zero does not read as zero. */
export function signed(value: number, by: Decision['by']): string {
  const size = by === 'rating' ? Math.abs(value) : Math.abs(value) * 100;
  let digits = by === 'rating' ? 2 : 1;
  while (size > NIL && digits < MOST_DIGITS && Number(size.toFixed(digits)) === 0) digits++;
  const text = size.toFixed(digits);
  const sign = Number(text) === 0 ? '' : value < 0 ? '\u2212' : '+';
  return sign + text;
}

/** The margin as `0.2` of a rating or `5 points` of a rate, with as many digits as it has, two at most. */
export function marginText({ margin, by }: Pick<Decision, 'margin' | 'by'>): string {
  return by === 'rating' ? String(Number(margin.toFixed(2))) : `${Number((100 * margin).toFixed(2))} points`;
}

/** `0.61`, `\u22120.20`: a number from -1 to 1. */
export function coefficient(value: number): string {
  return value.toFixed(2).replace('-', '\u2212');
}

/** `4.0 to 4.4`. */
export function interval([low, high]: Interval, show: (value: number) => string): string {
  return `${show(low)} to ${show(high)}`;
}

/** `$1.90`; small amounts keep two significant digits. */
export function usd(value: number): string {
  if (value === 0) return '$0';
  return value >= 0.1 ? `$${value.toFixed(2)}` : `$${Number(value.toPrecision(2))}`;
}

/** `850 ms`, `2.1 s`, `0.4 ms`. */
export function milliseconds(value: number): string {
  if (value >= 1000) return `${(value / 1000).toFixed(1)} s`;
  return `${value >= 10 ? Math.round(value) : Number(value.toPrecision(1))} ms`;
}

const STATUS_WORDS = { error: 'failed', refused: 'refused', truncated: 'cut off', empty: 'empty' } as const;

/** `0`, or what went wrong how often: `1 cut off, 3 empty`. */
export function failures({ statuses }: CandidateDecision): string {
  const bad = (['error', 'refused', 'truncated', 'empty'] as const).filter((status) => statuses[status] > 0);
  return bad.length === 0
    ? '0'
    : bad.map((status) => `${statuses[status]} ${STATUS_WORDS[status]}`).join(', ');
}
