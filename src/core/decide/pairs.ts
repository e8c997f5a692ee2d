/** Two candidates on the examples that both have: the differences, in the order in which they became known. */
import { type Cell, type CellRows, cellValue, type Table } from './cells.ts';

/** One example that both candidates of a pair have rated. */
export interface PairItem {
  /** Index into the table's examples. */
  readonly example: number;
  readonly a: number;
  readonly b: number;
  readonly difference: number;
}

export interface Pair {
  /** Column indices, a before b in config order. */
  readonly a: number;
  readonly b: number;
  readonly items: readonly PairItem[];
  /** Where no times were given, the order of the examples stood in for them. */
  readonly usedGivenOrder: boolean;
}

/**
 * Every pair in config order. The difference is taken within each rater who rated both, then averaged over
 * those raters, so that a strict and a mild rater do not become a difference of candidates. A failed output
 * is the lowest value from everybody.
 *
 * Items are in the order in which they became complete: the latest of the earliest times of the ratings that
 * the example needed, so that a later correction does not move it. Examples without times come first, in the
 * order given; equal times go by id.
 */
export function pairsOf(table: Table, cells: CellRows, k: number, low: number): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let a = 0; a < k; a++) for (let b = a + 1; b < k; b++) pairs.push(pairOf(table, cells, { a, b, low }));
  return pairs;
}

interface Timed {
  readonly item: PairItem;
  readonly since: number;
  /** 0 when both failed (no time, no rating), the place in the input when no time was given, else 0. */
  readonly given: number;
  readonly untimed: boolean;
}

function pairOf(table: Table, cells: CellRows, of: { a: number; b: number; low: number }): Pair {
  const timed: Timed[] = [];
  for (let example = 0; example < cells.length; example++) {
    const a = cells[example]![of.a];
    const b = cells[example]![of.b];
    if (!a || !b) continue;
    const values = bothValues(a, b, of.low);
    if (!values) continue;
    const untimed = values.since === Number.NEGATIVE_INFINITY && !(a.failed && b.failed);
    const item = { example, a: values.a, b: values.b, difference: values.difference };
    timed.push({ item, since: values.since, given: untimed ? table.examples[example]!.given : -1, untimed });
  }
  // The examples come sorted by id and the sort is stable, so that equal times stay in id order.
  timed.sort((x, y) => (x.since === y.since ? x.given - y.given : x.since - y.since));
  return {
    a: of.a,
    b: of.b,
    items: timed.map(({ item }) => item),
    usedGivenOrder: timed.filter(({ untimed }) => untimed).length > 1,
  };
}

function bothValues(a: Cell, b: Cell, low: number) {
  if (a.failed && b.failed) return { a: low, b: low, difference: 0, since: Number.NEGATIVE_INFINITY };
  if (a.failed) return { ...failedAgainst(b, low, -1), a: low, b: cellValue(b, low) };
  if (b.failed) return { ...failedAgainst(a, low, 1), a: cellValue(a, low), b: low };
  let sumA = 0;
  let sumB = 0;
  let difference = 0;
  let raters = 0;
  let since = Number.POSITIVE_INFINITY;
  for (const ofA of a.raters) {
    const ofB = b.raters.find(({ rater }) => rater === ofA.rater);
    if (!ofB) continue;
    sumA += ofA.value;
    sumB += ofB.value;
    difference += ofA.value - ofB.value;
    raters++;
    since = Math.min(since, Math.max(ofA.since, ofB.since));
  }
  if (raters === 0) return undefined;
  return { a: sumA / raters, b: sumB / raters, difference: difference / raters, since };
}

function failedAgainst(rated: Cell, low: number, sign: number) {
  let since = Number.POSITIVE_INFINITY;
  for (const judgement of rated.raters) since = Math.min(since, judgement.since);
  return { difference: sign * (cellValue(rated, low) - low), since };
}
