/** `fieldtest filter`: who may be left out of a run, by public tables. */
import { type Command, Option } from 'commander';
import { withProject } from '../app.ts';

interface Options {
  readonly table?: readonly string[];
  readonly rank?: boolean;
  readonly top?: string;
}

export function addFilter(program: Command): void {
  program
    .command('filter')
    .description(
      'propose to skip candidates that do poorly in every one of several public tables; it ranks nobody',
    )
    .option('--table <name...>', 'by these tables alone')
    // Known, so that what they ask for gets an answer.
    .addOption(new Option('--rank', 'refused').hideHelp())
    .addOption(new Option('--top <n>', 'refused').hideHelp())
    .action(async (options: Options, command: Command) => {
      const { filterTask, refusedRanking } = await import('../../pipeline/benchmarks/filter.ts');
      if (options.rank) throw refusedRanking('--rank');
      if (options.top !== undefined) throw refusedRanking('--top');
      await withProject(command, async (project, terminal) => {
        const { filterText } = await import('../filter-text.ts');
        const result = await filterTask(
          project,
          options.table === undefined ? {} : { tables: options.table },
        );
        terminal.result(result, filterText(result, terminal));
      });
    });
}
