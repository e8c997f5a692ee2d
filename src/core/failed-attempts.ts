/** What came before an answer: retries re-roll the inputs that a candidate fails on, so they are told. */
import { type Attempt, OUTCOME_UNKNOWN } from './output.ts';

/**
 * The codes of the attempts that failed before the first one that answered, of all when none did, in order. A process
 * that died is no failing of the candidate's: its attempts are left out. Undefined where no other is known.
 */
export function failedAttempts(attempts: readonly Attempt[]): readonly string[] | undefined {
  const counted = attempts.filter(({ failure }) => failure?.code !== OUTCOME_UNKNOWN);
  if (counted.length === 0) return undefined;
  const answered = counted.findIndex(({ status }) => status !== 'error');
  const failed = answered < 0 ? counted : counted.slice(0, answered);
  return failed.map(({ failure }) => failure?.code ?? 'error');
}
