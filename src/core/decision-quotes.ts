/** What a Decision quotes of examples: their names, their slices, and texts of references that checks compare with. */
import type { CheckDecision, Decision } from './decision.ts';

export interface Quotable {
  /** Names and ids of examples that must not be named. */
  readonly gone: ReadonlySet<string>;
  /** Whether an example that stays is in the slice. */
  readonly slice: (name: string) => boolean;
  /** Whether the reference of an example that stays says this too, as a text or as a key. */
  readonly text: (text: string) => boolean;
}

/** The same decision without what only examples that are gone say; the same object where it says nothing of the kind. */
export function withoutQuotes(decision: Decision, stays: Quotable): Decision {
  const next: Decision = {
    ...decision,
    candidates: decision.candidates.map(({ slices, firstAttempts, ...rest }) => ({
      ...rest,
      ...(slices === undefined ? {} : { slices: slices.filter(({ slice }) => stays.slice(slice)) }),
      ...(firstAttempts === undefined
        ? {}
        : {
            firstAttempts: {
              ...firstAttempts,
              retried: firstAttempts.retried.filter(({ example }) => !stays.gone.has(example)),
            },
          }),
    })),
    comparisons: decision.comparisons.filter(
      ({ estimand }) => typeof estimand === 'string' || stays.slice(estimand.slice),
    ),
    ...(decision.checks === undefined
      ? {}
      : { checks: decision.checks.map((check) => unquoted(check, stays)) }),
  };
  return JSON.stringify(sizes(next)) === JSON.stringify(sizes(decision)) ? decision : next;
}

function unquoted({ fields, labels, ...check }: CheckDecision, stays: Quotable): CheckDecision {
  return {
    ...check,
    ...(fields === undefined
      ? {}
      : {
          fields: fields.filter(({ path }) =>
            path.split(/\[\]|\./).every((key) => key === '' || stays.text(key)),
          ),
        }),
    ...(labels?.labels.every(stays.text) ? { labels } : {}),
  };
}

/** How much there is of what may have been left out; the order of keys is no matter. */
function sizes({ candidates, comparisons, checks = [] }: Decision): unknown {
  return [
    candidates.map(({ slices, firstAttempts }) => [slices?.length, firstAttempts?.retried.length]),
    comparisons.length,
    checks.map(({ fields, labels }) => [fields?.length, labels?.labels.length]),
  ];
}
