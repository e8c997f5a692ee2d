/** `fieldtest export DIR`: everything, as text that diffs well in git. */
import type { Command } from 'commander';
import { visibleLine } from '../../core/visible.ts';
import { count, withProject } from '../app.ts';

export function addExport(program: Command): void {
  program
    .command('export')
    .argument('<dir>', 'folder for one JSONL file per table')
    .description('write everything to a folder; import --from-export brings it back, lossless')
    .action(async (dir: string, _options, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { exportProject } = await import('../../pipeline/export.ts');
        const tables = await exportProject(project, dir);
        const total = Object.values(tables).reduce((sum, rows) => sum + rows, 0);
        const back = `Bring it back beside a copy of the config and its code with: fieldtest import --from-export ${visibleLine(dir)}`;
        terminal.result(
          tables,
          `${count(total, 'row')} in ${count(Object.keys(tables).length, 'file')} written to ${visibleLine(dir)}\n\n${back}`,
        );
      });
    });
}
