/** `fieldtest run`: every candidate on every example, only what is missing. */
import type { Command } from 'commander';
import { MAX_TRIALS } from '../../core/output.ts';
import type { RunInput } from '../../pipeline/engine/plan.ts';
import { withProject } from '../app.ts';
import { atLeast, dollars } from '../numbers.ts';
import { runExitCode, runText } from '../run-text.ts';

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
        process.exitCode = runExitCode(result);
      });
    });
}
