/** `fieldtest decide`: which candidate to ship, and how sure to be. */
import type { Command } from 'commander';
import { timesText } from '../../core/health/uses.ts';
import type { DecideResult } from '../../pipeline/decide.ts';
import { terminalReport } from '../../report/terminal.ts';
import { EXIT, withProject } from '../app.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly holdout?: boolean;
  readonly report?: readonly string[];
}

export function addDecide(program: Command): void {
  program
    .command('decide')
    .description('which candidate to ship; exit code 3 while that is not decided')
    .option(
      '--holdout',
      'decide on the held-out examples: it says how often they have, and asks in a terminal',
    )
    .option(
      '--report <file...>',
      'also write it to files: .html .md .json .csv .xml (JUnit), or rows:FILE.csv for the rows behind it',
    )
    .action(async (options: Options, command: Command) => {
      const { reportFiles, writeReports } = await import('../report-files.ts');
      const reports = reportFiles(options.report ?? []);
      await withProject(command, async (project, terminal) => {
        const { decideTask } = await import('../../pipeline/decide.ts');
        const { ask } = terminal;
        if (options.holdout && ask !== undefined) {
          const { spendHoldout } = await import('../../pipeline/spend-holdout.ts');
          await spendHoldout(project, (times) => ask(spendQuestion(times)));
        }
        const result = await decideTask(project, { split: options.holdout ? 'holdout' : 'dev' });
        await writeReports(project, reports, result);
        showDecision(result, terminal);
        for (const { path } of reports) terminal.log.info(`written: ${path}`);
        process.exitCode = decisionExitCode(result);
      });
    });
}

function spendQuestion(times: number): string {
  const before = times === 0 ? 'never decided' : `decided ${timesText(times)}`;
  return `The held-out examples have ${before} before. Each time that they are looked at and something is changed after, they confirm less. Decide on them now?`;
}

export function showDecision({ task, decision, missing }: DecideResult, terminal: Terminal): void {
  const { width, paint } = terminal;
  terminal.result(decision, terminalReport(task, decision, { width, paint, missing }));
}

/** 0 when there is something to do, 3 when ratings or outputs are missing or the candidates are too close. */
export function decisionExitCode({ decision }: DecideResult): number {
  const { kind } = decision.verdict;
  return kind === 'too-close' || kind === 'not-enough' ? EXIT.undecided : EXIT.done;
}
