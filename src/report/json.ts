/** A report for programs: the Decision as `decide --json` prints it, with the rows behind it. */
import type { Report } from './report.ts';

export const json: Report = {
  name: 'json',
  extensions: ['json'],
  write: ({ task, decision, evidence, missing, at }) =>
    `${JSON.stringify({ task, at, decision, missing, evidence }, null, 2)}\n`,
};
