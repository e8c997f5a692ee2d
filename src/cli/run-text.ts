/** A run's result for the terminal, and its exit code. */
import { visibleLine } from '../core/visible.ts';
import { usd } from '../core/wording/figures.ts';
import type { RunResult } from '../pipeline/run.ts';
import { count, EXIT } from './app.ts';
import type { Terminal } from './terminal.ts';

export function runExitCode({ candidates, interrupted }: RunResult): number {
  if (interrupted) return EXIT.interrupted;
  if (candidates.some((candidate) => candidate.stopped !== undefined)) return EXIT.failed;
  return candidates.some((candidate) => candidate.missing > 0) ? EXIT.undecided : EXIT.done;
}

/** Says what a run did where it is only a step on the way. */
export function sayRun(result: RunResult, { log }: Pick<Terminal, 'log'>): void {
  for (const line of runText(result, { next: false }).split('\n')) if (line !== '') log.info(line);
}

/** What a run did, and the command that goes on; `next` absent: none. */
export function runText(
  result: RunResult,
  { next = true, goOn = 'fieldtest run' }: { readonly next?: boolean; readonly goOn?: string } = {},
): string {
  const lines = result.candidates.flatMap((candidate) => {
    const { added, elsewhere, failed, failure, missing, unrecorded, stopped } = candidate;
    const idle = added + elsewhere === 0 && missing === 0;
    const parts = [idle ? 'nothing missing' : `${count(added, 'output')} stored`];
    if (elsewhere > 0) parts.push(`${elsewhere} that another process stored first`);
    if (failed > 0) parts.push(`${failed} failed after all retries (${visibleLine(failure ?? '')})`);
    if (missing > 0) parts.push(`${missing} still missing`);
    if (unrecorded > 0) parts.push(`${unrecorded} not in its recorded file`);
    const line = `${visibleLine(candidate.name)}: ${parts.join(', ')}`;
    return stopped === undefined
      ? [line]
      : [line, `  stopped: ${visibleLine(stopped.message)}`, `  ${visibleLine(stopped.hint)}`];
  });
  if (result.unknown !== undefined) lines.push(unknownText(result.unknown));
  if (result.costUsd > 0) lines.push(spentLine(result));
  if (result.sharedCostUsd !== undefined && result.sharedCostUsd > 0)
    lines.push(`At most ${usd(result.sharedCostUsd)} spent together with the other processes of this run`);
  if (result.interrupted) lines.push('', `Stopped by you; everything stored is kept. Go on with: ${goOn}`);
  else if (result.costLimit !== undefined) {
    const { candidate, worstUsd } = result.costLimit;
    const worst = `a further call of ${visibleLine(candidate)} may cost up to ${usd(worstUsd)}`;
    lines.push(
      '',
      `The cost limit is reached: ${worst}.`,
      'Go on with a larger --max-cost. With params.maxOutputTokens the worst case is lower, but that is a new candidate.',
    );
  } else if (next) lines.push('', nextLine(result, goOn));
  return lines.join('\n');
}

function unknownText({ calls, mostUsd }: NonNullable<RunResult['unknown']>): string {
  const most = mostUsd === undefined ? '' : `, for ${usd(mostUsd)} at the most`;
  const it = calls === 1 ? 'it' : 'they';
  return `${count(calls, 'call')} of a run that was cut off had no stored answer: ${it} may have been billed${most}, and what is missing is asked again`;
}

function spentLine({ costUsd, costUnsureUsd }: RunResult): string {
  if (costUnsureUsd === 0) return `${usd(costUsd)} spent, as far as prices are known`;
  const unsure = `${usd(costUnsureUsd)} of it for calls that broke off or did not say what they used`;
  return `At most ${usd(costUsd)} spent, as far as prices are known: up to ${unsure}`;
}

function nextLine({ candidates }: RunResult, goOn: string): string {
  if (candidates.some((candidate) => candidate.stopped !== undefined))
    return `Next: mend what stopped, then ${goOn}`;
  if (candidates.some((candidate) => candidate.failed > 0))
    return 'Next: fieldtest run --retry-errors, or go on: fieldtest';
  return 'Next: fieldtest';
}
