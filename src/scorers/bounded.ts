/** A check that is cheap on every sane output, and that no hostile one can hold up. */
import type { CheckResult } from '../core/check.ts';
import { FieldtestError, messageOf } from '../core/errors.ts';
import type { CheckSubject, OpenCheck } from '../core/plugins.ts';
import { withinTime } from './within-time.ts';

/** A check that runs out of time so often will do it on the next output too; it is not asked again. */
const MOST_TIMEOUTS = 3;

/** `judge` may take a second for each output; more, or a throw, means that the check does not work on it. */
export function boundedCheck(judge: (subject: CheckSubject) => CheckResult): OpenCheck {
  let timeouts = 0;
  return {
    judge(subject) {
      if (timeouts >= MOST_TIMEOUTS)
        return {
          kind: 'broken',
          reason: `not tried: it took more than a second on ${timeouts} other outputs`,
        };
      try {
        const result = withinTime(() => judge(subject));
        if (result !== undefined) return result;
      } catch (error) {
        if (error instanceof FieldtestError) throw error;
        return { kind: 'broken', reason: `the check failed: ${messageOf(error)}` };
      }
      timeouts++;
      return { kind: 'broken', reason: 'the check took more than a second on this output' };
    },
    close: async () => {},
  };
}

/** A check that is over at once, whatever the output. */
export function plainCheck(judge: (subject: CheckSubject) => CheckResult): OpenCheck {
  return { judge, close: async () => {} };
}

export const PASS: CheckResult = { kind: 'pass' };

export function fail(reason: string): CheckResult {
  return { kind: 'fail', reason };
}
