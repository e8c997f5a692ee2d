/** `fieldtest init`: a commented fieldtest.yaml for this folder. */
import type { Command } from 'commander';
import { visibleLine } from '../../core/visible.ts';
import { terminalOf } from '../app.ts';
import { askAnswers, CONFIG_FILE, newProject, requireNoConfig } from '../new-project.ts';

interface Options {
  readonly task?: string;
  readonly model?: string[];
  readonly run?: string[];
  readonly command?: string[];
  readonly recorded?: string[];
  readonly prompt?: string;
  readonly incumbent?: string;
  readonly quick?: boolean;
  readonly force?: boolean;
}

const FILE = CONFIG_FILE;
const NO_TASK = 'Say in one sentence what the model has to do';

export function addInit(program: Command): void {
  program
    .command('init')
    .description('write a commented fieldtest.yaml for this folder')
    .option('--task <sentence>', 'the task that the decision is about')
    .option('--model <provider:model...>', 'candidates that are models')
    .option('--run <file...>', 'candidates that are your own modules (export async function run)')
    .option('--command <command...>', 'candidates that are shell commands')
    .option('--recorded <file...>', 'candidates whose outputs were made elsewhere (JSONL)')
    .option('--prompt <file>', 'the prompt of the models, with {{path.to.variable}}')
    .option('--incumbent <name>', 'the candidate that runs in production now')
    .option('--quick', '10 examples instead of 50')
    .option('--force', `replace the ${FILE} that is here`)
    .action(async (options: Options, command: Command) => {
      const terminal = terminalOf(command);
      const answers = {
        task: options.task ?? NO_TASK,
        models: options.model ?? [],
        runs: options.run ?? [],
        commands: options.command ?? [],
        recorded: options.recorded ?? [],
        quick: options.quick ?? false,
        ...(options.prompt === undefined ? {} : { prompt: options.prompt }),
        ...(options.incumbent === undefined ? {} : { incumbent: options.incumbent }),
      };
      if (!options.force) requireNoConfig();
      // Who only says `init` in a terminal is asked; the file says the rest.
      const bare = Object.keys(options).every((key) => key === 'force' || key === 'quick');
      const told =
        bare && terminal.askText !== undefined
          ? await askAnswers({ ...answers, task: '' }, terminal.askText)
          : answers;
      const names = await newProject(told, terminal, { replace: options.force ?? false });
      const edit = told.task === NO_TASK ? `Edit \`task:\` in ${FILE} first.\n` : '';
      terminal.result(
        { config: FILE, candidates: names },
        `${FILE} written with ${names.map(visibleLine).join(', ')}\n${edit}\nNext: fieldtest import FILE   (your production data: JSONL or CSV)`,
      );
    });
}
