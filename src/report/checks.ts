/** The automatic checks for the terminal: rates beside each other, and what more a check knows. Pure. */
import type { CheckDetails, Confusions } from '../core/check.ts';
import type { CheckDecision } from '../core/decision.ts';
import { visibleLine } from '../core/visible.ts';
import { checkRows, detailLines, gateText, shareWithRange } from '../core/wording/checks.ts';
import { percent } from '../core/wording/figures.ts';
import { type Paint, table, wrap } from './text-layout.ts';

interface Options {
  readonly width: number;
  readonly paint: Paint;
}

const NAME_COLUMNS = 36;

/** The table of every check and candidate, and what its figures mean. */
export function checksTable(
  checks: readonly CheckDecision[],
  confidence: number,
  { width, paint }: Options,
): string {
  const rows = checkRows(checks);
  const someUnjudged = rows.some(({ unjudged }) => unjudged > 0);
  const several = checks.some(({ differences }) => differences.length > 0);
  const text = table(
    rows.map((row) => ({
      Check: shortName(row.check),
      Candidate: visibleLine(row.candidate),
      Passed: row.passed,
      Share: row.share === '' ? 'none' : `${row.share} (${row.range})`,
      ...(several
        ? {
            'Against the best':
              row.differenceRange === '' ? row.difference : `${row.difference} (${row.differenceRange})`,
          }
        : {}),
      ...(someUnjudged ? { 'Not judged': row.unjudged === 0 ? '' : String(row.unjudged) } : {}),
    })),
    {
      width,
      left: new Set(['Check', 'Candidate']),
      paintHead: paint.dim,
      paintRow: (row, line) => (rows[row]!.out ? paint.red(line) : line),
    },
  );
  const gates = checks.flatMap((check) => {
    if (!check.gate) return [];
    const under = rows
      .filter((row) => row.check === check.name && row.out)
      .map((row) => visibleLine(row.candidate));
    const who = under.length === 0 ? 'nobody is under it' : `under it: ${under.join(', ')}`;
    return [
      wrap(`${visibleLine(check.name)} is a gate (${gateText(check).replace('gate: ', '')}): ${who}`, width),
    ];
  });
  const meaning =
    `Share: of the examples that pass; with ${percent(confidence)} confidence the true one lies in the range.` +
    (several ? ' Against the best: points of percent, on the same examples.' : '');
  return [text, ...gates, paint.dim(wrap(meaning, width))].join('\n');
}

function shortName(name: string): string {
  const line = visibleLine(name);
  return line.length > NAME_COLUMNS ? `${line.slice(0, NAME_COLUMNS - 3)}...` : line;
}

/** Precision and recall of each field. */
export function fieldsTable(
  name: string,
  fields: NonNullable<CheckDetails['fields']>,
  { width, paint }: Options,
): string {
  const rows = fields.flatMap(({ path, candidates }) =>
    candidates.map((one) => ({
      Field: path === '' ? 'all fields' : visibleLine(path),
      Candidate: visibleLine(one.candidate),
      'Right of wanted': `${one.right} of ${one.wanted}`,
      Recall: shareWithRange(one.recall, one.recallInterval),
      'Right of given': `${one.right} of ${one.given}`,
      Precision: shareWithRange(one.precision, one.precisionInterval),
    })),
  );
  const head = paint.bold(`${visibleLine(name)}, by field`);
  const left = new Set(['Field', 'Candidate']);
  return `${head}\n${table(rows, { width, left, paintHead: paint.dim })}`;
}

/** A matrix of more labels is too wide to read; its largest cells are listed instead. */
const MATRIX_LABELS = 8;
const CONFUSIONS = 10;

/** What was taken for what: the whole matrix of a few labels, else the most frequent mistakes. */
export function confusionText(name: string, of: Confusions, options: Options): string {
  const { labels, candidates } = of;
  const head = (what: string) => options.paint.bold(`${visibleLine(name)}, ${what}`);
  if (labels.length > MATRIX_LABELS) return `${head('most frequent mistakes')}\n${mistakes(of, options)}`;
  const blocks = candidates.map(({ candidate, matrix }) => {
    const rows = matrix.map((counts, i) => ({
      'Right one': visibleLine(labels[i]!),
      ...Object.fromEntries(counts.map((n, j) => [columnName(labels, j), n === 0 ? '.' : String(n)])),
    }));
    const title = `${head(`what ${visibleLine(candidate)} gave`)}`;
    return `${title}\n${table(rows, { width: options.width, left: new Set(['Right one']), paintHead: options.paint.dim })}`;
  });
  return blocks.join('\n\n');
}

function columnName(labels: readonly string[], column: number): string {
  return labels[column] === undefined ? 'none of them' : visibleLine(labels[column]);
}

function mistakes({ labels, candidates }: Confusions, { width, paint }: Options): string {
  const cells = candidates.flatMap(({ candidate, matrix }) =>
    matrix.flatMap((counts, i) =>
      counts.flatMap((n, j) => (i === j || n === 0 ? [] : [{ candidate, i, j, n }])),
    ),
  );
  if (cells.length === 0) return 'None.';
  cells.sort((a, b) => b.n - a.n);
  const shown = cells.slice(0, CONFUSIONS).map(({ candidate, i, j, n }) => ({
    'Right one': visibleLine(labels[i]!),
    'Taken for': columnName(labels, j),
    Candidate: visibleLine(candidate),
    Times: String(n),
  }));
  const text = table(shown, {
    width,
    left: new Set(['Right one', 'Taken for', 'Candidate']),
    paintHead: paint.dim,
  });
  const rest = cells.length - shown.length;
  return rest > 0 ? `${text}\n${paint.dim(`and ${rest} more kinds of mistakes, see --json`)}` : text;
}

/** Of each check that knows more than yes or no, where most is wrong. */
export function checkDetailText(checks: readonly CheckDecision[], { width, paint }: Options): string {
  const blocks = checks.flatMap((check) => {
    const { lines, rest } = detailLines(check);
    if (lines.length === 0) return [];
    const list = lines.map((line) => wrap(line, width, { first: '- ', rest: '  ' }));
    return [[`${visibleLine(check.name)}, where most is wrong:`, ...list, paint.dim(rest)].join('\n')];
  });
  return blocks.join('\n\n');
}
