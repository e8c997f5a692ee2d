/** What a candidate gave at the first attempt, in a sentence: the same in the terminal and on the page. */
import type { Decision, FirstAttempts } from '../decision.ts';
import { visibleLine } from '../visible.ts';
import { interval, percent, rating, wholePercent } from './figures.ts';

/** A line for each candidate of which some output took a retry or failed. */
export function firstAttemptLines({ candidates, by }: Decision): readonly string[] {
  return candidates.flatMap(({ name, firstAttempts }) => {
    if (firstAttempts === undefined || firstAttempts.answered === firstAttempts.n) return [];
    const { n, answered, rate, interval: range, failures } = firstAttempts;
    const codes = failures.map(({ code, attempts }) => `${attempts} ${visibleLine(code)}`).join(', ');
    const share = `${percent(rate)}, ${interval(range, wholePercent)}`;
    return [
      `${visibleLine(name)} needed no retry for ${answered} of ${n} outputs (${share}); failed attempts: ${codes}.${ratedApart(firstAttempts, by)}`,
    ];
  });
}

/** How answers that took a retry are rated, where that is otherwise than the first ones are and no warning says it. */
function ratedApart({ rated }: FirstAttempts, by: Decision['by']): string {
  if (rated === undefined || rated.matters) return '';
  const show = by === 'rating' ? rating : percent;
  const [first, retried] = [show(rated.first.mean), show(rated.retried.mean)];
  return first === retried
    ? ''
    : ` Answers that took a retry ${by === 'rating' ? 'are rated' : 'are acceptable on'} ${retried} (${rated.retried.n}), the others ${first} (${rated.first.n}).`;
}
