/** `fieldtest refresh FILE...`: new production data beside the set. */
import type { Command } from 'commander';
import { encodings } from '../../importers/encoding.ts';
import { importFormats } from '../../importers/formats.ts';
import { refreshText } from '../../report/refresh-text.ts';
import { withProject } from '../app.ts';

interface Options {
  readonly format?: string;
  readonly input?: string;
  readonly rows?: string;
  readonly reference?: string;
  readonly encoding?: string;
  readonly skipBad?: boolean;
  readonly images?: string;
  readonly apply?: boolean;
}

export function addRefresh(program: Command): void {
  program
    .command('refresh')
    .argument('<files...>', 'files of records that came since; - is standard input')
    .description('does the set still stand for the traffic? what has drifted, what may leave and come in')
    .option('--format <format>', `${importFormats.join(' or ')} (default: told from the content)`)
    .option('--input <path>', 'where the input is in a row, e.g. $.body.messages or a column')
    .option('--rows <path>', 'where the list of rows is in a JSON document, e.g. $.data.items')
    .option('--reference <path>', 'where the right answer is in a row')
    .option('--encoding <encoding>', `${encodings.join(', ')} (default: utf8, checked)`)
    .option('--skip-bad', 'leave out rows that cannot be read')
    .option('--images <folder>', 'put the image files that inputs name, and that lie there, into the inputs')
    .option('--apply', 'import the files, and change the set as is proposed; both are kept')
    .action(async (files: string[], options: Options, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { refresh } = await import('../../pipeline/refresh.ts');
        const result = await refresh(project, { files, ...options });
        terminal.result(result, refreshText(result, { ...terminal, files }));
      });
    });
}
