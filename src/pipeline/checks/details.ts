/** What more than a rate a check knows: precision and recall by field, and what was taken for what. */
import type { CheckDetail, CheckDetails } from '../../core/check.ts';

interface Row {
  readonly candidate: string;
  readonly detail: CheckDetail;
}

export function detailsOf(candidates: readonly string[], rows: readonly Row[]): CheckDetails {
  const [first] = rows;
  if (first === undefined) return {};
  return first.detail.kind === 'fields'
    ? { fields: fieldFigures(candidates, rows) }
    : { labels: confusions(candidates, rows) };
}

function fieldFigures(
  candidates: readonly string[],
  rows: readonly Row[],
): NonNullable<CheckDetails['fields']> {
  const counts = new Map<string, Map<string, { wanted: number; given: number; right: number }>>();
  const add = (path: string, candidate: string, of: { wanted: number; given: number; right: number }) => {
    const byCandidate =
      counts.get(path) ?? new Map<string, { wanted: number; given: number; right: number }>();
    counts.set(path, byCandidate);
    const sum = byCandidate.get(candidate) ?? { wanted: 0, given: 0, right: 0 };
    sum.wanted += of.wanted;
    sum.given += of.given;
    sum.right += of.right;
    byCandidate.set(candidate, sum);
  };
  for (const { candidate, detail } of rows) {
    if (detail.kind !== 'fields') continue;
    for (const [path, of] of Object.entries(detail.fields)) {
      add('', candidate, of);
      if (path !== '') add(path, candidate, of);
    }
  }
  const most = (path: string) => Math.max(...[...counts.get(path)!.values()].map(({ wanted }) => wanted));
  const paths = [...counts.keys()].sort((a, b) =>
    a === '' || b === '' ? a.length - b.length : most(b) - most(a) || (a < b ? -1 : 1),
  );
  return paths.map((path) => ({
    path,
    candidates: candidates.map((candidate) => {
      const { wanted, given, right } = counts.get(path)!.get(candidate) ?? { wanted: 0, given: 0, right: 0 };
      const share = (of: number) => (of === 0 ? null : right / of);
      return { candidate, wanted, given, right, precision: share(given), recall: share(wanted) };
    }),
  }));
}

function confusions(
  candidates: readonly string[],
  rows: readonly Row[],
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
