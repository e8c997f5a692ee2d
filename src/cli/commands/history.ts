/** `fieldtest history`: your benchmark over time. */
import { type Command, InvalidArgumentError } from 'commander';
import { FieldtestError } from '../../core/errors.ts';
import type { TaskHistory } from '../../core/history/history.ts';
import { withProject } from '../app.ts';

interface Options {
  readonly all?: boolean;
  readonly report?: readonly string[];
}

export function addHistory(program: Command): void {
  program
    .command('history')
    .description('every decision so far: models, quality and prices over time')
    .argument('[number...]', 'one decision, as it was made; or two, for what changed between them', decision)
    .option('--all', 'also the decisions on the way to these, with fewer ratings of the same')
    .option('--report <file...>', 'also write it to files: .html with charts, .md, .json')
    .action(async (numbers: readonly number[], options: Options, command: Command) => {
      const reports = (options.report ?? []).map(reportFile);
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
          const whole = await taskHistory(project);
          const { task, ...history } = whole;
          for (const { path, write } of reports) await project.files.write(path, [await write(whole)]);
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

interface ReportFile {
  readonly path: string;
  readonly write: (history: TaskHistory) => Promise<string>;
}

function reportFile(path: string): ReportFile {
  const texts = async () => await import('../../report/history-report.ts');
  switch (/\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase()) {
    case 'html':
      return { path, write: async (history) => await (await texts()).historyHtml(history) };
    case 'md':
      return { path, write: async (history) => (await texts()).historyMarkdown(history) };
    case 'json':
      return { path, write: async (history) => `${JSON.stringify(history, null, 2)}\n` };
    default:
      throw new FieldtestError(
        'usage',
        `--report ${path}: its ending names no kind of report`,
        'Endings: .html .md .json',
      );
  }
}
