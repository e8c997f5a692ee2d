/** The processes that take part in a run: who they are, that they live, and what becomes of their calls when they end. */
import { sql } from 'kysely';
import type {
  AskedRun,
  Heard,
  LearntPace,
  LeftCall,
  RunProcess,
  SeenProcess,
  SpentElsewhere,
} from '../core/calls.ts';
import { OUTCOME_UNKNOWN, type OutputKey } from '../core/output.ts';
import { insertAttempts } from './put-outputs.ts';
import type { Database } from './schema.ts';
import { writingCalls } from './writing.ts';

export async function joinRun(
  db: Database,
  process: RunProcess,
  { at, spent }: { readonly at: string; readonly spent?: SpentElsewhere | undefined },
): Promise<string> {
  return await writingCalls(db, async (tx) => {
    const others = await tx.selectFrom('run_processes').select('run').limit(1).executeTakeFirst();
    const run = others?.run ?? process.id;
    // It is there already when this process began the run and was taken for dead since.
    const begun = await tx
      .insertInto('runs')
      .values({ id: run, spent_usd: 0, at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute();
    const joined = await tx
      .insertInto('run_processes')
      .values({ ...processRow(process), run, beat: 0, learnt: null })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute();
    // What it spent as one of this run is counted there already, unless the run ended meanwhile.
    const known = begun.length === 0 && spent?.run === run;
    if (joined.length > 0 && spent !== undefined && !known)
      await tx
        .updateTable('runs')
        .set((eb) => ({ spent_usd: eb('spent_usd', '+', spent.usd) }))
        .where('id', '=', run)
        .execute();
    return run;
  });
}

function processRow({ id, host, pid, began, asked }: RunProcess) {
  return { id, host, pid, began, asked: asked === undefined ? null : JSON.stringify(asked) };
}

export async function beat(db: Database, process: RunProcess, learnt: readonly LearntPace[]): Promise<Heard> {
  const others = (await runProcesses(db)).filter(({ id }) => id !== process.id);
  const told = learnt.length === 0 ? null : JSON.stringify(learnt);
  const { rows } = await sql<{ asked: string | null }>`
    update run_processes set beat = beat + 1, learnt = ${told} where id = ${process.id} returning asked`.execute(
    db,
  );
  const [own] = rows;
  return {
    others,
    buried: own === undefined,
    calledOff: process.asked !== undefined && own?.asked === null,
  };
}

export async function callOff(db: Database, run: string): Promise<void> {
  const helping = (await runProcesses(db)).filter(({ id, asked }) => id !== run && asked?.id === run);
  if (helping.length === 0) return;
  await db
    .updateTable('run_processes')
    .set({ asked: null })
    .where(
      'id',
      'in',
      helping.map(({ id }) => id),
    )
    .execute();
}

export async function runProcesses(db: Database): Promise<readonly SeenProcess[]> {
  const rows = await db.selectFrom('run_processes').selectAll().orderBy('id').execute();
  return rows.map(({ id, host, pid, began, asked, beat: count, learnt }) => ({
    id,
    host,
    pid,
    began,
    beat: count,
    ...(asked === null ? {} : { asked: JSON.parse(asked) as AskedRun }),
    learnt: learnt === null ? [] : (JSON.parse(learnt) as readonly LearntPace[]),
  }));
}

export async function endProcesses(
  db: Database,
  ids: readonly string[],
  at: string,
): Promise<readonly LeftCall[]> {
  if (ids.length === 0) return [];
  return await writingCalls(db, async (tx) => {
    const rows = await tx
      .selectFrom('claims')
      .selectAll()
      .where('process', 'in', [...ids])
      .execute();
    // A claim may cover more than one call: one that was given up stays open beside the next.
    const left = rows.flatMap(({ candidate, example, trial, at: startedAt, most_usd, in_flight: calls }) => {
      const key: OutputKey = { candidate, example, trial };
      const cost = most_usd === null ? {} : { mostUsd: most_usd / calls };
      return Array.from({ length: calls }, () => ({ key, startedAt, cost }));
    });
    await insertAttempts(
      tx,
      left.map(({ key, startedAt, cost }) => ({
        key,
        attempts: [
          { number: 1, startedAt, durationMs: 0, status: 'error', failure: unknownOutcome(at), ...cost },
        ],
      })),
    );
    // They may have been billed, so the limit of those who go on counts them.
    await sql`
      update runs set spent_usd = spent_usd + coalesce((
        select sum(c.most_usd) from claims as c join run_processes as p on p.id = c.process
        where p.run = runs.id and c.in_flight > 0 and c.process in (${sql.join([...ids])})
      ), 0)`.execute(tx);
    await tx
      .deleteFrom('claims')
      .where('process', 'in', [...ids])
      .execute();
    await tx
      .deleteFrom('run_processes')
      .where('id', 'in', [...ids])
      .execute();
    await sql`delete from runs where id not in (select run from run_processes)`.execute(tx);
    return left.map(({ key, cost }) => ({ ...key, ...cost }));
  });
}

const unknownOutcome = (at: string) => ({
  code: OUTCOME_UNKNOWN,
  message: `the process that asked ended before the answer was stored (found at ${at}); it may have been billed`,
});

export async function spentUsd(db: Database, run: string): Promise<number> {
  const row = await db.selectFrom('runs').select('spent_usd').where('id', '=', run).executeTakeFirst();
  return row?.spent_usd ?? 0;
}
