/** `fieldtest pick`: the examples that cover the work and its edges. */
import type { Command } from 'commander';
import { FieldtestError } from '../../core/errors.ts';
import { thousands } from '../../core/wording/thousands.ts';
import type { OpenProject } from '../../open.ts';
import type { PickResult } from '../../pipeline/pick.ts';
import { count, withProject } from '../app.ts';
import { atLeast } from '../numbers.ts';
import { pickText } from '../pick-text.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly count?: number;
  readonly holdout?: number;
  readonly seed?: string;
  readonly fresh?: boolean;
  readonly quick?: boolean;
  readonly more?: number;
  readonly drop?: readonly string[];
  readonly swap?: readonly string[];
  readonly add?: readonly string[];
  readonly restore?: readonly string[];
  readonly reason?: string;
  readonly explain?: boolean;
  readonly perturb?: number;
  readonly realOnly?: boolean;
}

export function addPick(program: Command): void {
  program
    .command('pick')
    .description(
      'pick examples from the imported records: every kind of work, its edges, with weights for the traffic',
    )
    .option(
      '--count <n>',
      'examples to work with (default: what there are, and at least what the config says, or 50)',
      atLeast(1),
    )
    .option(
      '--holdout <n>',
      'examples kept apart on top (default: what there are, and at least what the config says, or 10)',
      atLeast(0),
    )
    .option(
      '--seed <seed>',
      'another seed draws other examples (default: the one of the set, else of the config, or 1)',
    )
    .option(
      '--fresh',
      'draw the set anew from today’s pool, as large as the config says, also where examples would leave it',
    )
    .option('--quick', '10 examples, none held out; what was held out is none of them')
    .option('--more <n>', 'so many on top of the set as it is, which stays', atLeast(1))
    .option('--drop <example...>', 'take these out of the set')
    .option('--swap <example...>', 'take these out, and the next ones of their kinds in')
    .option(
      '--add <record...>',
      'take these records in; they stand for no traffic, since they were not drawn',
    )
    .option('--restore <example...>', 'undo what --drop, --swap or --add did')
    .option('--reason <text>', 'kept beside what is changed by hand')
    .option(
      '--perturb <n>',
      'so many synthetic edges on top: real examples with typos, cut off, with an order to the model ...',
      atLeast(1),
    )
    .option('--real-only', 'let synthetic examples go')
    .option('--explain', 'why each example is there, and what is not covered')
    .action(async (options: Options, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { explain = false, perturb, realOnly, ...rest } = options;
        if (perturb !== undefined) return await perturbTheSet(project, terminal, options);
        if (realOnly) return await keepRealOnes(project, terminal, options);
        refuseHalf(rest);
        const { pick } = await import('../../pipeline/pick.ts');
        const result: PickResult = await pick(project, { ...rest, explain });
        const { coverage, how, ...facts } = result;
        const shown = explain ? { ...facts, how, coverage } : facts;
        terminal.result(shown, pickText(result, { explain, terminal }));
      });
    });
}

/** Throws for what would do nothing. */
function refuseHalf({ reason, drop, swap, add, restore, seed }: Omit<Options, 'quick'>): void {
  if (reason !== undefined && [drop, swap, add, restore].every((some) => some === undefined)) {
    throw new FieldtestError(
      'usage',
      '--reason is kept beside a change, and there is none',
      'With --drop, --swap, --add or --restore.',
    );
  }
  if (seed === '') {
    throw new FieldtestError('usage', '--seed: an empty seed', 'Any word or number will do: --seed 2');
  }
}

async function perturbTheSet(project: OpenProject, terminal: Terminal, options: Options): Promise<void> {
  const { perturb, seed, ...others } = options;
  if (Object.keys(others).length > 0) {
    throw new FieldtestError(
      'usage',
      '--perturb works on the set as it is, and goes with --seed alone',
      'Pick first, then: fieldtest pick --perturb 10',
    );
  }
  const { perturbSet } = await import('../../pipeline/perturb-set.ts');
  const result = await perturbSet(project, { count: perturb!, ...(seed === undefined ? {} : { seed }) });
  const kinds = Object.entries(result.added).map(([kind, n]) => `${kind} ${n}`);
  const sum = Object.values(result.added).reduce((a, b) => a + b, 0);
  const made = kinds.length === 0 ? '' : ` (${kinds.join(', ')})`;
  terminal.result(
    result,
    [
      `${count(sum, 'synthetic example')} added${made}; ${count(result.examples, 'example')} in the set, ${result.synthetic} of them synthetic`,
      ...(sum < perturb!
        ? [
            `${thousands(perturb!)} were asked for: each of the ways is used on every real example that it fits`,
          ]
        : []),
      'They are told apart in every figure. To let them go: fieldtest pick --real-only',
      '',
      'Next: fieldtest run',
    ].join('\n'),
  );
}

async function keepRealOnes(project: OpenProject, terminal: Terminal, options: Options): Promise<void> {
  if (Object.keys(options).length > 1) {
    throw new FieldtestError(
      'usage',
      '--real-only works on the set as it is, and stands alone',
      'fieldtest pick --real-only',
    );
  }
  const { letSyntheticGo } = await import('../../pipeline/perturb-set.ts');
  const result = await letSyntheticGo(project);
  if (result.removed === 0) {
    terminal.result(result, 'There is no synthetic example in the set.');
    return;
  }
  terminal.result(
    result,
    `${count(result.removed, 'synthetic example')} left the set, which has ${count(result.examples, 'example')} now; outputs and ratings are kept\n\nNext: fieldtest run`,
  );
}
