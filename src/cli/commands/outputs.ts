/** `fieldtest outputs import|export`. */
import type { Command } from 'commander';
import { outputFormats } from '../../importers/formats.ts';
import { count, withProject } from '../app.ts';
import { leftOutLines, rejectsLine } from '../rejects.ts';

interface Options {
  readonly format?: string;
  readonly candidate?: readonly string[];
  readonly skipBad?: boolean;
}

export function addOutputs(program: Command): void {
  const outputs = program
    .command('outputs')
    .description('outputs made elsewhere in, all outputs out (JSONL)');
  outputs
    .command('import')
    .argument(
      '<file>',
      'a line each: {"example" or "input", "candidate", "output", "latencyMs"?, "costUsd"?, "usage"?}',
    )
    .description("store every output of a file, or none; files of other tools' results are read too")
    .option('--format <format>', `${outputFormats.join(' or ')} (default: told from the content)`)
    .option(
      '--candidate <name...>',
      'whose outputs they are, or theirs=ours for a name in the file, where it is called otherwise',
    )
    .option('--skip-bad', 'put rows that cannot be used into FILE.rejected.jsonl and go on')
    .action(async (file: string, options: Options, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { importOutputs } = await import('../../pipeline/outputs.ts');
        const result = await importOutputs(project, { file, ...options });
        const { added, unchanged, rejects, format } = result;
        const known = unchanged > 0 ? `, ${unchanged} stored before` : '';
        const read = format === 'jsonl' ? '' : `, read as ${format}`;
        terminal.result(
          result,
          [
            `${count(added, 'output')} stored${known}${read}${rejectsLine(rejects)}`,
            ...leftOutLines(result),
            '',
            'Next: fieldtest',
          ].join('\n'),
        );
      });
    });
  outputs
    .command('export')
    .description('print every output with the name of its candidate and its attempts, a line each')
    .option('--holdout', 'those of the held-out examples')
    .action(async (options: { readonly holdout?: boolean }, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { exportOutputs } = await import('../../pipeline/outputs.ts');
        await terminal.lines(exportOutputs(project, { split: options.holdout ? 'holdout' : 'dev' }));
      });
    });
}
