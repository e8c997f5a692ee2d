/** What is said of what did not come in as it was. */
import { visibleLine } from '../core/visible.ts';
import { thousands } from '../core/wording/thousands.ts';
import type { Rejects } from '../pipeline/read-rows.ts';
import { count } from './app.ts';

/** `, 2 bad rows of 40 lines put aside in log.csv.rejected.jsonl`, or nothing. */
export function rejectsLine({ file, count: rows, lines }: Rejects): string {
  if (file === undefined) return '';
  const of = lines > rows ? ` of ${count(lines, 'line')}` : '';
  return `, ${count(rows, 'bad row')}${of} put aside in ${visibleLine(file)}`;
}

/** What was left out since it was forgotten, and how many values became placeholders. */
export function leftOutLines({
  forgotten,
  redacted = {},
}: {
  readonly forgotten: number;
  readonly redacted?: { readonly [kind: string]: number };
}): readonly string[] {
  const kinds = Object.entries(redacted).sort(([, a], [, b]) => b - a);
  return [
    ...(kinds.length === 0
      ? []
      : [`redacted: ${kinds.map(([kind, n]) => `${kind} ${thousands(n)}`).join(', ')}`]),
    ...(forgotten === 0 ? [] : [`${count(forgotten, 'row')} left out: forgotten here before`]),
  ];
}
