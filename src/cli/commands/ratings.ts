/** `fieldtest ratings import|export`. */
import { type Command, Option } from 'commander';
import { FieldtestError } from '../../core/errors.ts';
import { visibleLine } from '../../core/visible.ts';
import { ratingFormats } from '../../importers/formats.ts';
import type { RaterImport } from '../../pipeline/review/import-packet.ts';
import { count, withProject } from '../app.ts';
import { leftOutLines, rejectsLine } from '../rejects.ts';

/** `12 ratings from ann stored, 3 stored before` */
function raterLine({ rater, added, unchanged, takenBack }: RaterImport): string {
  const known = unchanged > 0 ? `, ${unchanged} stored before` : '';
  const back = takenBack > 0 ? `, ${takenBack} taken back or replaced` : '';
  return `${count(added, 'rating')} from ${visibleLine(rater)} stored${known}${back}`;
}

interface Options {
  readonly format?: string;
  readonly candidate?: readonly string[];
  readonly score?: string;
  readonly skipBad?: boolean;
}

interface ExportOptions {
  readonly format?: string;
  readonly candidate?: string;
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
    .description(
      "store every rating of a file, or none; what people graded in other tools' results is read too",
    )
    .option('--format <format>', `${ratingFormats.join(' or ')} (default: told from the content)`)
    .option(
      '--candidate <name...>',
      'whose outputs were rated, or theirs=ours for a name in the file, where it is called otherwise',
    )
    .option('--score <name>', "which of a tool's scores is the rating")
    .option('--skip-bad', 'put rows that cannot be used into FILE.rejected.jsonl and go on')
    .action(async (file: string, options: Options, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { importRatings } = await import('../../pipeline/ratings.ts');
        const result = await importRatings(project, { file, ...options });
        const { added, corrections, unchanged, rejects, raters, format } = result;
        if (raters !== undefined) {
          const lines = raters.map((one) => raterLine(one)).join('\n');
          terminal.result(result, `${lines}${rejectsLine(rejects)}\n\nNext: fieldtest status`);
          return;
        }
        const corrected = corrections > 0 ? `, ${corrections} in place of earlier ones` : '';
        const known = unchanged > 0 ? `, ${unchanged} stored before` : '';
        const read = format === 'jsonl' ? '' : `, read as ${format}`;
        terminal.result(
          result,
          [
            `${count(added, 'rating')} stored${corrected}${known}${read}${rejectsLine(rejects)}`,
            ...leftOutLines(result),
            '',
            'Next: fieldtest decide',
          ].join('\n'),
        );
      });
    });
  ratings
    .command('export')
    .description('print every rating with the name of its candidate, a line each')
    .addOption(
      new Option(
        '--format <format>',
        "inspect: scores for Inspect's precomputed_scores (default: jsonl)",
      ).choices(['jsonl', 'inspect']),
    )
    .option('--candidate <name>', 'with --format inspect: whose ratings')
    .action(async (options: ExportOptions, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { exportRatings } = await import('../../pipeline/ratings.ts');
        if (options.format !== 'inspect') return await terminal.lines(await exportRatings(project));
        const { chooseCandidates } = await import('../../pipeline/lookup.ts');
        const { inspectScores } = await import('../../pipeline/inspect-scores.ts');
        const { candidates, rate } = project.config;
        const named = chooseCandidates(
          candidates,
          options.candidate === undefined ? [] : [options.candidate],
        );
        if (named.length !== 1) {
          throw new FieldtestError(
            'usage',
            'Inspect scores the log of one model, and the config has several candidates',
            `fieldtest ratings export --format inspect --candidate "${named[0]!.name}"`,
          );
        }
        const scores = inspectScores(await exportRatings(project), {
          candidate: named[0]!.name,
          scale: rate.scale,
        });
        await terminal.lines(scores);
      });
    });
}
