/** `fieldtest refresh`: whether the set still stands for what production sees now, and what would make it do so again. */
import type { Context } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import type { Example } from '../core/example.ts';
import { saturation } from '../core/health/saturation.ts';
import type { Pool, PoolEntry } from '../core/pool.ts';
import { isSynthetic } from '../core/synthetic.ts';
import { withForms } from '../sampling/older-pool.ts';
import { mergePools } from '../sampling/pool.ts';
import { type Covered, coveredBy } from '../sampling/refresh/covered.ts';
import { type Drift, driftOf, shrunkIn } from '../sampling/refresh/drift.ts';
import { neighbours } from '../sampling/refresh/neighbours.ts';
import { type Proposal, proposalOf } from '../sampling/refresh/proposal.ts';
import { sideBySide } from '../sampling/refresh/side-by-side.ts';
import { currentDecision } from './decide.ts';
import { importedMeanwhile, importRecords, keepRecords } from './import-records.ts';
import { requireExamples } from './lookup.ts';
import { handChanges, isByHand } from './pick/hand-changes.ts';
import { pick } from './pick.ts';
import { type PoolReading, type ReadPool, readIntoPool } from './read-pool.ts';
import { warnOfOtherRules } from './redaction-rules.ts';

export interface RefreshInput extends PoolReading {
  /** Import the files, and change the set as is proposed. */
  readonly apply?: boolean;
}

export interface RefreshResult {
  /** Records of the pool and of the files, and how many of each were compared text by text. */
  readonly records: { readonly old: number; readonly fresh: number; readonly looked: number };
  readonly examples: number;
  readonly covered: Omit<Covered, 'uncovered' | 'gone'>;
  readonly drift: Drift;
  readonly proposal: Proposal;
  /** What was done; absent without `apply`. */
  readonly applied?: { readonly examples: number; readonly holdout: number };
}

/**
 * Nothing is stored unless `apply`. Throws FieldtestError('empty') without a pool or a set, ('usage') where the files are part of the pool
 * already, and as `import` does.
 */
export async function refresh(context: Context, input: RefreshInput): Promise<RefreshResult> {
  const { store, config } = context;
  const old = withForms(await store.loadPool());
  if (old.entries.length === 0)
    throw new FieldtestError(
      'empty',
      'there are no records to compare the new ones with',
      'Bring the ones that the set is for: fieldtest import FILE',
    );
  const all = await store.examples();
  const set = all.filter((example) => example.split === 'dev' && !isSynthetic(example));
  requireExamples(set.length, 'dev');
  await warnOfOtherRules(context);
  const read = await readIntoPool(context, input, await store.importedFiles());
  requireNew(context, read);
  const fresh = read.builder.toPool();
  const seed = config.examples.seed;
  const view = sideBySide({ old, fresh }, { set, seed });
  const tail = (1 - config.decide.confidence) / 2;
  const near = neighbours(view);
  const drift = driftOf(view, { old, fresh }, { near, seed, tail });
  const covered = coveredBy(view, { near, fresh, shrunk: shrunkIn(drift), tail, drifted: drift.moved });
  const { proposal, entries } = proposalOf({
    view,
    covered,
    drifted: drift.moved,
    set,
    saturated: await saturatedOnes(context),
    closed: await closedIds(context, all),
    seed,
  });
  const { uncovered: _uncovered, gone: _gone, ...told } = covered;
  const result: RefreshResult = {
    records: { old: recordsOf(old), fresh: recordsOf(fresh), looked: view.fresh.length },
    examples: set.length,
    covered: told,
    drift,
    proposal,
  };
  return input.apply
    ? { ...result, applied: await apply(context, input, { retire: proposal.retire, entries, read }) }
    : result;
}

function recordsOf({ strata }: Pool): number {
  return strata.reduce((sum, { records }) => sum + records, 0);
}

/** Throws where a file is part of the pool already. */
function requireNew(context: Context, { results }: ReadPool): void {
  const known = results.find((one) => one.known);
  if (known !== undefined)
    throw new FieldtestError(
      'usage',
      `${known.imported.file} was imported before, so that the pool has its records already`,
      'Give the files that came since. What is not covered of the pool: fieldtest pick --explain',
    );
  const bad = results.reduce((sum, { rejected }) => sum + rejected.length, 0);
  if (bad > 0) context.log.warn(`${bad} bad rows are left out; --apply puts them aside, as import does`);
}

/** Examples on which every candidate is perfect, or hopeless, by name; none while names may not be shown. */
async function saturatedOnes(context: Context): Promise<ReadonlySet<string>> {
  const { store, config } = context;
  const { ratings } = await store.counts({ candidates: config.candidates, split: 'dev' });
  // To say so before all is rated would tell whoever rates how the others were judged.
  if (ratings.done === 0 || ratings.missing > 0) return new Set();
  const { decision, rows } = await currentDecision(context, 'dev');
  const dev = rows();
  const { groups } = saturation.look({
    by: decision.by,
    range: decision.by === 'rating' ? decision.scale : [0, 1],
    confidence: decision.confidence,
    dev,
    everyone: dev,
    decisions: [],
    holdoutExamples: 0,
    hasPool: true,
  });
  return new Set(groups.flatMap(({ examples }) => examples));
}

/** What is held out, what was in the set once, and what somebody did not want in it. */
async function closedIds({ store }: Context, all: readonly Example[]): Promise<ReadonlySet<string>> {
  const { dropped, swapped } = handChanges((await store.pickChanges()).filter(isByHand));
  const past = [...all, ...(await store.retiredExamples())];
  return new Set([...past.map(({ id }) => id), ...dropped, ...swapped]);
}

/** The set first, then the records: whatever is stopped between the two goes on with the same command. */
async function apply(
  context: Context,
  { apply: _apply, ...reading }: RefreshInput,
  of: Pick<Proposal, 'retire'> & { readonly entries: readonly PoolEntry[]; readonly read: ReadPool },
): Promise<NonNullable<RefreshResult['applied']>> {
  const { retire, entries, read } = of;
  const named = (wanted: boolean) =>
    retire.filter(({ next }) => next === wanted).map(({ example }) => example);
  const changes = {
    drop: named(false),
    swap: named(true),
    take: entries,
    reason: `refresh of ${context.clock.now().slice(0, 10)}`,
  };
  const isChange = retire.length + entries.length > 0;
  // Both as one, so that the set is weighed by the traffic of both.
  const pool = mergePools([withForms(await context.store.loadPool()), read.builder.toPool()]);
  const { examples, holdout } = await pick(context, { ...(isChange ? changes : {}), pool });
  if ((await keepRecords(context, reading, read)) === undefined) {
    // Another process was quicker with one of the files.
    if (reading.files.includes('-')) throw importedMeanwhile();
    await importRecords(context, reading);
  }
  return { examples, holdout };
}
