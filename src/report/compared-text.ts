/** What changed between two decisions, for the terminal. */
import type { DecisionsCompared, PastDecision } from '../core/history/history.ts';
import { visibleLine } from '../core/visible.ts';
import { candidateThen, verdictInShort } from '../core/wording/history.ts';
import { type Paint, table, wrap } from './text-layout.ts';

/** The report, ending in a newline. */
export function comparedText(
  of: DecisionsCompared,
  { width, paint }: { readonly width: number; readonly paint: Paint },
): string {
  const { before, after, changes } = of;
  const head = ({ number, at, decision }: PastDecision) =>
    `${number}, ${at.slice(0, 10)}: ${visibleLine(verdictInShort(decision.verdict))}`;
  const names = [
    ...new Set([...before.decision.candidates, ...after.decision.candidates].map(({ name }) => name)),
  ];
  const columns = { was: `In ${before.number}`, is: `In ${after.number}` };
  const rows = names.map((name) => ({
    Candidate: visibleLine(name),
    [columns.was]: candidateThen(before.decision, name) ?? '-',
    [columns.is]: candidateThen(after.decision, name) ?? '-',
  }));
  const blocks = [
    [wrap(head(before), width), wrap(head(after), width)].join('\n'),
    changes.length === 0
      ? 'Nothing else changed: the same models, examples, raters, prices and rule.'
      : changes
          .map(({ kind, text }) => wrap(`${kind}: ${visibleLine(text)}`, width, { first: '', rest: '  ' }))
          .join('\n'),
    table(rows, { width, left: new Set(['Candidate', columns.was, columns.is]), paintHead: paint.dim }),
  ];
  if (changes.some(({ kind }) => kind === 'examples'))
    blocks.push(
      paint.dim(
        wrap(
          'The sets differ, so the two columns do not stand beside each other as they are; on one scale: fieldtest history.',
          width,
        ),
      ),
    );
  return `${blocks.join('\n\n')}\n`;
}
