/** A new project in this folder: its config, the schema for editors, and trust for what the user named. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FieldtestError, messageOf } from '../core/errors.ts';
import { candidateNames, configText, type InitAnswers } from './config-text.ts';
import type { Terminal } from './terminal.ts';

export const CONFIG_FILE = 'fieldtest.yaml';
const SCHEMA = '.fieldtest/schema.json';

/**
 * Writes it, and returns the names of the candidates. Throws FieldtestError('usage') for what is wrong with the answers, 'conflict'
 * where there is a config that is not to be replaced; then nothing is written.
 */
export async function newProject(
  answers: InitAnswers,
  terminal: Terminal,
  { replace }: { readonly replace: boolean },
): Promise<readonly string[]> {
  const names = candidateNames(answers);
  if (answers.incumbent !== undefined && !names.includes(answers.incumbent)) {
    throw new FieldtestError(
      'usage',
      `--incumbent ${answers.incumbent} is none of the candidates`,
      `They are: ${names.join(', ')}`,
    );
  }
  if (!replace) requireNoConfig();
  const text = configText(answers, SCHEMA);
  const { checkConfig, trustProject } = await import('../open.ts');
  await checkConfig(resolve(CONFIG_FILE), text).catch(refuse);
  for (const command of answers.commands) {
    for (const script of missingScripts(command))
      terminal.log.warn(`--command ${command}: there is no ${script} here yet`);
  }
  await writeProject(text);
  // What the user named on this very command line may run; a later change asks again.
  if (answers.runs.length + answers.commands.length > 0)
    await trustProject(process.cwd(), process.env).catch(() => {});
  return names;
}

/** Before anything is asked or made. Throws FieldtestError('conflict'). */
export function requireNoConfig(): void {
  if (!existsSync(CONFIG_FILE)) return;
  throw new FieldtestError(
    'conflict',
    `there is a ${CONFIG_FILE} in this folder already`,
    'Edit it, or replace it with: fieldtest init --force',
  );
}

/** Asks for what the answers do not say yet; a task of '' is one that is not said. */
export async function askAnswers(
  given: InitAnswers,
  askText: NonNullable<Terminal['askText']>,
): Promise<InitAnswers> {
  const task =
    given.task === '' ? await askText('What does the model have to do? In one sentence:') : given.task;
  const named = given.models.length + given.runs.length + given.commands.length + given.recorded.length;
  const words = (line: string) => line.split(/[\s,]+/).filter((word) => word !== '');
  const asked = async (): Promise<readonly string[]> =>
    words(
      await askAgain(
        'Which models could do it? provider:model, with spaces between (e.g. openai:gpt-5-mini anthropic:claude-sonnet-5):',
        (line) => words(line).find((word) => !/^[^:/]+[:/]./.test(word)),
        (wrong) => `${wrong} names no provider.`,
      ),
    );
  const models = named > 0 ? given.models : await asked();
  const answers = { ...given, task, models };
  const names = candidateNames(answers);
  if (given.incumbent !== undefined) return answers;
  const now = await askAgain(
    `Which of them runs in production now? ${names.join(', ')} (empty: none):`,
    (line) => (line === '' || names.includes(line) ? undefined : line),
    (wrong) => `${wrong} is none of them.`,
  );
  return now === '' ? answers : { ...answers, incumbent: now };

  /** Until nothing is wrong with the answer, so that a slip loses none of those before; three times at the most. */
  async function askAgain(
    question: string,
    wrongIn: (line: string) => string | undefined,
    say: (wrong: string) => string,
  ): Promise<string> {
    let line = await askText(question);
    for (let again = 0; again < 2; again++) {
      const wrong = wrongIn(line);
      if (wrong === undefined) return line;
      line = await askText(`${say(wrong)} ${question}`);
    }
    return line;
  }
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
  const { configSchema } = await import('../core/config.ts');
  const schema = z.toJSONSchema(configSchema, { io: 'input' });
  try {
    await mkdir('.fieldtest', { recursive: true, mode: 0o700 });
    await writeFile(SCHEMA, `${JSON.stringify(schema, null, 2)}\n`);
    // State is made again or exported; it does not belong into the history of the project's code.
    await writeFile('.fieldtest/.gitignore', '*\n');
    await writeFile(CONFIG_FILE, text);
  } catch (error) {
    throw new FieldtestError(
      'input',
      `this folder cannot be written to: ${messageOf(error)}`,
      'Check its permissions and the free space, or go to another folder.',
      { cause: error },
    );
  }
}
