/** Which looks were taken, and at which the present verdict was first reached. */
import type { Decision } from '../decision.ts';
import type { PairResult } from './compare.ts';
import { type CompareContext, comparePair } from './compare.ts';
import { lookAt, looksTakenBy } from './looks.ts';
import type { Pair } from './pairs.ts';
import type { Finding, Settled } from './settle.ts';

/** `settleAt` applies the verdict's rules to the comparisons of an earlier look. */
export function lookReport(
  context: CompareContext,
  pairs: readonly Pair[],
  of: { readonly finding: Finding; readonly settleAt: (results: readonly PairResult[]) => Settled },
): Decision['looks'] {
  const { settings } = context;
  const planned = settings.looks;
  const rated = Math.max(0, ...pairs.map((pair) => pair.items.length));
  const present = lookAt(settings, rated);
  if (present === undefined) return { planned, taken: [] };
  const taken = looksTakenBy(settings, present);
  const decided = decidedAs(of.finding);
  if (decided === undefined) return { planned, taken };
  const decidedAt = taken.find((look) => {
    if (look === present) return true;
    const results = pairs.map((pair) => comparePair(context, pair, look));
    return decidedAs(of.settleAt(results).finding) === decided;
  });
  return { planned, taken, ...(decidedAt === undefined ? {} : { decidedAt }) };
}

/** A name for what was decided, or undefined when nothing was. */
function decidedAs(finding: Finding): string | undefined {
  return finding.kind === 'best' || finding.kind === 'cheaper'
    ? `${finding.kind} ${finding.winner}`
    : undefined;
}
