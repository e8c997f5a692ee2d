/** Calls in flight: claims and settlements, a group of them in one transaction. */
import { sql } from 'kysely';
import type { Claim, ClaimOutcome, Settlement } from '../core/calls.ts';
import { type OutputKey, outputKeyText } from '../core/output.ts';
import { unforgotten } from './forgotten.ts';
import { parts } from './parts.ts';
import { among, insertAttempts, insertOutputs, knownOf, PART } from './put-outputs.ts';
import type { Database } from './schema.ts';
import { writingCalls } from './writing.ts';

export type CallWrite = { readonly claim: Claim; readonly at: string } | { readonly settlement: Settlement };
export type CallWritten = ClaimOutcome | boolean;

/** What is settled first makes room for what is claimed. `again`: the same may have been written already. */
export async function writeCalls(
  db: Database,
  writes: readonly CallWrite[],
  again = false,
): Promise<readonly CallWritten[]> {
  return await writingCalls(db, async (tx) => {
    const settlements = writes.flatMap((write) => ('settlement' in write ? [write.settlement] : []));
    const stored = (again && (await settledBefore(tx, settlements))) || (await settle(tx, settlements));
    const claims = writes.flatMap((write) => ('claim' in write ? [write] : []));
    const claimed = await claim(tx, claims);
    const [nextStored, nextClaimed] = [stored.values(), claimed.values()];
    return writes.map((write) => ('claim' in write ? nextClaimed : nextStored).next().value!);
  });
}

/**
 * What `settle` gave when the same group was committed and its word got lost; undefined when it was not. Known by the
 * attempts: nobody else makes one for the same key at the same moment. A group without any is done again, which at worst
 * counts twice what it spent.
 */
async function settledBefore(
  tx: Database,
  list: readonly Settlement[],
): Promise<readonly boolean[] | undefined> {
  const begun = new Set<string>();
  const stored = new Set<string>();
  for (const part of parts(list, PART)) {
    const keys = among(part.map(({ key }) => key));
    const { rows } = await sql<OutputKey & { started_at: string | null; at: string | null }>`
      select candidate, example, trial, started_at, at from outputs where ${keys}
      union all
      select candidate, example, trial, started_at, null from attempts where ${keys}`.execute(tx);
    for (const row of rows) {
      begun.add(`${outputKeyText(row)} ${row.started_at}`);
      stored.add(`${outputKeyText(row)} ${row.at}`);
    }
  }
  const known = list.some(({ key, attempts = [], output }) =>
    [...attempts, ...(output?.attempts ?? [])].some(({ startedAt }) =>
      begun.has(`${outputKeyText(key)} ${startedAt}`),
    ),
  );
  if (!known) return undefined;
  return list.map(
    ({ key, output }) => output === undefined || stored.has(`${outputKeyText(key)} ${output.at}`),
  );
}

/** Whoever holds a key now, and the most (USD) that its calls in flight may cost. */
interface Holder {
  readonly process: string;
  readonly mostUsd: number;
}

async function settle(tx: Database, list: readonly Settlement[]): Promise<readonly boolean[]> {
  if (list.length === 0) return [];
  await insertAttempts(
    tx,
    list.map(({ key, attempts = [] }) => ({ key, attempts })).filter(({ attempts }) => attempts.length > 0),
  );
  const stored = await insertOutputs(
    tx,
    list.flatMap(({ output }) => output ?? []),
  );
  for (const [kept, settlements] of Map.groupBy(list, ({ keep }) => keep === true)) {
    for (const [process, own] of Map.groupBy(settlements, (one) => one.process)) {
      for (const part of parts(own, PART)) {
        const theirs = sql<boolean>`process = ${process} and ${among(part.map(({ key }) => key))}`;
        if (kept) await tx.updateTable('claims').set({ in_flight: 0 }).where(theirs).execute();
        else await tx.deleteFrom('claims').where(theirs).execute();
      }
    }
  }
  for (const [process, own] of Map.groupBy(list, (one) => one.process)) {
    const spent = own.reduce((sum, { spentUsd }) => sum + spentUsd, 0);
    if (spent === 0) continue;
    await sql`update runs set spent_usd = spent_usd + ${spent}
      where id = (select run from run_processes where id = ${process})`.execute(tx);
  }
  const results = stored.values();
  return list.map(({ output }) => (output === undefined ? true : results.next().value!));
}

