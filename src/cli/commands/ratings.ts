/** `fieldtest ratings import|export`. */
import type { Command } from 'commander';
import { visibleLine } from '../../core/visible.ts';
import type { RaterImport } from '../../pipeline/review/import-packet.ts';
import { count, withProject } from '../app.ts';
import { rejectsLine } from '../rejects.ts';

/** `12 ratings from ann stored, 3 stored before` */
function raterLine({ rater, added, unchanged, takenBack }: RaterImport): string {
  const known = unchanged > 0 ? `, ${unchanged} stored before` : '';
  const back = takenBack > 0 ? `, ${takenBack} taken back or replaced` : '';
  return `${count(added, 'rating')} from ${visibleLine(rater)} stored${known}${back}`;
}

export function addRatings(program: Command): void {
  const ratings = program
    .command('ratings')
    .description('ratings made elsewhere in, all ratings out (JSONL)');
  ratings
    .command('import')
    .argument(
      '<file>',
      'what was saved in a packet, or a line each: {"example", "candidate", "rater", "rating" and/or "acceptable", "note"?, "at"?}',
    )
    .description('store every rating of a file, or none')
    .option('--skip-bad', 'put rows that cannot be used into FILE.rejected.jsonl and go on')
    .action(async (file: string, options: { readonly skipBad?: boolean }, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { importRatings } = await import('../../pipeline/ratings.ts');
        const result = await importRatings(project, { file, skipBad: options.skipBad ?? false });
        const { added, corrections, unchanged, rejects, raters } = result;
        if (raters !== undefined) {
          const lines = raters.map((one) => raterLine(one)).join('\n');
          terminal.result(result, `${lines}${rejectsLine(rejects)}\n\nNext: fieldtest status`);
          return;
        }
        const corrected = corrections > 0 ? `, ${corrections} in place of earlier ones` : '';
        const known = unchanged > 0 ? `, ${unchanged} stored before` : '';
        terminal.result(
          result,
          `${count(added, 'rating')} stored${corrected}${known}${rejectsLine(rejects)}\n\nNext: fieldtest decide`,
        );
      });
    });
  ratings
    .command('export')
    .description('print every rating with the name of its candidate, a line each')
    .action(async (_options, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { exportRatings } = await import('../../pipeline/ratings.ts');
        await terminal.lines(await exportRatings(project));
      });
    });
}
