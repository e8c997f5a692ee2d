/** Words for `fieldtest verify`. */
import { estimateText } from '../quality.ts';
import type { Verified } from '../verify.ts';
import { visibleLine } from '../visible.ts';
import { interval, signed } from './figures.ts';

export function verifyHeadline({ verdict }: Verified): string {
  switch (verdict) {
    case 'holds':
      return 'Production holds what was promised.';
    case 'worse':
      return 'Production is worse than was promised.';
    case 'open':
      return 'Not decided.';
    case 'ruler-moved':
      return 'Not decided: the ruler has moved.';
  }
}

/** One sentence with the figures, and what to do. */
export function verifySentence(
  candidate: string,
  verified: Verified,
  of: { readonly decision: number; readonly weighted: boolean },
): string {
  const { n, production, promised, difference, interval: range, by, margin, verdict } = verified;
  const show = (value: number) => signed(value, by);
  const figures = `${visibleLine(candidate)} in production: ${estimateText(production, verified)} on ${n} answers; decision ${of.decision} promised ${estimateText(promised, verified)}${of.weighted ? ', weighted to the traffic' : ''}. The difference is ${show(difference)} (95 % interval ${interval(range, show)})`;
  const bar =
    by === 'rating' ? String(Number(margin.toFixed(2))) : `${Number((margin * 100).toFixed(1))} points`;
  switch (verdict) {
    case 'holds':
      return `${figures}: not below by the margin of ${bar}.`;
    case 'worse':
      return `${figures}. Look at the answers, and at what production does otherwise than the run: its prompt, its parameters, its inputs.`;
    case 'open':
      return `${figures}: ${range[1] < 0 ? '' : 'no sign that it is worse, but '}it may be by more than the margin of ${bar}. ${adviceText(verified)}`;
    case 'ruler-moved':
      return `${figures}; but old outputs are judged otherwise today, so the two are not of one measure.`;
  }
}

function adviceText({ answersNeeded, promised, by }: Verified): string {
  if (answersNeeded !== undefined)
    return `About ${answersNeeded} answers would tell, if it stays so: fieldtest verify FILE --count ${answersNeeded}.`;
  const half = promised.mean - promised.interval[0];
  const width = by === 'rating' ? half.toFixed(2) : `${(100 * half).toFixed(0)} points`;
  return `The promise itself is known to ±${width} only, so more answers alone would not tell: more rated examples of the set would (fieldtest pick --more 20), or a wider margin.`;
}
