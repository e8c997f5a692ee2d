/** The processes that take part in a run: who they are, that they live, and what becomes of their calls when they end. */
import { sql } from 'kysely';
import type { AskedRun, Heard, LearntPace, LeftCall, RunProcess, SeenProcess } from '../core/calls.ts';
import { OUTCOME_UNKNOWN } from '../core/output.ts';
import { insertAttempts } from './put-outputs.ts';
import type { Database } from './schema.ts';
import { writing } from './writing.ts';

export async function joinRun(db: Database, process: RunProcess, at: string): Promise<string> {
  return await writing(db, 'outputs', async (tx) => {
    const others = await tx.selectFrom('run_processes').select('run').limit(1).executeTakeFirst();
    const run = others?.run ?? process.id;
    // It is there already when this process began the run and was taken for dead since.
    await tx
      .insertInto('runs')
      .values({ id: run, spent_usd: 0, at })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await tx
      .insertInto('run_processes')
      .values({ ...processRow(process), run, beat: 0, learnt: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return run;
  });
}

function processRow({ id, host, pid, began, asked }: RunProcess) {
  return { id, host, pid, began, asked: asked === undefined ? null : JSON.stringify(asked) };
}

export async function beat(
  db: Database,
  process: RunProcess,
  { at, learnt }: { readonly at: string; readonly learnt: readonly LearntPace[] },
): Promise<Heard> {
  const others = (await runProcesses(db)).filter(({ id }) => id !== process.id);
  const told = learnt.length === 0 ? null : JSON.stringify(learnt);
  const { rows } = await sql<{ asked: string | null }>`
    update run_processes set beat = beat + 1, learnt = ${told} where id = ${process.id} returning asked`.execute(
    db,
  );
  const [own] = rows;
  // Taken for dead, while the machine slept perhaps.
  if (own === undefined) await joinRun(db, process, at);
  return { others, calledOff: process.asked !== undefined && own?.asked === null };
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
  return await writing(db, 'outputs', async (tx) => {
    const rows = await tx
      .selectFrom('claims')
      .selectAll()
      .where('process', 'in', [...ids])
      .execute();
    const left = rows.filter((row) => row.in_flight === 1);
    await insertAttempts(
      tx,
      left.map(({ candidate, example, trial, at: startedAt, most_usd: mostUsd }) => ({
        key: { candidate, example, trial },
        attempts: [
          {
            number: 1,
            startedAt,
            durationMs: 0,
            status: 'error',
            failure: unknownOutcome(at),
            ...(mostUsd === null ? {} : { mostUsd }),
          },
        ],
      })),
    );
    // They may have been billed, so the limit of those who go on counts them.
    await sql`
      update runs set spent_usd = spent_usd + coalesce((
        select sum(c.most_usd) from claims as c join run_processes as p on p.id = c.process
        where p.run = runs.id and c.in_flight = 1 and c.process in (${sql.join([...ids])})
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
    return left.map(({ candidate, example, trial, most_usd: mostUsd }) => ({
      candidate,
      example,
      trial,
      ...(mostUsd === null ? {} : { mostUsd }),
    }));
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
