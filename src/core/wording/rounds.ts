/** Words for rounds of rating: what they took, and whether a rater's ruler has moved. */
import type { DecideBy } from '../decision.ts';
import type { RulerShift } from '../review/ruler.ts';
import { visibleLine } from '../visible.ts';
import { interval, signed } from './figures.ts';

export function rulerText({ rater, n, shift, interval: range, moved }: RulerShift, by: DecideBy): string {
  const text = `${signed(shift, by)} (${interval(range, (value) => signed(value, by))}) on ${n} outputs of before`;
  return moved
    ? `The ruler of ${visibleLine(rater)} has moved: ${text}. New ratings and old ones are not of one measure; the candidates of before had better be rated again.`
    : `The ruler of ${visibleLine(rater)}: ${text}, no sign that it moved.`;
}

/** `4 min`, `2 h 10 min`, `under a minute`. */
export function duration(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole < 1) return 'under a minute';
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  return [...(hours > 0 ? [`${hours} h`] : []), ...(rest > 0 ? [`${rest} min`] : [])].join(' ');
}
