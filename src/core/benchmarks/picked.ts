/** Whether a public table shows what its author likes: some of the usual benchmarks only, or those that the author wins. */
import { type BenchmarkTable, columnScores, signOf } from './benchmark.ts';
import { USUAL, USUAL_AS_OF } from './known-benchmarks.ts';
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
 * Pure. Only columns of quality count, two at least. That all columns are won needs two of them, models of others to win against, and no tie with one of these.
 */
export function pickedFlags(table: BenchmarkTable, author?: string): readonly PickedFlag[] {
  if (author === undefined && table.models.length > MOST_IN_A_POST) return [];
  return [...usualFlag(table), ...winsFlag(table, author)];
}

function usualFlag({ columns }: BenchmarkTable): readonly PickedFlag[] {
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
      text: `It shows ${best.shown.length} of the ${best.all} benchmarks that ${best.kind} usually report (our list of ${USUAL_AS_OF}); not ${missing}. What is left out may be what looked worse.`,
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
  if (winners.length < 2 || winner === undefined || winners.some((one) => one !== winner)) return [];
  if (own === winner)
    return [
      {
        kind: 'author-wins-all',
        text: `Its author's models win ${winners.length === 2 ? 'both' : `all ${winners.length}`} columns that others have a score in: a table of benchmarks that were picked, or models that were.`,
      },
    ];
  if (own !== undefined) return [];
  return [
    {
      kind: 'one-provider-wins-all',
      text: `Models of ${winner} win ${winners.length === 2 ? 'both' : `all ${winners.length}`} columns that others have a score in. If ${winner} published it, the table is picked: add it with --author ${winner}.`,
    },
  ];
}
