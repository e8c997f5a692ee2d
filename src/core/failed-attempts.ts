/** What came before an answer: retries re-roll the inputs that a candidate fails on, so they are told. */
import { type Attempt, OUTCOME_UNKNOWN } from './output.ts';

/** Of a process that died, and of a call that was cut here: by Ctrl-C, or because an earlier one answered after all. */
const NOT_ITS_FAILING: ReadonlySet<string> = new Set([OUTCOME_UNKNOWN, 'aborted']);

/**
 * The codes of the attempts that failed before the first one that answered, of all when none did, in order. What
 * is no failing of the candidate's is left out. Undefined where no other is known.
 */
export function failedAttempts(attempts: readonly Attempt[]): readonly string[] | undefined {
  const counted = attempts.filter(
    ({ failure }) => failure === undefined || !NOT_ITS_FAILING.has(failure.code),
  );
  if (counted.length === 0) return undefined;
  const answered = counted.findIndex(({ status }) => status !== 'error');
  const failed = answered < 0 ? counted : counted.slice(0, answered);
  return failed.map(({ failure }) => failure?.code ?? 'error');
}
