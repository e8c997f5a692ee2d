/** Public tables: added whole, and the one thing here that may be removed again, since nobody of ours measured it. */
import type { AliasChange, Benchmark, BenchmarkAlias, BenchmarkTable } from '../core/benchmarks/benchmark.ts';
import type { Database, Tables } from './schema.ts';
import { reading, writing } from './writing.ts';

export async function benchmarks(db: Database): Promise<readonly Benchmark[]> {
  return await reading(db, allBenchmarks);
}

export async function benchmarkAliases(db: Database): Promise<readonly BenchmarkAlias[]> {
  return await db.selectFrom('benchmark_aliases').selectAll().orderBy('alias').execute();
}

/** All or none; one of a name that is there takes its place, and a name is one candidate's, or nobody's. Rows that would stay the same stay. */
export async function changeBenchmarks(
  db: Database,
  make: (now: readonly Benchmark[]) => {
    readonly put: readonly Benchmark[];
    readonly aliases: readonly AliasChange[];
  },
): Promise<void> {
  await writing(db, 'benchmarks', async (tx) => {
    const { put, aliases } = make(await allBenchmarks(tx));
    for (const one of put) {
      await tx.deleteFrom('benchmarks').where('name', '=', one.name).execute();
      await tx.insertInto('benchmarks').values(rowOf(one)).execute();
    }
    for (const { alias, candidate, at } of aliases) {
      const same = await tx
        .selectFrom('benchmark_aliases')
        .select('candidate')
        .where('alias', '=', alias)
        .executeTakeFirst();
      if (same?.candidate === candidate) continue;
      await tx.deleteFrom('benchmark_aliases').where('alias', '=', alias).execute();
      if (candidate !== undefined)
        await tx.insertInto('benchmark_aliases').values({ alias, candidate, at }).execute();
    }
  });
}

/** False: there is none of that name. */
export async function removeBenchmark(db: Database, name: string): Promise<boolean> {
  return await writing(db, 'benchmarks', async (tx) => {
    const there = await tx
      .selectFrom('benchmarks')
      .select('name')
      .where('name', '=', name)
      .executeTakeFirst();
    if (there === undefined) return false;
    await tx.deleteFrom('benchmarks').where('name', '=', name).execute();
    return true;
  });
}

async function allBenchmarks(db: Database): Promise<readonly Benchmark[]> {
  const rows = await db.selectFrom('benchmarks').selectAll().orderBy('at').orderBy('name').execute();
  return rows.map(({ name, digest, source, date, author, columns, models, at }) => ({
    name,
    digest,
    source,
    ...(date === null ? {} : { date }),
    ...(author === null ? {} : { author }),
    columns: JSON.parse(columns) as BenchmarkTable['columns'],
    models: JSON.parse(models) as BenchmarkTable['models'],
    at,
  }));
}

function rowOf({ name, digest, source, date, author, columns, models, at }: Benchmark): Tables['benchmarks'] {
  return {
    name,
    digest,
    source,
    date: date ?? null,
    author: author ?? null,
    columns: JSON.stringify(columns),
    models: JSON.stringify(models),
    at,
  };
}
