/** The result of `fieldtest check` for the terminal, for a pull request, and for CI. */
import type { ChangeVerdict } from '../core/change-check.ts';
import { visibleLine } from '../core/visible.ts';
import { changeRows, changeSentence, verdictHeadline } from '../core/wording/change.ts';
import { type Block, heading, muted, text } from './blocks.ts';
import { junitText } from './junit.ts';
import { markdownText } from './markdown.ts';
import { type Paint, table, wrap } from './text-layout.ts';

type Change = Parameters<typeof changeSentence>[0];

/** As the pipeline gives it. */
export interface Checked {
  readonly task: string;
  readonly at: string;
  readonly verdict: ChangeVerdict;
  readonly base: { readonly number: number; readonly at: string };
  readonly changes: readonly Change[];
  readonly unchanged: readonly string[];
  readonly fresh: readonly string[];
  readonly gone?: string;
}

/** What the range beside a difference is. */
const LEGEND = 'Differences are now minus before, on the same examples. Ranges are 95 % intervals.';

/** Ends in a newline. `next`: the command that would decide it. */
export function checkText(
  checked: Checked,
  {
    width,
    paint,
    next,
  }: { readonly width: number; readonly paint: Paint; readonly next: string | undefined },
): string {
  const { verdict, changes } = checked;
  const blocks = [
    paint.dim(wrap(visibleLine(checked.task), width)),
    paint.bold(verdictHeadline(verdict, changes.length)),
    ...changes.map((change) => wrap(changeSentence(change), width)),
    ...changes.map((change) => {
      const rows = changeRows(change).map(({ what, before, now, difference }) => ({
        [visibleLine(change.candidate)]: what,
        Before: before,
        Now: now,
        Difference: difference,
      }));
      return table(rows, { width, left: new Set([visibleLine(change.candidate)]), paintHead: paint.dim });
    }),
    ...restLines(checked).map((line) => wrap(line, width)),
    ...(changes.length === 0 ? [] : [paint.dim(wrap(LEGEND, width))]),
    ...(next === undefined ? [] : [`Next: ${paint.bold(next)}`]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** For a pull request. */
export function checkMarkdown(checked: Checked, next: string | undefined): string {
  const { verdict, changes } = checked;
  const blocks: Block[] = [
    ...changes.map((change) => text(changeSentence(change))),
    ...changes.flatMap((change): Block[] => [
      heading(change.candidate),
      {
        kind: 'table',
        heads: ['', 'Before', 'Now', 'Difference'],
        rows: changeRows(change).map(({ what, before, now, difference }) => ({
          cells: [{ text: what }, { text: before }, { text: now }, { text: difference }],
        })),
      },
    ]),
    ...restLines(checked).map((line) => text(line)),
    ...(changes.length === 0 ? [] : [muted(LEGEND)]),
    ...(next === undefined ? [] : [text(`Next: ${next}`)]),
  ];
  return markdownText({ title: verdictHeadline(verdict, changes.length), task: checked.task, blocks });
}

/** A test case for each change: failed is what is worse, skipped what is not decided. */
export function checkJunit(checked: Checked): string {
  return junitText({
    task: checked.task,
    at: checked.at,
    cases: checked.changes.map((change) => {
      const said = changeSentence(change);
      return {
        group: 'check',
        name: change.candidate,
        said,
        outcome:
          change.verdict === 'pass'
            ? { kind: 'passed' as const }
            : {
                kind: change.verdict === 'worse' ? ('failed' as const) : ('skipped' as const),
                message: said,
              },
      };
    }),
  });
}

function restLines({ base, unchanged, fresh, gone }: Checked): readonly string[] {
  const names = (list: readonly string[]) => list.map(visibleLine).join(', ');
  return [
    `The baseline is decision ${base.number} of ${base.at.slice(0, 10)}.${unchanged.length === 0 ? '' : ` As they were then: ${names(unchanged)}.`}`,
    ...(gone === undefined
      ? []
      : [
          `${visibleLine(gone)}, the incumbent of the baseline, is no candidate any more, and none is marked \`incumbent: true\` in its place. Mark the one that stands for it, or name it: fieldtest check --candidate NAME --against ${visibleLine(gone)}.`,
        ]),
    ...(fresh.length === 0
      ? []
      : [
          `New, with nothing of that name to be held against: ${names(fresh)}. What a new candidate is worth: fieldtest try ${visibleLine(fresh[0]!)}.`,
        ]),
  ];
}
