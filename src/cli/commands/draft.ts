/** `fieldtest draft`: inputs by a model, before there is data. */
import type { Command } from 'commander';
import { usd } from '../../core/wording/figures.ts';
import type { DraftResult } from '../../pipeline/draft.ts';
import { count, withProject } from '../app.ts';
import { atLeast } from '../numbers.ts';

interface Options {
  readonly count: number;
  readonly with?: string;
  readonly describe?: string;
  readonly like?: string;
  readonly seed?: string;
}

export function addDraft(program: Command): void {
  program
    .command('draft')
    .description(
      'before there is data: a model of the config writes inputs, everyday ones and edges, told apart in every figure',
    )
    .option('--count <n>', 'how many, one call each', atLeast(1), 20)
    .option('--with <candidate>', 'whose model writes them (default: the first that is a model)')
    .option('--describe <text>', "what the inputs are (default: the config's task)")
    .option(
      '--like <file>',
      'real inputs to write them like, in any format that import reads (default: those that are here)',
    )
    .option('--seed <seed>', 'another seed gives other persons and edges (default: the config, or 1)')
    .action(async (options: Options, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { draft } = await import('../../pipeline/draft.ts');
        const result = await draft(project, options);
        terminal.result(result, draftText(result));
      });
    });
}

function draftText({ drafted, unusable, by, synthetic, seeds, costUsd }: DraftResult): string {
  const like = seeds === 0 ? '' : `, after ${count(seeds, 'real input')}`;
  const cost = costUsd === undefined ? 'cost unknown' : usd(costUsd);
  return [
    `${count(drafted, 'input')} drafted by ${by}${like} (${cost}); ${count(synthetic, 'synthetic example')} in the set`,
    ...Object.entries(unusable).map(([reason, n]) => `  ${n} not used: ${reason}`),
    'They are told apart in every figure. When there is data: fieldtest import FILE, then pick, which proposes to let them go.',
    '',
    'Look at them: fieldtest examples export',
    'Next: fieldtest run',
  ].join('\n');
}
