/** Words for `fieldtest check`: what was found of a change, in a sentence, and its figures as cells. */
import type { ChangeJudged, ChangeVerdict } from '../change-check.ts';
import { estimateText } from '../quality.ts';
import { visibleLine } from '../visible.ts';
import { share } from './checks.ts';
import { interval, marginText, milliseconds, signed, usd } from './figures.ts';

type Change = ChangeJudged & { readonly candidate: string; readonly against: string };

export function verdictHeadline(verdict: ChangeVerdict, changes: number): string {
  if (changes === 0 && verdict === 'pass') return 'Nothing to check: no candidate changed.';
  switch (verdict) {
    case 'pass':
      return 'Not worse than before.';
    case 'worse':
      return 'Worse than before.';
    case 'not-decided':
      return 'Not decided.';
  }
}

/** One sentence, with its reason. */
export function changeSentence(change: Change): string {
  const name = visibleLine(change.candidate);
  const { reason, both, same, unrated, uncompared, missing, excluded, checks } = change;
  switch (reason) {
    case 'gate':
      return `${name} is out: ${visibleLine(excluded ?? '')}.`;
    case 'check':
      return change.verdict === 'pass'
        ? `${name} passes every check as often as before: less often by 5 points at the most, 95 % sure. No rating was asked.`
        : `${name} passes ${checks
            .filter(({ worse }) => worse)
            .map(checkText)
            .join('; ')}.`;
    case 'same-text':
      return `${name} says word for word what it said before, on all ${both} examples.`;
    case 'no-outputs':
      return missing > 0
        ? `${name}: ${outputs(missing)} missing.`
        : `${name}: the baseline has no outputs for the examples of today.`;
    case 'not-rated':
      return `${name}: ${outputs(unrated, 'needs a rating', 'need a rating')} (${same} of ${both} say word for word what was said before, and keep their ratings).`;
    case 'baseline-not-rated':
      return `${name}: the baseline has no ratings on the examples of today by anybody who rated the new answers.`;
    case 'not-compared':
      return `${name}: on ${uncompared} of the ${both - same} examples on which it says something else it cannot be compared: what it said before, or says now, has no ${change.by === 'rating' ? 'rating' : 'yes or no'} that counts, or none by the same person. Rate these (fieldtest review; what was said before, with the config of before), or change the set: fieldtest pick --swap.`;
    case 'no-checks':
      return `${name}: no automatic check speaks of both, so that checks alone cannot decide. Give one under checks: in the config, or leave out --checks-only.`;
    case 'checks-open':
      return `${name}: the checks neither show it to be worse nor to pass as often within 5 points. More examples would tell: fieldtest pick --more 20.`;
    case 'too-wide':
      return `${name}: ${rangeText(change)}, which neither shows it to be worse nor keeps to the margin of ${marginText(change)}. More examples would tell: fieldtest pick --more 20.`;
    case 'rating':
      return change.verdict === 'pass'
        ? `${name} is not worse by more than ${marginText(change)}: ${rangeText(change)} (${same} of ${both} say word for word what was said before).`
        : `${name} is worse: ${rangeText(change)}.`;
  }
}

function outputs(n: number, one = 'is', many = 'are'): string {
  return `${n} ${n === 1 ? 'output' : 'outputs'} ${n === 1 ? one : many}`;
}

/** `+0.10 on 50 examples (95 % interval −0.08 to +0.28)`. */
function rangeText({ difference = 0, interval: range = [0, 0], by, n }: Change): string {
  return `${signed(difference, by)} on ${n} examples (95 % interval ${interval(range, (value) => signed(value, by))})`;
}

function checkText({ check, base, head, difference, interval: range }: Change['checks'][number]): string {
  const points = (value: number) => signed(value, 'acceptable');
  return `"${visibleLine(check)}" less often: ${share(head)}, was ${share(base)} (${points(difference)} points, 95 % interval ${interval(range, points)})`;
}

export interface ChangeRow {
  readonly what: string;
  readonly before: string;
  readonly now: string;
  readonly difference: string;
}

/** Quality, price, time and each check: before, now, and how far apart. */
export function changeRows(change: Change): readonly ChangeRow[] {
  const { quality, costPer1000Usd: cost, p95LatencyMs: time, checks, by } = change;
  const of = <T>(value: T | undefined, show: (one: T) => string) => (value === undefined ? '' : show(value));
  const points = (value: number) => signed(value, 'acceptable');
  return [
    {
      what: by === 'rating' ? 'Rating' : 'Acceptable',
      before: of(quality.base, (one) => estimateText(one, change)),
      now: of(quality.head, (one) => estimateText(one, change)),
      difference:
        change.difference === undefined || change.interval === undefined
          ? ''
          : `${signed(change.difference, by)} (${interval(change.interval, (value) => signed(value, by))})`,
    },
    ...checks.map(({ check, base, head, difference, interval: range }) => ({
      what: visibleLine(check),
      before: share(base),
      now: share(head),
      difference: `${points(difference)} (${interval(range, points)})`,
    })),
    { what: 'Per 1,000', before: of(cost.base, usd), now: of(cost.head, usd), difference: '' },
    {
      what: 'Time, 95 %',
      before: of(time.base, milliseconds),
      now: of(time.head, milliseconds),
      difference: '',
    },
  ].filter(({ before, now }) => before !== '' || now !== '');
}
