/** What is said of rows that were put aside. */
import { visibleLine } from '../core/visible.ts';
import type { Rejects } from '../pipeline/read-rows.ts';
import { count } from './app.ts';

/** `, 2 rows put aside in log.jsonl.rejected.jsonl`, or nothing. */
export function rejectsLine(rejects: Rejects): string {
  if (rejects.file === undefined) return '';
  return `, ${count(rejects.count, 'bad row')} put aside in ${visibleLine(rejects.file)}`;
}
