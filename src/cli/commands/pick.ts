/** `fieldtest pick`: the examples that cover the work and its edges. */
import type { Command } from 'commander';
import { visibleLine } from '../../core/visible.ts';
import type { PickResult } from '../../pipeline/pick.ts';
import { table } from '../../report/text-layout.ts';
import { count, withProject } from '../app.ts';
import { atLeast } from '../numbers.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly count?: number;
  readonly holdout?: number;
  readonly seed?: string;
  readonly quick?: boolean;
}

export function addPick(program: Command): void {
  program
    .command('pick')
    .description('pick examples from the imported records: every kind of work, with weights for the traffic')
    .option('--count <n>', 'examples to work with (default: the config, or 50)', atLeast(1))
    .option('--holdout <n>', 'examples kept apart on top (default: the config, or 10)', atLeast(0))
    .option('--seed <seed>', 'another seed draws other examples (default: the config, or 1)')
    .option('--quick', '10 examples, none held out')
    .action(async (options: Options, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { pick } = await import('../../pipeline/pick.ts');
        const { quick, ...rest } = options;
        const result = await pick(project, quick ? { count: 10, holdout: 0, ...rest } : rest);
        terminal.result(result, pickText(result, terminal));
      });
    });
}

function pickText(result: PickResult, { width, paint }: Terminal): string {
  const { examples, holdout, kept, added, retired } = result;
  const rows = result.strata.map((stratum) => ({
    Kind: stratum.stratum,
    Records: stratum.records.toLocaleString('en-US'),
    Distinct: Math.round(stratum.distinct).toLocaleString('en-US'),
    Picked: String(stratum.picked),
    'Held out': String(stratum.holdout),
  }));
  const lines = [
    table(rows, { width, left: new Set(['Kind']), paintHead: paint.dim }),
    '',
    `${count(examples, 'example')} picked${holdout > 0 ? ` and ${holdout} held out` : ''} (seed ${visibleLine(result.seed)})`,
  ];
  if (kept + retired > 0) {
    lines.push(
      `${kept} were in the set before, ${added} are new, ${retired} left it; their outputs and ratings are kept`,
    );
  }
  lines.push(...shortLines(result));
  lines.push('', 'Next: fieldtest run');
  return lines.join('\n');
}

/** A holdout that is smaller than asked is said apart: a decision on it is what suffers. */
function shortLines({ examples, holdout, short }: PickResult): readonly string[] {
  const lines: string[] = [];
  if (short.dev > 0) {
    const wanted = (examples + short.dev).toLocaleString('en-US');
    lines.push(`${wanted} were asked for: the pool has no more distinct inputs`);
  }
  if (short.holdout > 0) {
    const left = holdout === 0 ? 'none are' : `only ${holdout} are`;
    lines.push(
      `Held out: ${holdout} of the ${holdout + short.holdout} asked for, since ${left} left in the pool; ` +
        'import more, or pick fewer with --count',
    );
  }
  return lines;
}