async function claim(
  tx: Database,
  list: readonly { readonly claim: Claim; readonly at: string }[],
): Promise<readonly ClaimOutcome[]> {
  if (list.length === 0) return [];
  const keys = list.map((one) => one.claim.key);
  const holders = new Map<string, Holder>();
  for (const part of parts(keys, PART)) {
    const held = await sql<OutputKey & { process: string; most: number | null; in_flight: number }>`
      select candidate, example, trial, process, most_usd as most, in_flight from claims
      where ${among(part)}`.execute(tx);
    for (const row of held.rows)
      holders.set(outputKeyText(row), {
        process: row.process,
        mostUsd: row.in_flight === 0 ? 0 : (row.most ?? 0),
      });
  }
  const known = await knownOf(tx, keys);
  const runs = await runsOf(
    tx,
    list.map((one) => one.claim),
  );
  const allowed = new Set(await unforgotten(tx, list, ({ claim: { key } }) => ({ id: key.example })));
  const fresh: { readonly claim: Claim; readonly at: string }[] = [];
  const renewed: Claim[] = [];
  const outcomes = list.map((one): ClaimOutcome => {
    if (!allowed.has(one)) return 'done';
    const { key, process, mostUsd = 0, limitUsd, failures: past = 0 } = one.claim;
    const text = outputKeyText(key);
    const holder = holders.get(text);
    if (holder !== undefined && holder.process !== process) return 'taken';
    const { answered, failures } = known.get(text)!;
    if (answered || (failures > past && holder === undefined)) return 'done';
    const run = runs.get(process);
    if (run === undefined) return 'wait';
    const more = mostUsd - (holder?.mostUsd ?? 0);
    if (limitUsd !== undefined && run.spent + mostUsd > limitUsd) return 'over';
    if (limitUsd !== undefined && run.reserved + run.spent + more > limitUsd) return 'wait';
    run.reserved += more;
    if (holder === undefined) fresh.push(one);
    else renewed.push(one.claim);
    holders.set(text, { process, mostUsd });
    return 'claimed';
  });
  for (const part of parts(fresh, PART)) await tx.insertInto('claims').values(part.map(claimRow)).execute();
  for (const { key, process, mostUsd, calls = 1 } of renewed)
    await tx
      .updateTable('claims')
      .set({ in_flight: calls, most_usd: mostUsd ?? null })
      .where(sql<boolean>`process = ${process} and ${among([key])}`)
      .execute();
  return outcomes;
}

function claimRow({ claim, at }: { readonly claim: Claim; readonly at: string }) {
  const { key, process, mostUsd, calls = 1 } = claim;
  const { candidate, example, trial } = key;
  return { candidate, example, trial, process, in_flight: calls, most_usd: mostUsd ?? null, at };
}

/** USD that a run has spent, and holds back for what is in flight; the latter is 0 where no claim has a limit. */
interface Money {
  readonly spent: number;
  reserved: number;
}

/** By process, the money of its run; none for a process that was taken for dead. */
async function runsOf(tx: Database, claims: readonly Claim[]): Promise<ReadonlyMap<string, Money>> {
  const limited = claims.some(({ limitUsd }) => limitUsd !== undefined);
  const processes = [...new Set(claims.map(({ process }) => process))];
  const rows = await tx
    .selectFrom('run_processes')
    .innerJoin('runs', 'runs.id', 'run_processes.run')
    .select(['run_processes.id as process', 'runs.id as run', 'runs.spent_usd as spent'])
    .where('run_processes.id', 'in', processes)
    .execute();
  const moneys = new Map<string, Money>();
  for (const { run, spent } of rows)
    if (!moneys.has(run)) moneys.set(run, { spent, reserved: limited ? await reservedOf(tx, run) : 0 });
  return new Map(rows.map(({ process, run }) => [process, moneys.get(run)!]));
}

async function reservedOf(tx: Database, run: string): Promise<number> {
  const held = await tx
    .selectFrom('claims')
    .innerJoin('run_processes', 'run_processes.id', 'claims.process')
    .select((eb) => eb.fn.sum<number | null>('claims.most_usd').as('usd'))
    .where('claims.in_flight', '>', 0)
    .where('run_processes.run', '=', run)
    .executeTakeFirst();
  return held?.usd ?? 0;
}

export async function claimedElsewhere(db: Database, process: string): Promise<readonly OutputKey[]> {
  return await db
    .selectFrom('claims')
    .select(['candidate', 'example', 'trial'])
    .where('process', '!=', process)
    .execute();
}
