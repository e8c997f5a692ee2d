/** Which public tables repeat each other: of one source, with the same figures in a column, or one column at two dates. Together they are one witness. */
import { pearson } from '../../stats/pearson.ts';
import { type Benchmark, columnScores } from './benchmark.ts';
import { plain } from './column-roles.ts';
import { plainName } from './model-names.ts';

/** So many models of both, nearly all with the very same score, are one measurement that was copied. */
const FEWEST_SHARED = 5;
const SAME_SHARE = 0.8;
/** Columns of one name that go together so closely are one benchmark, measured at two dates or told by two pages. */
const ONE_BENCHMARK = 0.9;

interface Scores {
  /** Of the column, as it is compared. */
  readonly name: string;
  readonly of: ReadonlyMap<string, number>;
}

/** By name of the table, a number that all tables of one measurement share. */
export function measurements(tables: readonly Benchmark[]): ReadonlyMap<string, number> {
  const group = new Map(tables.map(({ name }, index) => [name, index]));
  const columns = new Map(tables.map((table) => [table.name, scoresOf(table)]));
  for (const [index, one] of tables.entries()) {
    for (const other of tables.slice(0, index)) {
      const isOne =
        sourceKey(one.source) === sourceKey(other.source) ||
        columns.get(one.name)!.some((a) => columns.get(other.name)!.some((b) => repeats(a, b)));
      if (!isOne) continue;
      const [from, to] = [group.get(one.name)!, group.get(other.name)!];
      for (const [name, at] of group) if (at === from) group.set(name, to);
    }
  }
  return group;
}

function scoresOf(table: Benchmark): readonly Scores[] {
  return table.columns.flatMap(({ kind, name }, at) => {
    const scores = [...columnScores(table, at)].map(
      ([model, { value }]) => [plainName(model), value] as const,
    );
    return kind === 'quality' ? [{ name: plain(name), of: new Map(scores) }] : [];
  });
}

function repeats({ name, of: a }: Scores, { name: other, of: b }: Scores): boolean {
  const shared = [...a.keys()].filter((model) => b.has(model));
  if (shared.length < FEWEST_SHARED) return false;
  const [one, two] = [shared.map((model) => a.get(model)!), shared.map((model) => b.get(model)!)];
  const same = one.filter((value, at) => value === two[at]).length;
  const isConstant = new Set(one).size < FEWEST_SHARED;
  if (!isConstant && same >= SAME_SHARE * shared.length) return true;
  return name === other && (pearson(one, two) ?? 0) >= ONE_BENCHMARK;
}

/** Tables of one page are one source, wherever in it they stand. */
function sourceKey(source: string): string {
  return source
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/[#?].*$/, '')
    .replace(/\/+$/, '');
}
