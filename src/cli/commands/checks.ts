/** `fieldtest checks`: what the automatic checks say, and what failed them. */
import type { Command } from 'commander';
import { shownLabel } from '../../core/example.ts';
import { visibleLine } from '../../core/visible.ts';
import type { ChecksResult, FailedOutput } from '../../pipeline/checks.ts';
import { checksTable, confusionText, fieldsTable } from '../../report/checks.ts';
import { wrap } from '../../report/text-layout.ts';
import { count, withProject } from '../app.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly failed?: boolean;
  readonly check?: readonly string[];
  readonly candidate?: readonly string[];
  readonly holdout?: boolean;
}

export function addChecks(program: Command): void {
  program
    .command('checks')
    .description('run the automatic checks on what is stored; they are free and no rating')
    .option(
      '--failed',
      'list the outputs that failed and why; names whose they are, which counts as a reveal',
    )
    .option('--check <name...>', 'these checks alone')
    .option('--candidate <name...>', 'these candidates alone')
    .option('--holdout', 'on the held-out examples')
    .action(async (options: Options, command: Command) => {
      await withProject(command, async (project, terminal) => {
        const { checkOutputs } = await import('../../pipeline/checks.ts');
        const result = await checkOutputs(project, {
          split: options.holdout ? 'holdout' : 'dev',
          ...(options.failed === undefined ? {} : { failed: options.failed }),
          ...(options.check === undefined ? {} : { checks: options.check }),
          ...(options.candidate === undefined ? {} : { candidates: options.candidate }),
        });
        terminal.result(result, checksText(result, terminal));
      });
    });
}

function checksText(result: ChecksResult, terminal: Terminal): string {
  const { width, paint } = terminal;
  const { task, examples, split, confidence, checks } = result;
  const on = `${count(examples, split === 'holdout' ? 'held-out example' : 'example')}`;
  const blocks = [
    paint.dim(wrap(visibleLine(task), width)),
    `${count(checks.length, 'check')} on ${on}. They are not the expert's rating.`,
    checksTable(checks, confidence, terminal),
    ...checks.flatMap(({ name, fields, labels }) => [
      ...(fields === undefined ? [] : [fieldsTable(name, fields, terminal)]),
      ...(labels === undefined ? [] : [confusionText(name, labels, terminal)]),
    ]),
    result.failed === undefined ? nextText(result) : failedText(result.failed, terminal),
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}

function nextText({ checks }: ChecksResult): string {
  const any = checks.some(({ candidates }) => candidates.some(({ n, unjudged }) => n + unjudged > 0));
  if (!any) return 'Nothing is there to check yet.\n\nNext: fieldtest run';
  const failing = checks.some(({ candidates }) => candidates.some(({ n, passed }) => passed < n));
  return failing ? 'Which ones failed, and why: fieldtest checks --failed' : '';
}

function failedText(failed: readonly FailedOutput[], { width, paint }: Terminal): string {
  if (failed.length === 0) return 'Nothing failed.';
  const groups = Map.groupBy(failed, ({ check, candidate }) => `${check}\n${candidate}`);
  const blocks = [...groups.values()].map((rows) => {
    const { check, candidate } = rows[0]!;
    const head = paint.bold(
      `${visibleLine(candidate)} failed "${visibleLine(check)}" on ${count(rows.length, 'output')}`,
    );
    const lines = rows.map(({ example, trial, reason, start }) => {
      const which = `${shownLabel(example)}${trial > 1 ? `, trial ${trial}` : ''}`;
      const why = wrap(`${which}: ${visibleLine(reason)}`, width, { first: '  ', rest: '    ' });
      const said = visibleLine(start).slice(0, width - 4);
      return said === '' ? why : `${why}\n${paint.dim(`    ${said}`)}`;
    });
    return [head, ...lines].join('\n');
  });
  return blocks.join('\n\n');
}
