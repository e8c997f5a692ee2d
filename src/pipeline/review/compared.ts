/** Two candidates beside each other, example by example: after the reveal alone. */
import type {
  CompareOrder,
  CompareQuery,
  CompareRow,
  CompareView,
  Judgement,
} from '../../core/review/after.ts';
import { type RevealedOutput, rowOf } from './revealed-outputs.ts';

/** The first trial of each; examples that one of them has no output for are left out. Undefined for names that no candidate has. */
export function compared(
  candidates: readonly string[],
  all: readonly RevealedOutput[],
  { a, b, order }: CompareQuery,
): CompareView | undefined {
  if (!candidates.includes(a) || !candidates.includes(b)) return undefined;
  const first = (name: string) =>
    new Map(
      all
        .filter(({ candidate }) => candidate === name)
        .toSorted((x, y) => y.trial - x.trial)
        .map((one) => [one.example, one]),
    );
  const [ofA, ofB] = [first(a), first(b)];
  const isRating = all.some(({ judgements }) => judgements.some(({ rating }) => rating !== undefined));
  const rows = [...ofA].flatMap(([example, one]): readonly CompareRow[] => {
    const other = ofB.get(example);
    if (other === undefined) return [];
    const [valueA, valueB] = [worthOf(one, isRating), worthOf(other, isRating)];
    return [
      {
        example,
        a: rowOf(one),
        b: rowOf(other),
        value: valueA,
        difference: valueA === null || valueB === null ? null : valueA - valueB,
        same: one.output.text.trim() === other.output.text.trim(),
      },
    ];
  });
  return { candidates, a, b, rows: inOrder(rows, order) };
}

/** The mean of what is said: the rating, or the share of yes; null where nobody has said. */
function worthOf({ judgements }: RevealedOutput, isRating: boolean): number | null {
  const said = (one: Judgement) =>
    isRating ? one.rating : one.acceptable === undefined ? undefined : Number(one.acceptable);
  const values = judgements.flatMap((one) => said(one) ?? []);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** e2 before e10, as people count. */
const NAMES = new Intl.Collator('en', { numeric: true });

function inOrder(rows: readonly CompareRow[], order: CompareOrder): readonly CompareRow[] {
  const byName = (x: CompareRow, y: CompareRow) =>
    NAMES.compare(x.example, y.example) || (x.example < y.example ? -1 : 1);
  const worst = (row: CompareRow) => row.value ?? Number.POSITIVE_INFINITY;
  switch (order) {
    case 'apart':
      return rows
        .filter(({ difference }) => difference !== null && difference !== 0)
        .toSorted((x, y) => Math.abs(y.difference!) - Math.abs(x.difference!) || byName(x, y));
    case 'worst':
      // Two that nobody has rated are equal, though Infinity minus itself is no number.
      return rows.toSorted((x, y) => (worst(x) === worst(y) ? byName(x, y) : worst(x) - worst(y)));
    case 'all':
      return rows.toSorted(byName);
  }
}
