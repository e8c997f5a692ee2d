/** Outputs and attempts in, many in a few statements. */
import { sql } from 'kysely';
import type { Forgettable } from '../core/forget.ts';
import { type Attempt, type Output, type OutputKey, outputKeyText } from '../core/output.ts';
import { unforgotten } from './forgotten.ts';
import { parts } from './parts.ts';
import { attemptRow, outputRow } from './rows.ts';
import type { Database } from './schema.ts';

/** Rows of one statement. */
export const PART = 32;

/** What is stored of a key: whether it is answered, how many failures it has, the number of its last attempt. */
interface Known {
  answered: boolean;
  failures: number;
  attempts: number;
}

/**
 * Stores what can be stored, in order, within a transaction that may write outputs: for each whether it was. The
 * first answer of a key stays; the attempts are kept in any case, since each was made and perhaps paid for.
 */
export async function insertOutputs(tx: Database, outputs: readonly Output[]): Promise<readonly boolean[]> {
  const known = await knownOf(tx, outputs);
  const allowed = new Set(await unforgotten(tx, outputs, exampleOf));
  const rows: ReturnType<typeof outputRow>[] = [];
  const attempts: ReturnType<typeof attemptRow>[] = [];
  const stored = outputs.map((output) => {
    // It was asked for before its example was forgotten.
    if (!allowed.has(output)) return false;
    const state = known.get(outputKeyText(output))!;
    const wanted = !state.answered;
    const last = output.attempts.at(-1);
    // The attempt that gave the answer needs no row of its own.
    const own = wanted && last !== undefined && isPlain(last, output) ? last : undefined;
    for (const attempt of output.attempts)
      if (attempt !== own) attempts.push(attemptRow(output, attempt, ++state.attempts));
    const number = own === undefined ? undefined : ++state.attempts;
    if (!wanted) return false;
    const round = output.status === 'error' ? ++state.failures : 0;
    state.answered = output.status !== 'error';
    rows.push({
      ...outputRow(output, round),
      attempt: number ?? null,
      started_at: own?.startedAt ?? null,
      duration_ms: own?.durationMs ?? null,
    });
    return true;
  });
  for (const part of parts(attempts, PART)) await tx.insertInto('attempts').values(part).execute();
  for (const part of parts(rows, PART)) await tx.insertInto('outputs').values(part).execute();
  return stored;
}

/** An answer, of which its output says all that there is to say. */
function isPlain({ status, failure, mostUsd, late }: Attempt, output: Output): boolean {
  return (
    status !== 'error' &&
    status === output.status &&
    failure === undefined &&
    mostUsd === undefined &&
    late === undefined
  );
}

function exampleOf({ example: id }: OutputKey): Forgettable {
  return { id };
}

/** Attempts that led to no output, within such a transaction. */
export async function insertAttempts(
  tx: Database,
  list: readonly { readonly key: OutputKey; readonly attempts: readonly Attempt[] }[],
): Promise<void> {
  const known = await knownOf(
    tx,
    list.map(({ key }) => key),
  );
  const allowed = await unforgotten(tx, list, ({ key }) => exampleOf(key));
  const rows = allowed.flatMap(({ key, attempts }) => {
    const state = known.get(outputKeyText(key))!;
    return attempts.map((attempt) => attemptRow(key, attempt, ++state.attempts));
  });
  for (const part of parts(rows, PART)) await tx.insertInto('attempts').values(part).execute();
}

/** By key text, an entry for each of these keys. */
export async function knownOf(tx: Database, keys: readonly OutputKey[]): Promise<Map<string, Known>> {
  const known = new Map<string, Known>();
  for (const key of keys) known.set(outputKeyText(key), { answered: false, failures: 0, attempts: 0 });
  for (const part of parts([...new Map(keys.map((key) => [outputKeyText(key), key])).values()], PART)) {
    const { rows } = await sql<OutputKey & { answered: number; failures: number; attempts: number }>`
      select candidate, example, trial, max(answered) as answered, max(failures) as failures, max(attempts) as attempts
      from (
        select candidate, example, trial, case when status = 'error' then 0 else 1 end as answered,
          round as failures, coalesce(attempt, 0) as attempts
        from outputs where ${among(part)}
        union all
        select candidate, example, trial, 0, 0, number from attempts where ${among(part)}
      ) as k
      group by candidate, example, trial`.execute(tx);
    for (const row of rows)
      known.set(outputKeyText(row), {
        answered: row.answered > 0,
        failures: row.failures,
        attempts: row.attempts,
      });
  }
  return known;
}

/** Whether a row's key is among these. */
export function among(keys: readonly OutputKey[]) {
  // One piece of SQL and not one for each key: a run asks this again and again.
  const values = keys.flatMap(({ candidate, example, trial }) => [candidate, example, trial]);
  return sql<boolean>(amongText(keys.length), ...values);
}

const amongTexts = new Map<number, TemplateStringsArray>();

/** What stands between the values of so many keys. */
function amongText(n: number): TemplateStringsArray {
  const known = amongTexts.get(n);
  if (known !== undefined) return known;
  const between = Array.from({ length: n - 1 }, () => [' as integer)), (', ', ', ', cast(']).flat();
  const strings = ['(candidate, example, trial) in (values (', ', ', ', cast(', ...between, ' as integer)))'];
  const text = Object.assign(strings, { raw: strings });
  amongTexts.set(n, text);
  return text;
}
