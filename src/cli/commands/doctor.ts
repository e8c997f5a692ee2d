/** `fieldtest doctor`: how the project's health is, and `--salvage`, which saves what is whole of a damaged database. */
import type { Command } from 'commander';
import { visibleLine } from '../../core/visible.ts';
import type { Health } from '../../open/doctor.ts';
import type { Salvaged } from '../../store/salvage.ts';
import { count, EXIT, openOptions } from '../app.ts';
import type { Terminal } from '../terminal.ts';

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('say how the project is: config, keys, database, disk; exit code 1 when something is wrong')
    .option('--salvage', 'save what is whole of a damaged database into a new one; the old file is kept')
    .action(async ({ salvage }: { readonly salvage?: boolean }, command: Command) => {
      const { options, terminal, end } = openOptions(command);
      try {
        const { doctor, salvageProject } = await import('../../open/doctor.ts');
        if (salvage) {
          const { systemClock } = await import('../../open/clock.ts');
          const saved = await salvageProject(options, systemClock.now().slice(0, 10));
          return terminal.result(saved, salvagedText(saved));
        }
        const health = await doctor(options);
        terminal.result(health, healthText(health, terminal));
        if (!health.healthy) process.exitCode = EXIT.failed;
      } finally {
        end();
      }
    });
}

function healthText({ healthy, findings }: Health, { paint }: Terminal): string {
  const lines = findings.flatMap(({ what, ok, said, hint }) => [
    `${ok ? 'ok   ' : paint.bold('WRONG')} ${what.padEnd(8)} ${visibleLine(said)}`,
    ...(hint === undefined ? [] : [`               ${visibleLine(hint)}`]),
  ]);
  return [...lines, '', healthy ? 'All is well.' : 'Not all is well.'].join('\n');
}

function salvagedText({ tables, damaged }: Salvaged): string {
  const rows = tables.map(({ table, kept, lost }) => {
    const gone = lost === undefined ? ', nobody knows how many are lost' : lost > 0 ? `, ${lost} lost` : '';
    return `  ${table.padEnd(14)} ${count(kept, 'row')} saved${gone}`;
  });
  const lost = new Set(tables.filter((one) => one.lost !== 0).map(({ table }) => table));
  const next = ADVICE.filter(([names]) => names.some((name) => lost.has(name))).map(
    ([, advice]) => `- ${advice}`,
  );
  return [
    'Saved what is whole:',
    ...rows,
    '',
    `The damaged file is now ${visibleLine(damaged)}.`,
    ...next,
  ].join('\n');
}

/** What a user can do about rows that are lost, by table. */
const ADVICE: readonly (readonly [tables: readonly string[], advice: string])[] = [
  [
    ['imports', 'strata', 'facets', 'pool'],
    'What was imported is a whole or nothing: import the files again.',
  ],
  [
    ['examples'],
    'Examples are missing from the set: pick or import them again, and their outputs and ratings count again.',
  ],
  [['outputs', 'attempts'], 'Outputs are missing: fieldtest run asks for them again, and for no other.'],
  [['ratings', 'review_rounds'], 'Ratings are missing: fieldtest review asks for them.'],
  [
    ['review_events'],
    'Among the lost steps of a review may be an undo: look through the ratings (fieldtest ratings export).',
  ],
  [['reveals'], 'A time at which names were seen may be forgotten: say so beside the next decision.'],
  [
    ['project'],
    'The secret of placeholders may be lost: what comes in from now on gets others, and other ids.',
  ],
  [
    ['forgotten'],
    'Marks of what was forgotten are missing: imports may bring it back; forget it again then.',
  ],
  [['scores'], 'Scores of your own checks are missing: fieldtest checks makes them again.'],
];
