/** How often a set has decided. */
import type { Decision } from '../decision.ts';
import type { Split } from '../example.ts';

/** What of a decision that was kept counts here. */
export interface KeptDecision {
  readonly at: string;
  readonly decision: Decision;
}

/** One question that a set has answered: the decision that ended it. */
export interface SetUse {
  /** ISO 8601, of its first decision. */
  readonly at: string;
  readonly candidates: readonly string[];
}

/**
 * The questions of a split, oldest first. A decision that shows no result asks nothing. One that goes on with the same
 * candidates and more ratings (of what is held out only as the next look of a plan, whose bounds pay for it), or says the same of other prices, is the
 * same question.
 */
export function usesOf(decisions: readonly KeptDecision[], split: Split): readonly SetUse[] {
  const uses: SetUse[] = [];
  let last: Decision | undefined;
  for (const { at, decision } of decisions) {
    if (decision.split !== split || !decision.candidates.some(({ n }) => n > 0)) continue;
    if (last === undefined || !goesOn(last, decision))
      uses.push({ at, candidates: decision.candidates.map(({ name }) => name) });
    last = decision;
  }
  return uses;
}

/** Whether a decision is the next look of the question that another one was about. */
export function goesOn(before: Decision, now: Decision): boolean {
  if (before.by !== now.by || namesOf(before) !== namesOf(now)) return false;
  const counts = (decision: Decision) => decision.candidates.map(({ n }) => n);
  const [old, fresh] = [counts(before), counts(now)];
  const grew = fresh.some((n, at) => n > old[at]!) && fresh.every((n, at) => n >= old[at]!);
  // What is held out is read once: to look again as ratings come in is to choose when to stop.
  const mayGrow = now.split === 'dev' || now.looks.planned !== 'final';
  return (grew && mayGrow) || saysOf(before) === saysOf(now);
}

function namesOf({ candidates }: Decision): string {
  return JSON.stringify(candidates.map(({ name }) => name).sort());
}

/** What its ratings said: other prices and times change nothing of it. */
function saysOf({ candidates, comparisons }: Decision): string {
  return JSON.stringify([
    candidates.map(({ name, n, rating, acceptable }) => [name, n, rating, acceptable]),
    comparisons.map(({ a, b, n, difference }) => [a, b, n, difference]),
  ]);
}

/** `once`, `twice`, `4 times`. */
export function timesText(n: number): string {
  return n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`;
}
