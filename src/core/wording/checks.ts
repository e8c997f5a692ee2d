/** What the checks of a decision say, as the cells of a table: the same in the terminal and on the page. */
import type { CheckDetails, FieldFigures } from '../check.ts';
import type { CheckDecision, Interval } from '../decision.ts';
import { textStart } from '../text-start.ts';
import { visibleLine } from '../visible.ts';
import { interval, signed, wholePercent } from './figures.ts';

export interface CheckRow {
  readonly check: string;
  readonly candidate: string;
  /** `41 of 50`. */
  readonly passed: string;
  /** `82 %`, and its range. */
  readonly share: string;
  readonly range: string;
  /** `best`, `tied` (with another), or points of percent with their range. */
  readonly difference: string;
  readonly differenceRange: string;
  /** Outputs that could not be judged. */
  readonly unjudged: number;
  /** Under what a gate asks for. */
  readonly out: boolean;
}

/** A row for each check and candidate, in the order of the config. */
export function checkRows(checks: readonly CheckDecision[]): readonly CheckRow[] {
  return checks.flatMap((check) => {
    const tied = check.differences.some(({ difference }) => Math.abs(difference) < 1e-9);
    return check.candidates.map((one): CheckRow => {
      const { name, n, passed, rate, unjudged } = one;
      const difference = check.differences.find(({ candidate }) => candidate === name);
      const points = (value: number) => signed(value, 'acceptable');
      return {
        check: check.name,
        candidate: name,
        passed: `${Number(passed.toFixed(1))} of ${n}`,
        share: rate === undefined ? '' : share(rate),
        range: one.interval === undefined ? '' : interval(one.interval, wholePercent),
        difference:
          name === check.leader
            ? tied
              ? 'tied'
              : 'best'
            : difference === undefined
              ? ''
              : points(difference.difference),
        differenceRange: difference === undefined ? '' : interval(difference.interval, points),
        unjudged,
        out: check.gate && rate !== undefined && passed / n < (check.atLeast ?? 1) - 1e-9,
      };
    });
  });
}

/** A share in percent that reads as all or none only when it is. */
export function share(rate: number): string {
  const whole = Math.round(rate * 100);
  const lies = (whole === 100 && rate < 1) || (whole === 0 && rate > 0);
  return lies ? `${Math.min(Math.max(rate * 100, 0.1), 99.9).toFixed(1)} %` : `${whole} %`;
}

/** `gate: 95 %`, for a check that takes candidates out. */
export function gateText({ gate, atLeast = 1 }: Pick<CheckDecision, 'gate' | 'atLeast'>): string {
  return gate ? `gate: ${share(atLeast)}` : '';
}

/** `92 % (81 to 97)`; '' where there is no share. */
export function shareWithRange(rate: number | null, range: Interval | undefined): string {
  if (rate === null) return '';
  return range === undefined ? share(rate) : `${share(rate)} (${interval(range, wholePercent)})`;
}

/** So many fields, or kinds of mistakes, stand in a decision; `fieldtest checks` has all. */
const MOST_LINES = 3;
const LABEL_LENGTH = 40;

/** Where a check that knows more than yes or no found most wrong, a line each, and where the rest is told. */
export function detailLines({ fields, labels }: CheckDetails): {
  readonly lines: readonly string[];
  readonly rest: string;
} {
  const lines = [...(fields ? fieldLines(fields) : []), ...(labels ? mistakeLines(labels) : [])];
  const more = lines.length - MOST_LINES;
  return {
    lines: lines.slice(0, MOST_LINES),
    rest: `${more > 0 ? `And ${more} more, in` : 'In'} full: fieldtest checks`,
  };
}

/** `total: recall A 92 % (81 to 97), B 80 % (66 to 89); precision A ...`, of fields with a mistake, the most wrong first. */
function fieldLines(fields: NonNullable<CheckDetails['fields']>): readonly string[] {
  const wrong = (of: { readonly candidates: readonly FieldFigures[] }) =>
    of.candidates.reduce((sum, { wanted, given, right }) => sum + wanted + given - 2 * right, 0);
  return fields
    .filter((field) => field.path !== '' && wrong(field) > 0)
    .sort((a, b) => wrong(b) - wrong(a))
    .map(({ path, candidates }) => {
      const figures = (of: 'recall' | 'precision') =>
        candidates
          .filter((one) => one[of] !== null)
          .map((one) => `${visibleLine(one.candidate)} ${shareWithRange(one[of], one[`${of}Interval`])}`)
          .join(', ');
      const parts = (['recall', 'precision'] as const).flatMap((of) =>
        figures(of) === '' ? [] : [`${of} ${figures(of)}`],
      );
      return `${visibleLine(path)}: ${parts.join('; ')}`;
    });
}

/** `"spam" taken for "ham": A 4, B 1`, the most frequent first. */
function mistakeLines({ labels, candidates }: NonNullable<CheckDetails['labels']>): readonly string[] {
  const kinds = new Map<string, { right: number; given: number; total: number; by: string[] }>();
  for (const { candidate, matrix } of candidates) {
    matrix.forEach((counts, right) => {
      counts.forEach((n, given) => {
        if (right === given || n === 0) return;
        const kind = kinds.get(`${right} ${given}`) ?? { right, given, total: 0, by: [] };
        kind.total += n;
        kind.by.push(`${visibleLine(candidate)} ${n}`);
        kinds.set(`${right} ${given}`, kind);
      });
    });
  }
  return [...kinds.values()]
    .sort((a, b) => b.total - a.total)
    .map(
      ({ right, given, by }) =>
        `${quoted(labels[right])} taken for ${quoted(labels[given])}: ${by.join(', ')}`,
    );
}

/** The last column of a matrix has no label. */
function quoted(label: string | undefined): string {
  return label === undefined ? 'none of the labels' : `"${visibleLine(textStart(label, LABEL_LENGTH))}"`;
}
