/** `fieldtest benchmarks`: public tables in, and what they may be used for. */
import { type Command, Option } from 'commander';
import type { TrendGroup } from '../../core/benchmarks/trends.ts';
import { withProject } from '../app.ts';

interface AddFlags {
  readonly name?: string;
  readonly source?: string;
  readonly date?: string;
  readonly author?: string;
  readonly column?: readonly string[];
  readonly higher?: readonly string[];
  readonly lower?: readonly string[];
  readonly models?: 'rows' | 'columns';
  readonly alias?: readonly string[];
}

export function addBenchmarksCommand(program: Command): void {
  const benchmarks = program
    .command('benchmarks')
    .description(
      'public tables: kept with source and date, to filter and to watch, never to rank your candidates',
    );
  addAdd(benchmarks);
  benchmarks
    .command('list')
    .description('every table, with its source, its date, and whether it looks picked')
    .action(async (_options: object, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { matchedBenchmarks } = await import('../../pipeline/benchmarks/matched.ts');
        const { listText } = await import('../benchmarks-text.ts');
        const list = await matchedBenchmarks(project);
        terminal.result(list, listText(list, terminal));
      });
    });
  benchmarks
    .command('show')
    .argument('<name>', 'the table')
    .description('the scores of one table')
    .action(async (name: string, _options: object, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { matchedBenchmarks } = await import('../../pipeline/benchmarks/matched.ts');
        const { showText } = await import('../benchmarks-text.ts');
        const [one] = await matchedBenchmarks(project, [name]);
        terminal.result(one, showText(one!, terminal));
      });
    });
  benchmarks
    .command('compare')
    .argument('[name...]', 'these tables alone')
    .description(
      'public rank beside your own, with the pairs that are close there and far apart here; shows names',
    )
    .option('--column <name...>', 'these columns alone')
    .action(
      async (names: readonly string[], { column }: { column?: readonly string[] }, command: Command) => {
        await withProject(command, async (project, terminal) => {
          const { compareBenchmarks } = await import('../../pipeline/benchmarks/compare.ts');
          const { compareText } = await import('../compare-text.ts');
          const result = await compareBenchmarks(project, {
            names,
            ...(column === undefined ? {} : { columns: column }),
          });
          terminal.result(result, compareText(result, terminal));
        });
      },
    );
  benchmarks
    .command('trends')
    .argument('[name...]', 'these tables alone')
    .description('which columns move fastest: the best score so far by date, with intervals')
    .addOption(new Option('--by <group>', 'of whom').choices(['all', 'provider', 'family']).default('all'))
    .action(async (names: readonly string[], { by }: { by: TrendGroup }, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { benchmarkTrends } = await import('../../pipeline/benchmarks/trends.ts');
        const { trendsText } = await import('../trends-text.ts');
        const result = await benchmarkTrends(project, { names, by });
        terminal.result(result, trendsText(result, terminal));
      });
    });
  benchmarks
    .command('alias')
    .argument(
      '<pair...>',
      '"public name=candidate"; "public name=-": it is none of them; "public name=": as if nothing was said',
    )
    .description('say which candidate a public name means, in every table, or that it is none')
    .action(async (pairs: readonly string[], _options: object, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { addAliases } = await import('../../pipeline/benchmarks/aliases.ts');
        const { aliasText } = await import('../benchmarks-text.ts');
        const aliases = await addAliases(project, pairs);
        terminal.result(aliases, aliases.map(aliasText).join('\n'));
      });
    });
  benchmarks
    .command('remove')
    .argument('<name>', 'the table')
    .description('take a table away; it is no measurement of yours, so nothing else changes')
    .action(async (name: string, _options: object, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { removeBenchmark } = await import('../../pipeline/benchmarks/remove.ts');
        const removed = await removeBenchmark(project, name);
        terminal.result(removed, `${removed.name} is removed.`);
      });
    });
}

function addAdd(benchmarks: Command): void {
  benchmarks
    .command('add')
    .argument('<file>', 'Markdown, HTML, CSV, JSON, lm-eval results or YAML; - reads what is pasted')
    .description('keep every table of models and scores that a file has; the same again changes nothing')
    .option('--name <name>', 'what to call it (default: as the file)')
    .option(
      '--source <text>',
      'where it is from, best a URL (default: the file); tables of one source count once',
    )
    .option('--date <day>', 'of when it is, YYYY-MM-DD (default: as it says itself)')
    .option('--author <provider>', 'who published it, where that is a provider of models in it: openai')
    .option('--column <name...>', 'these columns alone')
    .option('--higher <column...>', 'columns in which a higher number is better')
    .option('--lower <column...>', 'columns in which a lower number is better')
    .addOption(
      new Option('--models <where>', 'where the models stand (default: told from their names)').choices([
        'rows',
        'columns',
      ]),
    )
    .option(
      '--alias <pair...>',
      'which candidate a public name means: "public name=candidate", or "public name=-" for none',
    )
    .action(async (file: string, flags: AddFlags, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { addBenchmarks } = await import('../../pipeline/benchmarks/add.ts');
        const { addText } = await import('../benchmarks-text.ts');
        const { column, alias, ...others } = flags;
        const result = await addBenchmarks(project, {
          file,
          ...others,
          ...(column === undefined ? {} : { columns: column }),
          ...(alias === undefined ? {} : { aliases: alias }),
          // What is pasted comes over the terminal's own line.
          ...(terminal.ask === undefined || file === '-' ? {} : { ask: terminal.ask }),
        });
        terminal.result(result, addText(result, terminal));
      });
    });
}
