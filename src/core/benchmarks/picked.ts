/** Whether a public table shows what its author likes: some of the usual benchmarks only, or those that the author wins. */
import { type Benchmark, type BenchmarkTable, columnScores, signOf } from './benchmark.ts';
import { USUAL, USUAL_AS_OF, USUAL_SINCE } from './known-benchmarks.ts';
import { plainModel } from './model-names.ts';
import { providerNamed, providerOf } from './providers.ts';

export interface PickedFlag {
  readonly kind: 'some-of-the-usual' | 'author-wins-all' | 'one-provider-wins-all';
  /** A sentence or two. */
  readonly text: string;
}

/** A table of more models, by nobody who has one in it, is a leaderboard: what it shows is what it is about. */
const MOST_IN_A_POST = 12;
/** As many of them are enough. */
const ENOUGH_USUAL = 2 / 3;

/**
 * Pure. Only columns of quality count. What is usual is asked of two or more of them, of a table of these years, and not of what a harness
 * measured for the user. That all are won needs models of others to win against, and no tie with one of these; by whom is known for one column
 * only where the author is.
 */
export function pickedFlags(
  table: BenchmarkTable & Pick<Benchmark, 'date'>,
  author?: string,
): readonly PickedFlag[] {
  if (author === undefined && table.models.length > MOST_IN_A_POST) return [];
  return [...usualFlag(table), ...winsFlag(table, author)];
}

/** Its own date, else the newest of its models. */
function dateOf({ date, models }: BenchmarkTable & Pick<Benchmark, 'date'>): string | undefined {
  return (
    date ??
    models
      .flatMap((one) => one.date ?? plainModel(one.name).date ?? [])
      .sort()
      .at(-1)
  );
}

function usualFlag(table: BenchmarkTable & Pick<Benchmark, 'date'>): readonly PickedFlag[] {
  const { columns } = table;
  const date = dateOf(table);
  if (date !== undefined && date < USUAL_SINCE) return [];
  if (columns.every(({ metric }) => metric !== undefined)) return [];
  const names = columns.filter(({ kind }) => kind === 'quality').map(({ name }) => name);
  const kinds = USUAL.map(({ kind, benchmarks }) => {
    const shown = benchmarks.filter(({ pattern }) => names.some((name) => pattern.test(name)));
    return { kind, shown, missing: benchmarks.filter((one) => !shown.includes(one)), all: benchmarks.length };
  });
  const best = kinds.reduce((a, b) => (b.shown.length > a.shown.length ? b : a));
  if (names.length < 2 || best.shown.length === 0 || best.shown.length >= best.all * ENOUGH_USUAL) return [];
  const missing = best.missing.map(({ name }) => name).join(', ');
  return [
    {
      kind: 'some-of-the-usual',
      text: `It shows ${best.shown.length} of the ${best.all} benchmarks that ${best.kind} usually report (our list of ${USUAL_AS_OF}); not ${missing}. What is left out may be what looked worse; posts of other times report others.`,
    },
  ];
}

function winsFlag(table: BenchmarkTable, author: string | undefined): readonly PickedFlag[] {
  const own = author === undefined ? undefined : providerNamed(author);
  const quality = [...table.columns.keys()].filter((column) => table.columns[column]!.kind === 'quality');
  const owner = new Map(table.models.map(({ name }) => [name, providerOf(name)]));
  // Where nobody else has a score, nothing was won.
  const winners = quality.flatMap((column) => {
    const sign = signOf(table.columns[column]!);
    const scores = [...columnScores(table, column)];
    if (new Set(scores.map(([name]) => owner.get(name))).size < 2) return [];
    const best = Math.max(...scores.map(([, { value }]) => sign * value));
    const first = scores.filter(([, { value }]) => sign * value === best).map(([name]) => owner.get(name));
    return [new Set(first).size === 1 ? first[0] : undefined];
  });
  const winner = winners[0];
  if (winner === undefined || winners.some((one) => one !== winner)) return [];
  const all =
    winners.length === 1
      ? 'the one column'
      : winners.length === 2
        ? 'both columns'
        : `all ${winners.length} columns`;
  if (own === winner)
    return [
      {
        kind: 'author-wins-all',
        text: `Its author's models win ${all} that others have a score in: a table of benchmarks that were picked, or models that were.`,
      },
    ];
  if (own !== undefined || winners.length < 2) return [];
  return [
    {
      kind: 'one-provider-wins-all',
      text: `Models of ${winner} win ${all} that others have a score in. If ${winner} published it, the table is picked: add it with --author ${winner}.`,
    },
  ];
}
