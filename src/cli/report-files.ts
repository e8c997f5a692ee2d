/** `--report FILE`: which kind of report a file is to be, and writing all of them. */
import { FieldtestError } from '../core/errors.ts';
import type { OpenProject } from '../open.ts';
import type { DecideResult } from '../pipeline/decide.ts';
import { REPORTS } from '../report/list.ts';
import type { Report } from '../report/report.ts';

interface ReportFile {
  readonly report: Report;
  readonly path: string;
}

/** Of `report.html` or `markdown:summary`. Throws FieldtestError('usage') for what is no report, before anything is read. */
export function reportFiles(asked: readonly string[]): readonly ReportFile[] {
  return asked.map((one) => {
    const [, name, rest] = /^([a-z]+):(.+)$/s.exec(one) ?? [];
    const named = REPORTS.find((report) => report.name === name);
    if (named !== undefined) return { report: named, path: rest! };
    const extension = /\.([^./\\]+)$/.exec(one)?.[1]?.toLowerCase();
    const report = REPORTS.find(
      ({ extensions }) => extension !== undefined && extensions.includes(extension),
    );
    if (report !== undefined) return { report, path: one };
    throw new FieldtestError(
      'usage',
      `--report ${one}: its ending names no kind of report`,
      `Endings: ${REPORTS.flatMap(({ extensions }) => extensions.map((end) => `.${end}`)).join(' ')}; or with a name before it: ${REPORTS.map((known) => `${known.name}:FILE`).join(', ')}`,
    );
  });
}

/** All are made before the first is written, so that a defect in one leaves no half of them. */
export async function writeReports(
  { files }: OpenProject,
  wanted: readonly ReportFile[],
  result: DecideResult,
): Promise<void> {
  if (wanted.length === 0) return;
  const { evidence, ...rest } = result;
  const data = { ...rest, evidence: evidence() };
  const texts = await Promise.all(wanted.map(async ({ report }) => await report.write(data)));
  for (const [index, { path }] of wanted.entries()) await files.write(path, [texts[index]!]);
}
