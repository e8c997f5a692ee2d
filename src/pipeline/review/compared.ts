/** Two candidates beside each other, example by example: after the reveal alone. */
import type { Evidence } from '../../core/evidence.ts';
import { inNameOrder } from '../../core/in-name-order.ts';
import type {
  CompareOrder,
  CompareQuery,
  CompareRow,
  CompareView,
  Judgement,
} from '../../core/review/after.ts';
import { type RevealedOutput, rowOf } from './revealed-outputs.ts';

/**
 * What the decision counts is what is compared: a failed output as the lowest, trials and raters as it averages them. While another
 * rater is at work (`evidence` null) only one's own judgements of the outputs that are shown. Of several trials the first is shown;
 * examples that one of the two has no output for are left out. Undefined for names that no candidate has.
 */
export function compared(
  candidates: readonly string[],
  of: { readonly all: readonly RevealedOutput[]; readonly evidence: Evidence | null },
  { a, b, order }: CompareQuery,
): CompareView | undefined {
  const { all, evidence } = of;
  if (!candidates.includes(a) || !candidates.includes(b)) return undefined;
  const first = (name: string) =>
    new Map(
      all
        .filter(({ candidate }) => candidate === name)
        .toSorted((x, y) => y.trial - x.trial)
        .map((one) => [one.example, one]),
    );
  const [ofA, ofB] = [first(a), first(b)];
  const worth = evidence === null ? ownWorth(all) : decidedWorth(evidence, { a, b });
  const rows = [...ofA].flatMap(([example, one]): readonly CompareRow[] => {
    const other = ofB.get(example);
    if (other === undefined) return [];
    const same = one.output.text.trim() === other.output.text.trim() && one.status === other.status;
    return [{ example, a: rowOf(one), b: rowOf(other), ...worth(one, other), same }];
  });
  return { candidates, a, b, rows: inOrder(rows, order) };
}

type Worth = (one: RevealedOutput, other: RevealedOutput) => Pick<CompareRow, 'value' | 'difference'>;

function decidedWorth(evidence: Evidence, { a, b }: { readonly a: string; readonly b: string }): Worth {
  const column = evidence.candidates.indexOf(a);
  const values = new Map(
    [...evidence.examples, ...evidence.apart].map(({ id, cells }) => [id, cells[column]?.value]),
  );
  const pair = evidence.pairs.find((one) => (one.a === a && one.b === b) || (one.a === b && one.b === a));
  const sign = pair?.a === a ? 1 : -1;
  const differences = new Map(
    pair?.differences.map(({ example, difference }) => [example, sign * difference]),
  );
  return ({ example }) => ({
    value: values.get(example) ?? null,
    difference: differences.get(example) ?? null,
  });
}

function ownWorth(all: readonly RevealedOutput[]): Worth {
  const isRating = all.some(({ judgements }) => judgements.some(({ rating }) => rating !== undefined));
  const worthOf = ({ status, judgements }: RevealedOutput): number | null => {
    if (status === 'error') return isRating ? 1 : 0;
    const said = (one: Judgement) =>
      isRating ? one.rating : one.acceptable === undefined ? undefined : Number(one.acceptable);
    const values = judgements.flatMap((one) => said(one) ?? []);
    return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return (one, other) => {
    const [value, against] = [worthOf(one), worthOf(other)];
    return { value, difference: value === null || against === null ? null : value - against };
  };
}

function inOrder(rows: readonly CompareRow[], order: CompareOrder): readonly CompareRow[] {
  const byName = (x: CompareRow, y: CompareRow) => inNameOrder(x.example, y.example);
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
