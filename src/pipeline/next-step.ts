/** The one command that moves a project on, from what is known of it. Pure. */
import type { Verdict } from '../core/decision.ts';
import type { Split } from '../core/example.ts';
import { thousands } from '../core/wording/thousands.ts';

export interface NextStep {
  /** A command to type; null when no command would change anything. */
  readonly next: string | null;
  /** Why, in a clause. */
  readonly because: string;
}

export interface Standing {
  readonly split: Split;
  /** Records imported and inputs kept of them. */
  readonly records: number;
  readonly pooled: number;
  /** Examples of this split, and of the held-out one. */
  readonly examples: number;
  readonly holdout: number;
  readonly trials: number;
  /** Outputs that `run` can make, and those that a recorded file lacks. */
  readonly runnable: number;
  readonly unrecorded: number;
  /** Outputs of candidates that cannot run now. */
  readonly blocked: number;
  readonly failed: number;
  readonly unrated: number;
  /** The verdict on what is stored now, when it was shown already. */
  readonly verdict?: Verdict;
}

export function nextStep(facts: Standing): NextStep {
  const { split, examples, runnable, unrated, failed, unrecorded, blocked, verdict } = facts;
  const holdout = split === 'holdout' ? ' --holdout' : '';
  if (examples === 0) return firstExamples(facts);
  if (runnable > 0) {
    const trials = facts.trials > 1 ? ` --trials ${facts.trials}` : '';
    return { next: `fieldtest run${holdout}${trials}`, because: `${are(runnable, 'output')} missing` };
  }
  if (verdict !== undefined && isSettled(verdict)) return { next: null, because: settled(verdict, facts) };
  if (unrated > 0) {
    const because = `${are(unrated, 'output text')} not rated yet; ratings made elsewhere: fieldtest ratings import FILE`;
    return { next: `fieldtest review${holdout}`, because };
  }
  if (verdict !== undefined) return undecided(verdict, facts);
  const rest = [
    ...(failed > 0 ? [`${failed} failed and ${failed === 1 ? 'counts' : 'count'} as the lowest rating`] : []),
    ...(unrecorded > 0 ? [`${unrecorded} not in a recorded file`] : []),
    ...(blocked > 0 ? [`${blocked} of a candidate that cannot run`] : []),
  ];
  const because =
    rest.length === 0 ? 'every output is rated' : `every answer is rated; of the rest, ${rest.join(', ')}`;
  return { next: `fieldtest decide${holdout}`, because };
}

function firstExamples({ split, records, pooled }: Standing): NextStep {
  if (records === 0) return { next: 'fieldtest import FILE', because: 'there is no production data yet' };
  return split === 'holdout'
    ? { next: 'fieldtest pick --holdout 10', because: 'no examples are held out' }
    : {
        next: 'fieldtest pick',
        because: `${are(records, 'record')} in (${thousands(pooled)} kept to pick from), no examples are picked`,
      };
}

/** Whether there is something to ship. */
export function isSettled({ kind }: Verdict): boolean {
  return kind !== 'too-close' && kind !== 'not-enough';
}

function settled({ winner }: Verdict, { split }: Standing): string {
  const on = split === 'holdout' ? ' on the held-out examples' : '';
  return `decided${on} for ${winner}, nothing new since; another candidate in the config would be next`;
}

/** The verdict was read, everything is rated, and it is still open. */
function undecided(verdict: Verdict, { split, examples, holdout, records, pooled }: Standing): NextStep {
  const more = verdict.ratingsNeeded;
  if (more === undefined || split === 'holdout') {
    const open = verdict.kind === 'too-close' ? 'too close to call' : 'not decided';
    return {
      next: null,
      because: `${open} with everything rated, nothing new since; fieldtest decide says what would help`,
    };
  }
  const because = `not decided yet; ${more} more rated ${more === 1 ? 'example' : 'examples'} may settle it`;
  // What is held out stays held out: only the rest of the pool can be picked.
  if (pooled >= examples + more + holdout)
    return { next: `fieldtest pick --count ${examples + more}`, because };
  return { next: records > 0 ? 'fieldtest import FILE' : 'fieldtest examples import FILE', because };
}

function are(n: number, noun: string): string {
  return `${thousands(n)} ${noun}${n === 1 ? ' is' : 's are'}`;
}
