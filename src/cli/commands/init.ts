/** `fieldtest init`: a commented fieldtest.yaml for this folder. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { FieldtestError, messageOf } from '../../core/errors.ts';
import { visibleLine } from '../../core/visible.ts';
import { terminalOf } from '../app.ts';
import { candidateNames, configText } from '../config-text.ts';

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

const FILE = 'fieldtest.yaml';
const SCHEMA = '.fieldtest/schema.json';

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
        task: options.task ?? 'Say in one sentence what the model has to do',
        models: options.model ?? [],
        runs: options.run ?? [],
        commands: options.command ?? [],
        recorded: options.recorded ?? [],
        quick: options.quick ?? false,
        ...(options.prompt === undefined ? {} : { prompt: options.prompt }),
        ...(options.incumbent === undefined ? {} : { incumbent: options.incumbent }),
      };
      const names = candidateNames(answers);
      if (options.incumbent !== undefined && !names.includes(options.incumbent)) {
        throw new FieldtestError(
          'usage',
          `--incumbent ${options.incumbent} is none of the candidates`,
          `They are: ${names.join(', ')}`,
        );
      }
      if (existsSync(FILE) && !options.force) {
        throw new FieldtestError(
          'conflict',
          `there is a ${FILE} in this folder already`,
          'Edit it, or replace it with: fieldtest init --force',
        );
      }
      const text = configText(answers, SCHEMA);
      const { checkConfig, trustProject } = await import('../../open.ts');
      await checkConfig(resolve(FILE), text).catch(refuse);
      for (const command of answers.commands) {
        for (const script of missingScripts(command))
          terminal.log.warn(`--command ${command}: there is no ${script} here yet`);
      }
      await writeProject(text);
      // What the user named on this very command line may run; a later change asks again.
      if (answers.runs.length + answers.commands.length > 0)
        await trustProject(process.cwd(), process.env).catch(() => {});
      const edit = options.task === undefined ? `Edit \`task:\` in ${FILE} first.\n` : '';
      terminal.result(
        { config: FILE, candidates: names },
        `${FILE} written with ${names.map(visibleLine).join(', ')}\n${edit}\nNext: fieldtest import FILE   (your production data: JSONL or CSV)`,
      );
    });
}

/** A place in a file that was not written helps nobody; what is wrong is on the command line. */
function refuse(error: unknown): never {
  if (!(error instanceof FieldtestError)) throw error;
  const said = error.message.replace(/^fieldtest\.yaml(:\d+:\d+)?: /, '');
  throw new FieldtestError('usage', `${said}; nothing was written`, error.hint, { cause: error });
}

/** The words of a command that are called like scripts and are not there. */
function missingScripts(command: string): readonly string[] {
  const words = command.split(/\s+/).map((word) => word.replace(/^["']|["']$/g, ''));
  return words.filter(
    (word) => /^[\w./-]+\.(?:[cm]?[jt]s|py|rb|sh|pl|php|jar)$/.test(word) && !existsSync(word),
  );
}

async function writeProject(text: string): Promise<void> {
  const { z } = await import('zod');
  const { configSchema } = await import('../../core/config.ts');
  const schema = z.toJSONSchema(configSchema, { io: 'input' });
  try {
    await mkdir('.fieldtest', { recursive: true, mode: 0o700 });
    await writeFile(SCHEMA, `${JSON.stringify(schema, null, 2)}\n`);
    // State is made again or exported; it does not belong into the history of the project's code.
    await writeFile('.fieldtest/.gitignore', '*\n');
    await writeFile(FILE, text);
  } catch (error) {
    throw new FieldtestError(
      'input',
      `this folder cannot be written to: ${messageOf(error)}`,
      'Check its permissions and the free space, or go to another folder.',
      { cause: error },
    );
  }
}
