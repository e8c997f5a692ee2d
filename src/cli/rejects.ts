/** What is said of what did not come in as it was. */
import { visibleLine } from '../core/visible.ts';
import type { Rejects } from '../pipeline/read-rows.ts';
import { count } from './app.ts';

/** `, 2 rows put aside in log.jsonl.rejected.jsonl`, or nothing. */
export function rejectsLine(rejects: Rejects): string {
  if (rejects.file === undefined) return '';
  return `, ${count(rejects.count, 'bad row')} put aside in ${visibleLine(rejects.file)}`;
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
      : [`redacted: ${kinds.map(([kind, n]) => `${kind} ${n.toLocaleString('en-US')}`).join(', ')}`]),
    ...(forgotten === 0 ? [] : [`${count(forgotten, 'row')} left out: forgotten here before`]),
  ];
}
