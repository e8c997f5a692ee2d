/** Numbers as people read them: enough digits to act on, never more than the interval supports. */
import type { CandidateDecision, Decision, Interval, VerdictKind } from '../decision.ts';

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

/** `+0.4`, `-0.1`, with a true minus sign; a rate's difference in points of percent. */
export function signed(value: number, by: Decision['by']): string {
  const digits = by === 'rating' ? Math.abs(value).toFixed(2) : (Math.abs(value) * 100).toFixed(1);
  const sign = Number(digits) === 0 ? '' : value < 0 ? '\u2212' : '+';
  return sign + digits;
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

/** The name of what runs now when it is no contender any more though no winner is known. */
export function beatenIncumbent({ candidates }: Decision): string | undefined {
  return candidates.find(({ incumbent, contender, n }) => incumbent && !contender && n > 0)?.name;
}

/** `0`, or what went wrong how often: `1 truncated, 3 empty`. */
export function failures({ statuses }: CandidateDecision): string {
  const bad = (['error', 'refused', 'truncated', 'empty'] as const).filter((status) => statuses[status] > 0);
  return bad.length === 0 ? '0' : bad.map((status) => `${statuses[status]} ${status}`).join(', ');
}

/** The verdict in a few words, before its sentence. */
export function headline(kind: VerdictKind, winner: string | undefined, beatenIncumbent?: string): string {
  switch (kind) {
    case 'ship':
      return `Ship ${winner}.`;
    case 'switch':
      return `Switch to ${winner}.`;
    case 'keep':
      return `Keep ${winner}.`;
    case 'cheaper-equivalent':
      return `Ship ${winner}: as good, and cheaper.`;
    case 'too-close':
      return beatenIncumbent === undefined
        ? 'Too close to call.'
        : `Do not keep ${beatenIncumbent}; which one to switch to is too close to call.`;
    case 'not-enough':
      return 'Not enough to decide yet.';
  }
}
