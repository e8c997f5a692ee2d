/** `fieldtest examples import|export`. */
import type { Command } from 'commander';
import { count, withProject } from '../app.ts';
import { leftOutLines, rejectsLine } from '../rejects.ts';

interface ImportOptions {
  readonly skipBad?: boolean;
  readonly images?: string;
  readonly replace?: boolean;
}

export function addExamples(program: Command): void {
  const examples = program.command('examples').description('a ready-made set in, the set out (JSONL)');
  examples
    .command('import')
    .argument('<file>', 'a line each: {"id"?, "input", "reference"?, "slices"?, "split"?, "weight"?}')
    .description('add every example of a file to the set, or none')
    .option('--replace', 'let the others leave the set; their outputs and ratings are kept')
    .option('--skip-bad', 'put rows that cannot be used into FILE.rejected.jsonl and go on')
    .option('--images <folder>', 'put the image files that inputs name, and that lie there, into the inputs')
    .action(async (file: string, options: ImportOptions, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { importExamples } = await import('../../pipeline/examples.ts');
        const result = await importExamples(project, { file, ...options });
        const { added, changed, unchanged, rejects } = result;
        const parts = [`${count(added, 'example')} added`];
        if (changed > 0) parts.push(`${changed} changed`);
        if (unchanged > 0) parts.push(`${unchanged} in the set before`);
        const lines = [`${parts.join(', ')}${rejectsLine(rejects)}`, ...leftOutLines(result)];
        terminal.result(result, `${lines.join('\n')}\n\nNext: fieldtest run`);
      });
    });
  examples
    .command('export')
    .description('print the set, a line each, with what is held out')
    .action(async (_options, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { exportExamples } = await import('../../pipeline/examples.ts');
        const rows = await exportExamples(project);
        await terminal.lines(rows);
        const held = rows.filter(({ split }) => split === 'holdout').length;
        if (held > 0)
          terminal.log.info(
            `${count(held, 'held-out example')} among them, with the text: keep this file out of prompts and of what models learn from.`,
          );
      });
    });
}
