/** What more than a rate a check knows of each candidate: precision and recall by field, and what was taken for what. */
import type { CheckDetail, CheckDetails, FieldFigures } from '../check.ts';
import type { Interval } from '../decision.ts';
import type { Table } from './cells.ts';
import { meanAndInterval, sumsOf } from './figures.ts';
import type { Settings } from './settings.ts';

export interface DetailRow {
  /** Index into the table's examples. */
  readonly example: number;
  readonly candidate: string;
  readonly detail: CheckDetail;
}

interface DetailContext {
  readonly names: readonly string[];
  readonly table: Table;
  readonly settings: Settings;
}

/** Of the rows of one check, in any order; nothing where it knows no more than yes or no. */
export function checkDetails(rows: readonly DetailRow[], context: DetailContext): CheckDetails {
  const [first] = rows;
  if (first === undefined) return {};
  return first.detail.kind === 'fields'
    ? { fields: fieldFigures(rows, context) }
    : { labels: confusions(rows, context.names) };
}

/** The fields of one output at a path. */
interface Counts {
  readonly example: number;
  readonly wanted: number;
  readonly given: number;
  readonly right: number;
}

function fieldFigures(
  rows: readonly DetailRow[],
  context: DetailContext,
): NonNullable<CheckDetails['fields']> {
  const counts = new Map<string, Map<string, Counts[]>>();
  const add = (path: string, candidate: string, of: Counts) => {
    const byCandidate = counts.get(path) ?? new Map<string, Counts[]>();
    counts.set(path, byCandidate);
    const list = byCandidate.get(candidate) ?? [];
    byCandidate.set(candidate, list);
    list.push(of);
  };
  for (const { example, candidate, detail } of rows) {
    if (detail.kind !== 'fields') continue;
    const fields = Object.entries(detail.fields);
    for (const [path, of] of fields) if (path !== '') add(path, candidate, { example, ...of });
    const all = (of: 'wanted' | 'given' | 'right') => fields.reduce((sum, [, field]) => sum + field[of], 0);
    add('', candidate, { example, wanted: all('wanted'), given: all('given'), right: all('right') });
  }
  const most = (path: string) =>
    Math.max(
      ...counts
        .get(path)!
        .values()
        .map((list) => total(list, 'wanted')),
    );
  const paths = [...counts.keys()].sort((a, b) =>
    a === '' || b === '' ? a.length - b.length : most(b) - most(a) || (a < b ? -1 : 1),
  );
  return paths.map((path) => ({
    path,
    candidates: context.names.map((candidate) =>
      figuresOf(candidate, counts.get(path)!.get(candidate) ?? [], context),
    ),
  }));
}

function figuresOf(candidate: string, list: readonly Counts[], context: DetailContext): FieldFigures {
  const [wanted, given, right] = [total(list, 'wanted'), total(list, 'given'), total(list, 'right')];
  const recallInterval = intervalOf(list, 'wanted', context);
  const precisionInterval = intervalOf(list, 'given', context);
  return {
    candidate,
    wanted,
    given,
    right,
    precision: given === 0 ? null : right / given,
    ...(precisionInterval && { precisionInterval }),
    recall: wanted === 0 ? null : right / wanted,
    ...(recallInterval && { recallInterval }),
  };
}

function total(list: readonly Counts[], of: 'wanted' | 'given' | 'right'): number {
  return list.reduce((sum, counts) => sum + counts[of], 0);
}

/**
 * Wilson's, where no output has more than one such field: several of one output are not independent. Trials of an
 * example count by their share, as in the rate of the check.
 */
function intervalOf(
  list: readonly Counts[],
  of: 'wanted' | 'given',
  { table, settings }: DetailContext,
): Interval | undefined {
  const counted = list.filter((counts) => counts[of] > 0);
  if (counted.length === 0 || counted.some((counts) => counts[of] > 1)) return undefined;
  const examples = [...Map.groupBy(counted, ({ example }) => example)]
    .map(([example, trials]) => ({ example, share: total(trials, 'right') / trials.length }))
    .sort((a, b) => a.example - b.example);
  const shares = examples.map(({ share }) => share);
  return meanAndInterval(sumsOf(table, examples, shares), 'acceptable', settings).interval;
}

function confusions(
  rows: readonly DetailRow[],
  candidates: readonly string[],
): NonNullable<CheckDetails['labels']> {
  const told = rows.flatMap(({ candidate, detail }) =>
    detail.kind === 'label' ? [{ candidate, ...detail }] : [],
  );
  const wanted = new Map<string, number>();
  for (const row of told) wanted.set(row.wanted, (wanted.get(row.wanted) ?? 0) + 1);
  const ranked = [...wanted].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([label]) => label);
  const others = new Set(told.flatMap(({ given }) => (given === null || wanted.has(given) ? [] : [given])));
  const labels = [...ranked, ...[...others].sort()];
  const column = new Map(labels.map((label, i) => [label, i]));
  return {
    labels,
    candidates: candidates.map((candidate) => {
      const matrix = ranked.map(() => labels.map(() => 0).concat(0));
      for (const row of told) {
        if (row.candidate !== candidate) continue;
        const counts = matrix[column.get(row.wanted)!]!;
        counts[row.given === null ? labels.length : column.get(row.given)!]!++;
      }
      return { candidate, matrix };
    }),
  };
}
