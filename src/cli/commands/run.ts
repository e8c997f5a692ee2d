/** `fieldtest run`: every candidate on every example, only what is missing. */
import type { Command } from 'commander';
import { MAX_TRIALS } from '../../core/output.ts';
import { visibleLine } from '../../core/visible.ts';
import { usd } from '../../core/wording/figures.ts';
import type { RunInput } from '../../pipeline/engine/plan.ts';
import type { RunResult } from '../../pipeline/run.ts';
import { count, EXIT, withProject } from '../app.ts';
import { atLeast, dollars } from '../numbers.ts';

interface Options {
  readonly candidate?: string[];
  readonly concurrency?: number;
  readonly maxCost?: number;
  readonly trials?: number;
  readonly holdout?: boolean;
  readonly quick?: boolean;
  readonly retryErrors?: boolean;
  readonly dryRun?: boolean;
}

export function addRun(program: Command): void {
  program
    .command('run')
    .description('ask every candidate for the outputs that are missing; run again to go on')
    .option('--candidate <name...>', 'only these candidates')
    .option(
      '--concurrency <n>',
      'calls in flight per candidate that sets none itself (default 10; commands 4)',
      atLeast(1),
    )
    .option('--dry-run', 'say which calls it would make and what they may cost; ask nobody')
    .option('--max-cost <usd>', 'stop before this run costs more', dollars)
    .option(
      '--trials <n>',
      `outputs per example of a candidate that sets none itself, up to ${MAX_TRIALS} (default 1)`,
      atLeast(1, MAX_TRIALS),
    )
    .option('--holdout', 'the held-out examples instead of the others')
    .option('--quick', 'only the first 10 examples')
    .option('--retry-errors', 'ask again where every attempt failed before')
    .action(async (options: Options, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const input: RunInput = {
          ...(options.candidate === undefined ? {} : { candidates: options.candidate }),
          ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
          ...(options.maxCost === undefined ? {} : { maxCostUsd: options.maxCost }),
          ...(options.trials === undefined ? {} : { trials: options.trials }),
          ...(options.quick ? { limit: 10 } : {}),
          split: options.holdout ? 'holdout' : 'dev',
          retryErrors: options.retryErrors ?? false,
        };
        if (options.dryRun) {
          const { dryRun } = await import('../../pipeline/dry-run.ts');
          const { dryRunText } = await import('../dry-run-text.ts');
          const planned = await dryRun(project, input);
          terminal.result(planned, dryRunText(planned, terminal, options.maxCost));
          return;
        }
        const { run } = await import('../../pipeline/run.ts');
        const result = await run(project, input);
        terminal.result(result, runText(result));
        process.exitCode = exitCode(result);
      });
    });
}

function exitCode({ candidates, interrupted }: RunResult): number {
  if (interrupted) return EXIT.interrupted;
  if (candidates.some((candidate) => candidate.stopped !== undefined)) return EXIT.failed;
  return candidates.some((candidate) => candidate.missing > 0) ? EXIT.undecided : EXIT.done;
}

function runText(result: RunResult): string {
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
  if (result.interrupted)
    lines.push('', 'Stopped by you; everything stored is kept. Go on with: fieldtest run');
  else if (result.costLimit !== undefined) {
    const { candidate, worstUsd } = result.costLimit;
    const worst = `a further call of ${visibleLine(candidate)} may cost up to ${usd(worstUsd)}`;
    lines.push(
      '',
      `The cost limit is reached: ${worst}.`,
      'Go on with a larger --max-cost. With params.maxOutputTokens the worst case is lower, but that is a new candidate.',
    );
  } else lines.push('', nextLine(result));
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

function nextLine({ candidates }: RunResult): string {
  if (candidates.some((candidate) => candidate.stopped !== undefined))
    return 'Next: mend what stopped, then fieldtest run';
  if (candidates.some((candidate) => candidate.failed > 0))
    return 'Next: fieldtest run --retry-errors, or go on: fieldtest';
  return 'Next: fieldtest';
}
