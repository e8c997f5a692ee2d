/** `fieldtest history`: your benchmark over time. */
import { type Command, InvalidArgumentError } from 'commander';
import { FieldtestError } from '../../core/errors.ts';
import { withProject } from '../app.ts';

export function addHistory(program: Command): void {
  program
    .command('history')
    .description('every decision so far: models, quality and prices over time')
    .argument('[number...]', 'one decision, as it was made; or two, for what changed between them', decision)
    .option('--all', 'also the decisions on the way to these, with fewer ratings of the same')
    .action(async (numbers: readonly number[], options: { readonly all?: boolean }, command: Command) => {
      if (numbers.length > 2)
        throw new FieldtestError(
          'usage',
          'history takes two decisions at the most',
          'Type: fieldtest history 3 7',
        );
      await withProject(command, async (project, terminal) => {
        const { width, paint } = terminal;
        const { compareDecisions, pastDecision, taskHistory } = await import('../../pipeline/history.ts');
        const [one, other] = numbers;
        if (one === undefined) {
          const { historyText } = await import('../../report/history-text.ts');
          const { task, ...history } = await taskHistory(project);
          const text = historyText(task, history, { width, paint, all: options.all ?? false });
          terminal.result({ task, ...history }, text);
        } else if (other === undefined) {
          const { terminalReport } = await import('../../report/terminal.ts');
          const past = await pastDecision(project, one);
          const report = terminalReport(project.config.task, past.decision, {
            width,
            paint,
            missing: { outputs: 0, ratings: 0 },
          });
          terminal.result(past, `${paint.dim(`Decision ${one}, ${past.at.slice(0, 10)}`)}\n\n${report}`);
        } else {
          const { comparedText } = await import('../../report/compared-text.ts');
          const compared = await compareDecisions(project, one, other);
          terminal.result(compared, comparedText(compared, { width, paint }));
        }
      });
    });
}

/** Commander gives a list of what came before, and one more. */
function decision(text: string, before: readonly number[] = []): readonly number[] {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('takes the number of a decision, 1 or more.');
  return [...before, number];
}
