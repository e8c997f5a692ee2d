/** What `fieldtest run --dry-run` says in the terminal. */
import { visibleLine } from '../core/visible.ts';
import { usd } from '../core/wording/figures.ts';
import { thousands } from '../core/wording/thousands.ts';
import type { DryRunCandidate, DryRunResult } from '../pipeline/dry-run.ts';
import { duration } from '../pipeline/engine/progress.ts';
import { table, wrap } from '../report/text-layout.ts';
import { count } from './app.ts';
import type { Terminal } from './terminal.ts';

export function dryRunText(
  { candidates, total }: DryRunResult,
  { width, paint }: Terminal,
  maxCostUsd: number | undefined,
): string {
  const rows = candidates.map((candidate) => ({
    Candidate: visibleLine(candidate.name),
    Calls: thousands(candidate.calls),
    'Cost from': candidate.costUsd === null ? 'unknown' : usd(candidate.costUsd.low),
    to: highCell(candidate),
    Time: candidate.seconds === null ? 'unknown' : timeCell(candidate.seconds),
    'In / out per 1M': candidate.price === null ? '-' : priceCell(candidate.price),
    'Whose price': whosePrice(candidate),
  }));
  const says = (text: string) => wrap(text, width);
  const blocks = [
    paint.dim('Nothing is asked and nothing is stored. fieldtest run would make these calls:'),
    table(rows, { width, left: new Set(['Candidate', 'Whose price']), paintHead: paint.dim }),
    paint.bold(says(totalLine({ candidates, total }))),
    ...(maxCostUsd === undefined ? [] : [says(limitLine({ candidates, total }, maxCostUsd))]),
    ...hints(candidates).map(says),
    ...[legend(candidates)].filter((text) => text !== '').map((text) => paint.dim(says(text))),
  ];
  return blocks.join('\n\n');
}

function highCell({ costUsd }: DryRunCandidate): string {
  if (costUsd === null) return 'unknown';
  return costUsd.high === null ? 'no limit known' : usd(costUsd.high);
}

function timeCell(seconds: number): string {
  return seconds === 0 ? '0 s' : `about ${duration(seconds)}`;
}

function priceCell({ input, output }: { readonly input: number; readonly output: number }): string {
  return `${usd(input)} / ${usd(output)}`;
}

function whosePrice({ kind, priceFrom, costUsd }: DryRunCandidate): string {
  if (kind === 'recorded') return 'paid when it was made';
  if (priceFrom !== null) return priceFrom;
  return costUsd === null || kind === 'model' ? 'unknown' : 'what it said before';
}

function totalLine({ total }: DryRunResult): string {
  const { calls, costUsd, unknown, seconds } = total;
  if (calls === 0) return 'Nothing is missing: the run would ask nobody.';
  const time = seconds === null ? '' : ` in about ${duration(seconds)}`;
  return `${count(calls, 'call')}${time}, ${rangeText(costUsd, unknown)}`;
}

function rangeText({ low, high }: DryRunResult['total']['costUsd'], unknown: readonly string[]): string {
  if (high !== null) return low === high ? usd(high) : `${usd(low)} to ${usd(high)}`;
  if (unknown.length === 0) return `at least ${usd(low)}`;
  const names = new Intl.ListFormat('en-GB').format(unknown.map(visibleLine));
  if (low === 0) return `cost unknown (${names})`;
  return `at least ${usd(low)}, and what ${names} ${unknown.length === 1 ? 'costs' : 'cost'}, which is unknown`;
}

/** Whether the limit can stop the run, and whom it does not even let begin. */
function limitLine({ candidates, total }: DryRunResult, limit: number): string {
  const tooDear = candidates.filter(({ worstCallUsd }) => worstCallUsd !== null && worstCallUsd > limit);
  if (tooDear.length > 0) {
    const each = tooDear.map(
      ({ name, worstCallUsd }) => `${visibleLine(name)} (up to ${usd(worstCallUsd!)})`,
    );
    return `--max-cost ${limit} does not let one call be made of: ${each.join(', ')}.`;
  }
  const { low, high } = total.costUsd;
  if (low > limit) return `--max-cost ${limit} would stop it before the end.`;
  return high !== null && high <= limit
    ? `--max-cost ${limit} cannot stop it.`
    : `--max-cost ${limit} may stop it before the end; run again with more goes on from there.`;
}

function hints(candidates: readonly DryRunCandidate[]): readonly string[] {
  const asked = candidates.filter(({ calls, kind }) => calls > 0 && kind === 'model');
  const named = (list: readonly DryRunCandidate[]) => list.map(({ name }) => visibleLine(name)).join(', ');
  const unpriced = asked.filter(({ costUsd }) => costUsd === null);
  const unbounded = asked.filter(({ costUsd }) => costUsd !== null && costUsd.high === null);
  return [
    ...(unpriced.length === 0
      ? []
      : [`Add what you pay for ${named(unpriced)}: price: { input: USD, output: USD }, per 1M tokens`]),
    ...(unbounded.length === 0
      ? []
      : [
          `How long an answer may get is not known of ${named(unbounded)}: params: { maxOutputTokens: N } bounds it.`,
        ]),
  ];
}

function legend(candidates: readonly DryRunCandidate[]): string {
  const asked = candidates.filter(({ calls, price }) => calls > 0 && price !== null);
  if (asked.length === 0) return '';
  const answers = asked.every(({ seconds }) => seconds === null)
    ? 'answers of no length, since none is stored'
    : 'answers as long as those that are stored';
  const longest = asked.flatMap(({ name, maxOutputTokens }) =>
    maxOutputTokens === null ? [] : [`${visibleLine(name)} ${thousands(maxOutputTokens)} tokens`],
  );
  const may = longest.length === 0 ? '' : ` (${longest.join(', ')})`;
  return `From: the prompts at the usual length of a token, ${answers}. To: every answer as long as it may get${may}. Calls that are made again after a failure are not in it.`;
}
