/** `fieldtest demo`: the whole loop on real mails, offline. */
import { relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { visibleLine } from '../../core/visible.ts';
import type { OpenProject } from '../../open.ts';
import { terminalReport } from '../../report/terminal.ts';
import { terminalOf, withProject } from '../app.ts';
import type { DemoOptions } from '../demo/demo-steps.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly dir: string;
  readonly records?: string;
}

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('the whole loop on real mails, offline, in a folder of its own')
    .option('--dir <folder>', 'where to put it', 'fieldtest-demo')
    .option(
      '--records <file>',
      'import these mails and pick from them, instead of the picked ones that come along',
    )
    .action(async (options: Options, command: Command) => {
      const terminal = terminalOf(command);
      const { copyExample, exampleDir } = await import('../demo/copy-example.ts');
      const dir = resolve(options.dir);
      const records = options.records === undefined ? undefined : fromFolder(dir, options.records);
      const { changedByUser } = await copyExample(exampleDir('mail-triage'), dir);
      if (changedByUser.length > 0)
        terminal.log.info(`You changed ${changedByUser.join(', ')}: left as it is.`);
      process.chdir(dir);
      // What came with this very package may run; once a user changed it, it is theirs to trust.
      const { trustProject } = await import('../../open.ts');
      if (changedByUser.length === 0) await trustProject(dir, process.env);
      const trust = changedByUser.length === 0;
      const steps = { dir: options.dir, records, changedByUser };
      await withProject(command, (project) => runDemo(project, terminal, steps), { trust });
    });
}

/** A file as it is named in the demo's folder. */
function fromFolder(dir: string, file: string): string {
  const inside = relative(dir, resolve(file));
  return inside.startsWith('..') ? resolve(file) : inside;
}

async function runDemo(
  project: OpenProject,
  terminal: Terminal,
  options: DemoOptions & { readonly dir: string },
): Promise<void> {
  const { demoSteps, decideStep } = await import('../demo/demo-steps.ts');
  const steps: { command: string; result: string; ms: number }[] = [];
  for (const { command, work } of demoSteps(options)) {
    const started = performance.now();
    if (!terminal.json) process.stdout.write(`${terminal.paint.bold(`$ ${command}`)}\n`);
    const result = await work(project);
    const ms = Math.round(performance.now() - started);
    if (!terminal.json)
      process.stdout.write(`${result} ${terminal.paint.dim(`(${(ms / 1000).toFixed(1)} s)`)}\n\n`);
    steps.push({ command, result, ms });
  }
  if (!terminal.json) process.stdout.write(`${terminal.paint.bold(`$ ${decideStep.command}`)}\n`);
  const { task, decision, missing } = await decideStep.work(project);
  const { width, paint } = terminal;
  const report = terminalReport(task, decision, { width, paint, missing });
  terminal.result({ dir: options.dir, steps, decision }, `${report}\n${whatNext(visibleLine(options.dir))}`);
}

function whatNext(dir: string): string {
  return `The ratings above were made by a language model, not by an expert. Rate the outputs yourself:

  cd ${dir}
  fieldtest review --rater me      # blind, by keyboard: a fifth of the examples, to compare you with it
  fieldtest decide

README.md in ${dir} says what everything is, rubric.md how to rate. Change a program in programs/ and
\`fieldtest run --trust\` asks it alone. In a checkout, \`fieldtest\` is \`npm run --silent fieldtest --\`.`;
}
