/** The store over any dialect: every method one query or one transaction of Kysely. */
import type { ClaimOutcome } from '../core/calls.ts';
import { FieldtestError } from '../core/errors.ts';
import { outputKeyText } from '../core/output.ts';
import type { Store } from '../core/store.ts';
import * as benchmarks from './benchmarks.ts';
import * as calls from './calls.ts';
import * as counts from './counts.ts';
import { openPostgres } from './dialects/postgres.ts';
import { openSqlite } from './dialects/sqlite.ts';
import * as examples from './examples.ts';
import * as forget from './forget.ts';
import * as forgotten from './forgotten.ts';
import { groupCommit } from './group-commit.ts';
import * as history from './history.ts';
import { migrate } from './migrate.ts';
import * as outputs from './outputs.ts';
import { impatient, type Patience } from './patience.ts';
import * as picks from './picks.ts';
import * as pool from './pool.ts';
import * as processes from './processes.ts';
import * as ratings from './ratings.ts';
import * as review from './review.ts';
import type { OpenDatabase } from './schema.ts';
import * as scores from './scores.ts';
import * as tables from './tables.ts';
import * as vectors from './vectors.ts';
import { hasSchema } from './writing.ts';

/**
 * Opens `postgres://...` or the path of an SQLite file, at the newest schema. `patience` is for what a run asks while it
 * has answers in its hands.
 */
export async function openStore(where: string, patience: Patience = impatient): Promise<Store> {
  const postgres = isPostgresUrl(where);
  if (!postgres && /^[a-z][a-z0-9+.-]+:\/\//i.test(where)) {
    const scheme = where.slice(0, where.indexOf(':'));
    throw new FieldtestError(
      'config',
      `store: ${scheme}:// is not known`,
      'Use postgres://..., or leave it out for SQLite.',
    );
  }
  const location = postgres ? withoutPassword(where) : where;
  const opened = postgres ? await openPostgres(where, location) : await openSqlite(where);
  try {
    await migrate(opened, location);
  } catch (error) {
    await opened.db.destroy();
    throw error;
  }
  return storeOver(opened, location, patience);
}

export function isPostgresUrl(where: string): boolean {
  return /^postgres(ql)?:\/\//.test(where);
}

/** For messages. */
export function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return 'the postgres:// store';
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

function storeOver(
  { db, writable, verify, clean }: OpenDatabase,
  location: string,
  patience: Patience,
): Store {
  /** Outputs that this process is asking for: each will be settled. */
  const asked = new Set<string>();
  const call = groupCommit(
    async (writes: readonly calls.CallWrite[]) => {
      const written = await patience((again) => calls.writeCalls(db, writes, again));
      for (const [i, write] of writes.entries())
        if ('claim' in write && written[i] === 'claimed') asked.add(outputKeyText(write.claim.key));
      return written;
    },
    () => asked.size > 0,
  );
  let whole = false;
  /** Before what is counted, or read as the whole of something; `run` and what reads row by row goes on at once. */
  const verified = <T>(read: () => T): T => {
    if (!whole) verify?.();
    whole = true;
    return read();
  };
  return {
    location,
    writable,
    hasSchema: (name) => patience(() => hasSchema(db, name)),
    counts: async (scope) => await verified(() => counts.counts(db, scope)),
    importedFiles: () => pool.importedFiles(db),
    loadPool: () => pool.loadPool(db),
    poolSize: () => counts.poolSize(db),
    changePool: (change) => pool.changePool(db, change),
    examples: (split) => patience(() => examples.examples(db, split)),
    exampleIds: (split) => patience(() => examples.exampleIds(db, split)),
    examplesOf: (ids) => patience(() => examples.examplesOf(db, ids)),
    retiredExamples: () => examples.retiredExamples(db),
    putAside: (set) => examples.putAside(db, set),
    setExamples: (set) => examples.changeExamples(db, () => set),
    changeExamples: (change) => examples.changeExamples(db, change),
    putPick: (make) => picks.putPick(db, make),
    pickedHow: () => picks.pickedHow(db),
    pickChanges: () => picks.pickChanges(db),
    vectors: (model) => vectors.vectors(db, model),
    putVectors: (model, list) => vectors.putVectors(db, model, list),
    putCandidates: (candidates, at) => patience(() => history.putCandidates(db, candidates, at)),
    candidateNames: () => history.candidateNames(db),
    missingOutputs: (query) => patience(() => outputs.missingOutputs(db, query)),
    countMissingOutputs: (query) => patience(() => outputs.countMissingOutputs(db, query)),
    putOutput: async (output) => (await outputs.putOutputs(db, [output])) === 1,
    putOutputs: (list) => outputs.putOutputs(db, list),
    putAttempts: (key, attempts) => outputs.putAttempts(db, key, attempts),
    joinRun: (process, at, spent) => patience(() => processes.joinRun(db, process, { at, spent })),
    runProcesses: () => patience(() => processes.runProcesses(db)),
    beat: (process, learnt = []) => patience(() => processes.beat(db, process, learnt)),
    callOff: (run) => patience(() => processes.callOff(db, run)),
    endProcesses: (ids, at) => patience(() => processes.endProcesses(db, ids, at)),
    claim: async (claim, at) => (await call({ claim, at })) as ClaimOutcome,
    async settle(settlement) {
      asked.delete(outputKeyText(settlement.key));
      return (await call({ settlement })) as boolean;
    },
    spentUsd: (run) => patience(() => processes.spentUsd(db, run)),
    claimedElsewhere: (process) => patience(() => calls.claimedElsewhere(db, process)),
    outputs: async (scope) =>
      scope.examples === undefined
        ? await verified(() => outputs.outputs(db, scope))
        : await outputs.outputs(db, scope),
    danglingAttempts: (scope) => outputs.danglingAttempts(db, scope),
    missingRatings: async (scope) => await verified(() => ratings.missingRatings(db, scope)),
    putRatings: (list) => ratings.putRatings(db, list),
    ratings: () => ratings.ratings(db),
    putReviewRound: (round) => review.putReviewRound(db, round),
    reviewRounds: () => review.reviewRounds(db),
    putReviewEvents: (events, given) => review.putReviewEvents(db, events, given),
    reviewEvents: () => review.reviewEvents(db),
    scores: (checks) => scores.scores(db, checks),
    putScores: (list) => scores.putScores(db, list),
    putReveal: (reveal) => history.putReveal(db, reveal),
    reveals: () => history.reveals(db),
    putDecision: (decision) => history.putDecision(db, decision),
    decisions: (options) => history.decisions(db, options),
    benchmarks: () => benchmarks.benchmarks(db),
    benchmarkAliases: () => benchmarks.benchmarkAliases(db),
    changeBenchmarks: (make) => benchmarks.changeBenchmarks(db, make),
    removeBenchmark: (name) => benchmarks.removeBenchmark(db, name),
    projectKey: () => forgotten.projectKey(db),
    redactionRules: () => forgotten.redactionRules(db),
    putRedactionRules: (rules) => forgotten.putRedactionRules(db, rules),
    forgotten: () => forgotten.forgotten(db),
    forget: (these, options) => forget.forget(db, these, options),
    clean: (options) => forget.clean(db, (isForgotten) => clean(isForgotten, options)),
    forgettings: () => forget.forgettings(db),
    allowAgain: (one) => forgotten.allowAgain(db, one),
    exportTables: () => verified(() => tables.exportTables(db)),
    importTables: (list) => tables.importTables(db, location, list),
    close: () => db.destroy(),
  };
}
