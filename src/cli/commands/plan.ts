/** `fieldtest plan`: what so many examples can tell, before anything is rated. */
import { type Command, InvalidArgumentError } from 'commander';
import type { Config } from '../../core/config.ts';
import { FieldtestError } from '../../core/errors.ts';
import type { PlanOptions } from '../../pipeline/plan.ts';
import { planText } from '../../report/plan-text.ts';
import { withProject } from '../app.ts';
import { atLeast } from '../numbers.ts';

interface Gap {
  readonly difference: number;
  /** Written as a percentage: of the yes/no answers, whatever decides. */
  readonly points: boolean;
}

export function addPlan(program: Command): void {
  program
    .command('plan')
    .description('what 10, 20, 50 or 100 examples can tell, and what rating them takes; shows no result')
    .option(
      '--gap <difference>',
      'how many examples find this difference: 0.4 of the rating, 10% of the yes/no answers',
      gapOf,
    )
    .option('--candidates <n>', 'as many candidates, where the config does not have them all yet', atLeast(2))
    .action(async (options: { readonly gap?: Gap; readonly candidates?: number }, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { planTask } = await import('../../pipeline/plan.ts');
        const { gap, candidates } = options;
        const plan = await planTask(project, {
          ...(candidates === undefined ? {} : { candidates }),
          ...(gap === undefined ? {} : { gap: gapFor(gap, project.config) }),
        });
        terminal.result(plan, planText(plan, terminal));
      });
    });
}

/** `0.4`, `10%`. */
function gapOf(text: string): Gap {
  const points = text.endsWith('%');
  const number = Number(points ? text.slice(0, -1) : text);
  if (text.trim() === '' || !(number > 0 && Number.isFinite(number)))
    throw new InvalidArgumentError('It must be a number above 0: 0.4, or 10% of the yes/no answers.');
  return { difference: points ? number / 100 : number, points };
}

/** The gap in the unit of what it is of. */
function gapFor(
  { difference, points }: Gap,
  { decide, rate }: Pick<Config, 'decide' | 'rate'>,
): NonNullable<PlanOptions['gap']> {
  const by = points ? 'acceptable' : decide.by;
  const wrong = (message: string, hint: string) => new FieldtestError('usage', `--gap: ${message}`, hint);
  if (points && !rate.acceptable)
    throw wrong('the config asks no yes/no question', 'Give a difference of the rating: --gap 0.4');
  const most = by === 'rating' && rate.scale !== false ? rate.scale - 1 : 1;
  if (difference <= most) return { by, difference };
  if (by === 'acceptable')
    throw wrong('a rate differs by 100 % at most', 'Give a percentage: --gap 10% is 10 points.');
  throw wrong(`a rating from 1 to ${most + 1} differs by ${most} at most`, 'Give a smaller one: --gap 0.4');
}
