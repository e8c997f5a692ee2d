/** `fieldtest quick`: the whole in ten minutes, with 10 examples, and what 10 can tell. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { FieldtestError } from '../../core/errors.ts';
import type { OpenProject } from '../../open.ts';
import { terminalOf, withProject } from '../app.ts';
import { askAnswers, CONFIG_FILE, newProject } from '../new-project.ts';
import { atLeast, dollars } from '../numbers.ts';
import type { QuickOptions } from '../quick-steps.ts';
import type { Terminal } from '../terminal.ts';

interface Options extends QuickOptions {
  readonly task?: string;
  readonly model?: string[];
  readonly run?: string[];
  readonly command?: string[];
  readonly recorded?: string[];
  readonly prompt?: string;
  readonly incumbent?: string;
}

export function addQuick(program: Command): void {
  program
    .command('quick')
    .description('the whole with 10 examples: import, pick, run, rate, decide (also: fieldtest --quick)')
    .argument('[file...]', 'production data, where none is imported yet')
    .option('--task <sentence>', 'without a config: the task that the decision is about')
    .option('--model <provider:model...>', 'without a config: candidates that are models')
    .option('--run <file...>', 'without a config: candidates that are your own modules')
    .option('--command <command...>', 'without a config: candidates that are shell commands')
    .option('--recorded <file...>', 'without a config: candidates whose outputs were made elsewhere')
    .option('--prompt <file>', 'without a config: the prompt of the models')
    .option('--incumbent <name>', 'without a config: the candidate that runs in production now')
    .option('--format <name>', 'what the file is, when it is not told from its content')
    .option('--input <path>', 'where the input is in a row')
    .option('--reference <path>', 'where the right answer is in a row')
    .option('--max-cost <usd>', 'stop before the run costs more', dollars)
    .option('--rater <name>', 'who rates (default: the name of this computer’s user)')
    .option('--port <n>', 'the port of the rating screen', atLeast(1))
    .option('--no-open', 'print the link and open no browser')
    .action(async (files: readonly string[], options: Options, command: Command) => {
      const terminal = terminalOf(command);
      if (!existsSync(CONFIG_FILE) && command.optsWithGlobals<{ config?: string }>().config === undefined)
        await begin(options, terminal);
      await withProject(command, async (project: OpenProject) => {
        const { quickSteps } = await import('../quick-steps.ts');
        process.exitCode = await quickSteps(project, terminal, { ...options, files });
      });
    });
}

async function begin(options: Options, terminal: Terminal): Promise<void> {
  const { task = '', model = [], run = [], command = [], recorded = [], prompt, incumbent } = options;
  const given = {
    task,
    models: model,
    runs: run,
    commands: command,
    recorded,
    quick: true,
    ...(prompt === undefined ? {} : { prompt }),
    ...(incumbent === undefined ? {} : { incumbent }),
  };
  const named = [...model, ...run, ...command, ...recorded].length;
  if (terminal.askText === undefined && (task === '' || named === 0))
    throw new FieldtestError(
      'usage',
      `there is no ${CONFIG_FILE} here, and no terminal to ask in`,
      "Say what it would ask for: fieldtest quick FILE --task '...' --model provider:model provider:model",
    );
  const answers =
    terminal.askText === undefined || (task !== '' && named > 0)
      ? given
      : await askAnswers(given, terminal.askText);
  const names = await newProject(answers, terminal, { replace: false });
  terminal.log.info(`${CONFIG_FILE} written with ${names.join(', ')}`);
}
