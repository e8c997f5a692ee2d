/** What a reader of the verdict should know besides: limits unchecked, ratings unused, traffic that disagrees. */
import type { CandidateDecision, Comparison, Verdict } from '../decision.ts';
import type { Table } from './cells.ts';
import type { Settings } from './settings.ts';
import type { Spending } from './spending.ts';
import { count, meanText } from './wording.ts';

export function warningsOf(of: {
  readonly table: Table;
  readonly settings: Settings;
  readonly spending: readonly Spending[];
  readonly candidates: readonly CandidateDecision[];
  readonly comparisons: readonly Comparison[];
  readonly verdict: Verdict;
}): readonly string[] {
  const { table, settings, spending, candidates, comparisons, verdict } = of;
  const warnings = spending.flatMap((one) => one.warnings);
  for (const { name, firstAttempts } of candidates) {
    const { rated } = firstAttempts ?? {};
    if (!rated?.matters) continue;
    const [first, all] = [rated.first.mean, rated.all.mean].map((mean) => meanText(mean, settings));
    warnings.push(
      `Retries move the mean of ${name}: it is ${first} over the ${count(rated.first.n, 'answer')} of a first attempt, ` +
        `${all} with the ${rated.retried.n} that took a retry.`,
    );
  }
  if (table.ratedErrors > 0) {
    warnings.push(`Not used, since the output ended in an error: ${count(table.ratedErrors, 'rating')}.`);
  }
  const unweighted = table.examples.filter(({ weight }) => weight === undefined).length;
  if (unweighted > 0 && unweighted < table.examples.length) {
    warnings.push(`Left out of the traffic figures, having no weight: ${count(unweighted, 'example')}.`);
  }
  const last = settings.looks === 'final' ? 0 : settings.looks.at(-1)!;
  if (last > table.examples.length) {
    warnings.push(`The plan goes to ${count(last, 'example')}; there are ${table.examples.length}.`);
  }
  for (const traffic of comparisons) {
    const { winner } = verdict;
    if (traffic.estimand !== 'traffic' || (traffic.a !== winner && traffic.b !== winner)) continue;
    const other = traffic.a === winner ? traffic.b : traffic.a;
    const lead = (of: Comparison) => (of.a === winner ? of.difference : -of.difference);
    const picked = comparisons.find(
      ({ a, b, estimand }) => estimand === 'picked' && a === traffic.a && b === traffic.b,
    )!;
    // Who wins by price may be a little behind as picked; only what the weights add to that is news.
    if (lead(traffic) < 0 && lead(traffic) < lead(picked)) {
      warnings.push(`With the mix of the real traffic, ${other} is ahead of ${winner}.`);
    }
  }
  return warnings;
}
