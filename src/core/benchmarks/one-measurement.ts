/** Which public tables repeat each other: of one source, or with the same figures in a column. Together they are one witness. */
import { type Benchmark, columnScores } from './benchmark.ts';
import { plainName } from './model-names.ts';

/** So many models of both, nearly all with the very same score, are one measurement that was copied. */
const FEWEST_SHARED = 5;
const SAME_SHARE = 0.8;

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

function scoresOf(table: Benchmark): readonly ReadonlyMap<string, number>[] {
  return table.columns.flatMap(({ kind }, at) =>
    kind === 'quality'
      ? [new Map([...columnScores(table, at)].map(([name, { value }]) => [plainName(name), value]))]
      : [],
  );
}

function repeats(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  const shared = [...a.keys()].filter((name) => b.has(name));
  const same = shared.filter((name) => a.get(name) === b.get(name)).length;
  const isConstant = new Set(shared.map((name) => a.get(name))).size < FEWEST_SHARED;
  return shared.length >= FEWEST_SHARED && !isConstant && same >= SAME_SHARE * shared.length;
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
