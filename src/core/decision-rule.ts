/** The rule of a decision: what decides and when. Fixed before anybody sees results; a later change is shown. */
import type { DecideBy, Limits } from './decision.ts';

export interface DecisionRule {
  readonly by: DecideBy;
  readonly confidence: number;
  readonly margin: number;
  readonly looks: 'final' | readonly number[];
  readonly limits: Limits;
  /** The checks that take a candidate out: the share they ask for and the start of their id. Absent: none. */
  readonly gates?: { readonly [check: string]: string };
}

/** What differs between two rules, a clause each: `margin 0.2 -> 0.4`. */
export function ruleChanges(before: DecisionRule, now: DecisionRule): readonly string[] {
  const keys = ['by', 'confidence', 'margin', 'looks', 'limits', 'gates'] as const;
  return keys
    .filter((key) => JSON.stringify(before[key] ?? {}) !== JSON.stringify(now[key] ?? {}))
    .map((key) => `${key} ${shown(before[key])} -> ${shown(now[key])}`);
}

function shown(value: DecisionRule[keyof DecisionRule] = {}): string {
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value !== 'object') return String(value);
  const limits = Object.entries(value).map(([name, limit]) => `${name} ${limit}`);
  return limits.length === 0 ? 'none' : limits.join(' and ');
}
