/** `fieldtest try`: a new model dropped; only what is new is run, only what is missing is rated. */
import { type Command, Option } from 'commander';
import { SCREEN_EXAMPLES } from '../../core/screen.ts';
import type { RunInput } from '../../pipeline/engine/plan.ts';
import { withProject } from '../app.ts';
import { atLeast, dollars } from '../numbers.ts';
import type { TryOptions } from '../try-candidate.ts';

interface Options extends TryOptions {
  readonly name?: string;
  readonly like?: string;
  readonly baseUrl?: string;
  readonly apiKeyEnv?: string;
  readonly priceOnly?: boolean;
  readonly dryRun?: boolean;
}

export function addTry(program: Command): void {
  program
    .command('try')
    .description('a new model: run what is missing, rate what is missing, and decide against the field')
    .argument('<model>', 'provider:model, or a candidate of the config')
    .option('--name <name>', 'what reports call it; defaults to the model')
    .option('--like <candidate>', 'take over the prompt and parameters of this candidate')
    .option('--base-url <url>', 'where an openai-compatible server listens')
    .option('--api-key-env <name>', 'the variable that holds its key')
    .option('--price-only', 'only say what its price makes of the tokens that others used; ask nobody')
    .option('--screen', 'ten examples first; the rest only if it is not clearly worse')
    .option('--dry-run', 'say which calls it would make and what they may cost; ask nobody')
    .option('--max-cost <usd>', 'stop before the run costs more', dollars)
    .option('--concurrency <n>', 'calls in flight (default 10)', atLeast(1))
    .option('--rater <name>', 'who rates (default: the name of this computer’s user)')
    .option('--port <n>', 'the port of the rating screen', atLeast(1))
    .option('--no-open', 'print the link and open no browser')
    .option('--no-review', 'run only, and say what is to be rated')
    .addOption(
      new Option(
        '--packet <file.html>',
        'serve nothing: write one file in which the rater rates elsewhere',
      ).conflicts(['port']),
    )
    .action(async (model: string, options: Options, command: Command) => {
      const { name, like, baseUrl, apiKeyEnv } = options;
      const candidate = {
        model,
        ...(name === undefined ? {} : { name }),
        ...(like === undefined ? {} : { like }),
        ...(baseUrl === undefined ? {} : { baseUrl }),
        ...(apiKeyEnv === undefined ? {} : { apiKeyEnv }),
      };
      await withProject(
        command,
        async (project, terminal) => {
          const { name: tried } = project.tried!;
          if (options.priceOnly) {
            const { priceOnly } = await import('../../pipeline/try.ts');
            const { priceText } = await import('../../report/try-text.ts');
            const prices = await priceOnly(project, tried);
            terminal.result(prices, priceText(prices));
          } else if (options.dryRun) {
            const { dryRun } = await import('../../pipeline/dry-run.ts');
            const { dryRunText } = await import('../dry-run-text.ts');
            const limit = options.screen ? SCREEN_EXAMPLES : undefined;
            const planned = await dryRun(project, runInput(tried, options, limit));
            terminal.result(planned, dryRunText(planned, terminal, options.maxCost));
          } else {
            const { tryCandidate } = await import('../try-candidate.ts');
            process.exitCode = await tryCandidate(project, terminal, {
              ...options,
              candidate: tried,
              input: (limit) => runInput(tried, options, limit),
            });
          }
        },
        { candidate },
      );
    });
}

function runInput(candidate: string, options: Options, limit?: number): RunInput {
  return {
    candidates: [candidate],
    split: 'dev',
    retryErrors: false,
    ...(limit === undefined ? {} : { limit }),
    ...(options.maxCost === undefined ? {} : { maxCostUsd: options.maxCost }),
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
  };
}
