/** `fieldtest import FILE...`: production data in. */
import type { Command } from 'commander';
import { FieldtestError } from '../../core/errors.ts';
import { visibleLine } from '../../core/visible.ts';
import { encodings } from '../../importers/encoding.ts';
import { importFormats } from '../../importers/formats.ts';
import type { ImportResult } from '../../pipeline/import-records.ts';
import { count, distinctText, withProject } from '../app.ts';
import { leftOutLines, rejectsLine } from '../rejects.ts';

interface Options {
  readonly format?: string;
  readonly input?: string;
  readonly rows?: string;
  readonly reference?: string;
  readonly encoding?: string;
  readonly skipBad?: boolean;
  readonly images?: string;
  readonly fresh?: boolean;
  readonly fromExport?: string;
}

export function addImport(program: Command): void {
  program
    .command('import')
    .argument('[files...]', 'files of records; - is standard input')
    .description('import production data: every record, or none')
    .option('--format <format>', `${importFormats.join(' or ')} (default: told from the content)`)
    .option('--input <path>', 'where the input is in a row, e.g. $.body.messages or a column')
    .option('--rows <path>', 'where the list of rows is in a JSON document, e.g. $.data.items')
    .option('--reference <path>', 'where the right answer is in a row')
    .option('--encoding <encoding>', `${encodings.join(', ')} (default: utf8, checked)`)
    .option('--skip-bad', 'put rows that cannot be read into FILE.rejected.jsonl and go on')
    .option('--images <folder>', 'put the image files that inputs name, and that lie there, into the inputs')
    .option('--fresh', 'forget the records imported before (examples, outputs and ratings stay)')
    .option('--from-export <dir>', 'fill an empty project with what `fieldtest export` wrote')
    .action(async (files: string[], options: Options, command: Command) => {
      if (options.fromExport !== undefined) return await importExport(options.fromExport, command);
      if (files.length === 0) {
        throw new FieldtestError('usage', 'import needs at least one file', 'fieldtest import logs/*.jsonl');
      }
      return await withProject(command, async (project, terminal) => {
        const { importRecords } = await import('../../pipeline/import-records.ts');
        const { fromExport: _none, ...rest } = options;
        const result = await importRecords(project, { files, ...rest });
        const lines = result.files.map((file) =>
          file.known
            ? `${visibleLine(file.file)}: imported before, nothing changed (to read it anew: --fresh)`
            : `${visibleLine(file.file)}: ${count(file.records, 'record')} read as ${kindOf(file)}${rejectsLine(file.rejects)}${inputOf(file)}`,
        );
        lines.push(...leftOutLines(result));
        lines.push(
          `${count(result.pool.records, 'record')} in all, ${distinctText(result.pool, 'distinct input')}`,
          '',
          options.fresh && (await project.store.examples()).length > 0
            ? 'Next: fieldtest pick --fresh   (without it the set stays)'
            : 'Next: fieldtest pick',
        );
        terminal.result(result, lines.join('\n'));
      });
    });
}

async function importExport(dir: string, command: Command): Promise<void> {
  await withProject(command, async (project, terminal) => {
    const { importProject } = await import('../../pipeline/export.ts');
    const tables = await importProject(project, dir);
    const total = Object.values(tables).reduce((sum, rows) => sum + rows, 0);
    terminal.result(
      tables,
      `${count(total, 'row')} in ${count(Object.keys(tables).length, 'table')} imported\n\nNext: fieldtest`,
    );
  });
}

type ReadFile = ImportResult['files'][number];

/** `json, gzip, utf8`. */
function kindOf({ format, compression, encoding }: ReadFile): string {
  return [format, compression, encoding].filter((part) => part !== undefined).join(', ');
}

/** What of its rows was taken as their input, where no option said it. */
function inputOf({ inputsFrom }: ReadFile): string {
  const fields = Object.entries(inputsFrom).map(([field, records], _index, all) =>
    all.length === 1 ? visibleLine(field) : `${visibleLine(field)} (${records})`,
  );
  return fields.length === 0 ? '' : `; the input is ${listed(fields)}`;
}

function listed(fields: readonly string[]): string {
  const shown = fields.slice(0, 4);
  return `${shown.join(', ')}${fields.length > shown.length ? ` and ${fields.length - shown.length} more` : ''}`;
}
