/** What the checks of a decision say, as the cells of a table: the same in the terminal and on the page. */
import type { CheckDecision } from '../decision.ts';
import { interval, signed, wholePercent } from './figures.ts';

export interface CheckRow {
  readonly check: string;
  readonly candidate: string;
  /** `41 of 50`. */
  readonly passed: string;
  /** `82 %`, and its range. */
  readonly share: string;
  readonly range: string;
  /** `best`, `tied` (with another), or points of percent with their range. */
  readonly difference: string;
  readonly differenceRange: string;
  /** Outputs that could not be judged. */
  readonly unjudged: number;
  /** Under what a gate asks for. */
  readonly out: boolean;
}

/** A row for each check and candidate, in the order of the config. */
export function checkRows(checks: readonly CheckDecision[]): readonly CheckRow[] {
  return checks.flatMap((check) => {
    const tied = check.differences.some(({ difference }) => Math.abs(difference) < 1e-9);
    return check.candidates.map((one): CheckRow => {
      const { name, n, passed, rate, unjudged } = one;
      const difference = check.differences.find(({ candidate }) => candidate === name);
      const points = (value: number) => signed(value, 'acceptable');
      return {
        check: check.name,
        candidate: name,
        passed: `${Number(passed.toFixed(1))} of ${n}`,
        share: rate === undefined ? '' : share(rate),
        range: one.interval === undefined ? '' : interval(one.interval, wholePercent),
        difference:
          name === check.leader
            ? tied
              ? 'tied'
              : 'best'
            : difference === undefined
              ? ''
              : points(difference.difference),
        differenceRange: difference === undefined ? '' : interval(difference.interval, points),
        unjudged,
        out: check.gate && rate !== undefined && passed / n < (check.atLeast ?? 1) - 1e-9,
      };
    });
  });
}

/** A share in percent that reads as all or none only when it is. */
export function share(rate: number): string {
  const whole = Math.round(rate * 100);
  const lies = (whole === 100 && rate < 1) || (whole === 0 && rate > 0);
  return lies ? `${Math.min(Math.max(rate * 100, 0.1), 99.9).toFixed(1)} %` : `${whole} %`;
}

/** `gate: 95 %`, for a check that takes candidates out. */
export function gateText({ gate, atLeast = 1 }: Pick<CheckDecision, 'gate' | 'atLeast'>): string {
  return gate ? `gate: ${share(atLeast)}` : '';
}
