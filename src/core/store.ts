/** Store: what every database must do for us. One contract suite runs over all of them. */
import type { AliasChange, Benchmark, BenchmarkAlias } from './benchmarks/benchmark.ts';
import type { CallStore } from './calls.ts';
import type { Candidate } from './candidate.ts';
import type { Decision } from './decision.ts';
import type { DecisionRule } from './decision-rule.ts';
import type { Example, Split } from './example.ts';
import type { Cleaned, Forgettable, Forgetting, ForgottenRows, IsForgotten } from './forget.ts';
import type { DecisionFacts } from './history/facts.ts';
import type { Json } from './json.ts';
import type { Attempt, Output, OutputKey } from './output.ts';
import type { PickChange, PickedHow, PickedSet } from './pick.ts';
import type { Pool } from './pool.ts';
import type { Rating } from './rating.ts';
import type { ReviewEvent } from './review/event.ts';
import type { ReviewRound } from './review/round.ts';

/** A file that was imported, known by its bytes and how they were read, so that the same import changes nothing. */
export interface ImportedFile {
  /** SHA-256 of the bytes, 64 hex digits; of standard input, some text that no other import has. */
  readonly digest: string;
  readonly file: string;
  readonly format: string;
  /** The other reading options, as JSON: `{"encoding":"utf8","input":"$.question"}`. */
  readonly options: string;
  readonly records: number;
  readonly rejected: number;
  readonly at: string;
}

/** The pool, and the files that made it so. */
export interface ImportedPool {
  readonly pool: Pool;
  readonly files: readonly ImportedFile[];
}

/** As it is stored now. */
export interface StoredPool extends ImportedPool {
  /** What must not come in again; absent where nothing was ever forgotten. */
  readonly isForgotten?: IsForgotten;
}

/** Names shown before all required ratings were in. */
export interface Reveal {
  readonly at: string;
  readonly command: string;
  /** Required ratings that were missing then. */
  readonly missing: number;
}

export interface StoredDecision {
  readonly at: string;
  readonly rule: DecisionRule;
  readonly decision: Decision;
  /** What it stood on; absent of decisions that older versions kept. */
  readonly facts?: DecisionFacts;
}

/** What a check of the user's own said of an output text, given the example and its reference. */
export interface StoredScore {
  /** Check id. */
  readonly check: string;
  readonly example: string;
  readonly textId: string;
  /** See `referenceId` in check.ts. */
  readonly referenceId: string;
  readonly pass: boolean;
  readonly reason?: string;
  /** ISO 8601. */
  readonly at: string;
}

/** An output text that no rater has rated. */
export interface MissingRating {
  readonly example: string;
  readonly textId: string;
}

export interface MissingOutputsQuery {
  /** By id, with trials per example, >= 1. */
  readonly candidates: readonly { readonly id: string; readonly trials: number }[];
  readonly split: Split;
  /** At most this many examples, in set order (quick runs). */
  readonly limit?: number;
  /** Count outputs whose status is `error` as missing. */
  readonly retryErrors?: boolean;
}

export interface MissingOutput extends OutputKey {
  /** Stored failures, where these count as missing and there are any. */
  readonly failures?: number;
}

/** An event of a review as it arrived. */
export interface StoredReviewEvent {
  readonly event: ReviewEvent;
  /** Round id. */
  readonly round: string;
  readonly rater: string;
  /** ISO 8601, by our own clock. */
  readonly receivedAt: string;
}

/** Which outputs a question is about. */
export interface Scope {
  readonly candidates: readonly string[];
  readonly split: Split;
}

/** As Scope; without a split it is every example that ever was in the set, the retired ones last. */
export interface OutputScope extends Omit<Scope, 'split'> {
  readonly split?: Split;
  /** Of these examples only, by id; a few hundred at most. */
  readonly examples?: readonly string[];
}

/** As Scope; how many trials are asked of a candidate that does not say is read from what is stored. */
export interface CountScope extends Omit<Scope, 'candidates'> {
  readonly candidates: readonly { readonly id: string; readonly trials?: number }[];
}

export interface PoolSize {
  /** Records imported. */
  readonly records: number;
  /** Distinct inputs among them, estimated where not all are kept. */
  readonly distinct: number;
  /** Distinct inputs that are kept to pick from. */
  readonly kept: number;
}

/** How much of everything there is in a scope. */
export interface Counts {
  /** Examples of the set, whatever the scope. */
  readonly examples: { readonly [split in Split]: number };
  /** Of these, examples that no user sent. */
  readonly synthetic: number;
  /** The most trials that any candidate without a number of its own has an output of, 1 at least. */
  readonly trials: number;
  /**
   * By candidate id: keys with an output, those of them without an answer, and what is missing of its own trials, else
   * of these.
   */
  readonly outputs: ReadonlyMap<
    string,
    { readonly outputs: number; readonly failed: number; readonly missing: number }
  >;
  /** Distinct output texts that somebody rated, that nobody did, and that each rater did. */
  readonly ratings: {
    readonly done: number;
    readonly missing: number;
    readonly byRater: { readonly [rater: string]: number };
  };
  readonly decisions: number;
}

export interface Store extends CallStore {
  /** Where the data is, without passwords, for messages. */
  readonly location: string;
  /** False when this user may only read it; whatever would be stored is then a FieldtestError('store'). */
  readonly writable: boolean;
  /** Whether the database has this schema beside ours; never on SQLite. */
  hasSchema(name: string): Promise<boolean>;

  counts(scope: CountScope): Promise<Counts>;

  importedFiles(): Promise<readonly ImportedFile[]>;
  loadPool(): Promise<Pool>;
  poolSize(): Promise<PoolSize>;
  /**
   * Replaces the pool and its files by what `change` makes of those that are stored now; undefined changes nothing.
   * One transaction, which no other process's change can come between.
   */
  changePool(change: (now: StoredPool) => ImportedPool | undefined): Promise<void>;

  /** The set, in its order. */
  examples(split?: Split): Promise<readonly Example[]>;
  /** The ids of a split, in the set's order. */
  exampleIds(split: Split): Promise<readonly string[]>;
  /** These, in this order, also those that have left the set; a few hundred at most. What is not known is left out. */
  examplesOf(ids: readonly string[]): Promise<readonly Example[]>;
  /** Examples that were in the set once; their outputs and ratings are kept. */
  retiredExamples(): Promise<readonly Example[]>;
  /** Makes exactly these the set, in this order; others retire, nothing of theirs is lost. */
  setExamples(examples: readonly Example[]): Promise<void>;
  /** Keeps examples beside the set, without making them part of it; those that are known stay as they are. */
  putAside(examples: readonly Example[]): Promise<void>;
  /** `setExamples` of what `change` makes of the set now; no other process's change can come between. */
  changeExamples(change: (now: readonly Example[]) => readonly Example[]): Promise<void>;

  /** `setExamples`, with how each came into the set and the changes that led to it, which are kept for good. */
  putPick(make: (now: readonly Example[]) => PickedSet<Example>): Promise<void>;
  /** How the examples of the set came into it; none when the set was brought ready-made. */
  pickedHow(): Promise<readonly PickedHow[]>;
  pickChanges(): Promise<readonly PickChange[]>;

  /** By example id, of the embedding model of this name. */
  vectors(model: string): Promise<ReadonlyMap<string, Float32Array>>;
  putVectors(model: string, list: ReadonlyMap<string, Float32Array>): Promise<void>;

  putCandidates(candidates: readonly Candidate[], at: string): Promise<void>;
  /** Names by candidate id, of every candidate that ever ran. */
  candidateNames(): Promise<ReadonlyMap<string, string>>;

  /** candidates x examples x trials minus outputs, by example first, so that all candidates move together. */
  missingOutputs(query: MissingOutputsQuery): Promise<readonly MissingOutput[]>;
  /** How many these are, by candidate id; none is no entry. */
  countMissingOutputs(query: MissingOutputsQuery): Promise<ReadonlyMap<string, number>>;
  /** Stores an answer and its attempts durably before it resolves. False: one was there, the attempts are kept. */
  putOutput(output: Output): Promise<boolean>;
  /** All or none, in one transaction. Returns how many were new. */
  putOutputs(outputs: readonly Output[]): Promise<number>;
  /** Attempts that led to no output (a wrong key, a crash). */
  putAttempts(key: OutputKey, attempts: readonly Attempt[]): Promise<void>;
  /** The current outputs in scope: an answer if there is one, else the latest failure. By set order. */
  outputs(scope: OutputScope): Promise<readonly Output[]>;
  /** Attempts that led to no output yet, newest last. */
  danglingAttempts(scope: Scope): Promise<readonly (OutputKey & Attempt)[]>;

  /** Distinct output texts in scope that nobody has rated; failures are never rated. */
  missingRatings(scope: Scope): Promise<readonly MissingRating[]>;
  /** All or none. Ratings whose id is known already are left out. Returns how many were new. */
  putRatings(ratings: readonly Rating[]): Promise<number>;
  /** Every rating that was not undone, in the order in which they were stored. */
  ratings(): Promise<readonly Rating[]>;

  /** Keeps a new round. False: this rater has one of that number already. */
  putReviewRound(round: ReviewRound): Promise<boolean>;
  /** The rounds of every rater, oldest first. */
  reviewRounds(): Promise<readonly ReviewRound[]>;
  /** Keeps events and the ratings that they give, all or none; ids that are known are left out. */
  putReviewEvents(events: readonly StoredReviewEvent[], ratings: readonly Rating[]): Promise<void>;
  /** The events of every rater, in the order in which they arrived. */
  reviewEvents(): Promise<readonly StoredReviewEvent[]>;

  /** The scores of these checks, in no order. */
  scores(checks: readonly string[]): Promise<readonly StoredScore[]>;
  /** Stores scores durably, all or none; the first one of a key stays. */
  putScores(scores: readonly StoredScore[]): Promise<void>;

  putReveal(reveal: Reveal): Promise<void>;
  reveals(): Promise<readonly Reveal[]>;
  putDecision(decision: StoredDecision): Promise<void>;
  /** In the order in which they were made; `bare`: without their facts, which are large. */
  decisions(options?: { readonly bare?: boolean }): Promise<readonly StoredDecision[]>;

  /** Public tables, in the order in which they were added. */
  benchmarks(): Promise<readonly Benchmark[]>;
  benchmarkAliases(): Promise<readonly BenchmarkAlias[]>;
  /** Puts what `make` says of those that are stored now, all or none: one of a known name takes its place. */
  changeBenchmarks(
    make: (now: readonly Benchmark[]) => {
      readonly put: readonly Benchmark[];
      readonly aliases: readonly AliasChange[];
    },
  ): Promise<void>;
  /** False: there is none of that name. */
  removeBenchmark(name: string): Promise<boolean>;

  /** The secret of the project, made when it is first asked for: of placeholders, and of marks of what was forgotten. */
  projectKey(): Promise<string>;
  /** The rules under which inputs were redacted last; undefined before the first import. */
  redactionRules(): Promise<string | undefined>;
  putRedactionRules(rules: string): Promise<void>;

  /** What was forgotten here; undefined where nothing ever was. Nothing of it can be stored again. */
  forgotten(): Promise<IsForgotten | undefined>;
  /** Deletes every row of these, and marks them. With `dryRun` nothing changes. Returns what goes. */
  forget(
    these: readonly Forgettable[],
    options: { readonly at: string; readonly dryRun?: boolean },
  ): Promise<ForgottenRows>;
  /** Leaves no byte of what was deleted in the database and the copies beside it. Only what says why may fail it. */
  clean(options: { readonly removeCopies: boolean }): Promise<Cleaned>;
  /** Every time that something was forgotten, oldest first. */
  forgettings(): Promise<readonly Forgetting[]>;
  /** Lets it, and what was forgotten with it, come in again. False: it was not forgotten. */
  allowAgain(one: Forgettable): Promise<boolean>;

  /**
   * Every table with every row, sorted by its key, for `fieldtest export`: as they were when it began. Take them to
   * their end, or leave the loop, before anything else is asked of this store.
   */
  exportTables(): AsyncIterable<{
    readonly table: string;
    readonly rows: AsyncIterable<{ readonly [column: string]: Json }>;
  }>;
  /** Fills an empty store with what `exportTables` gave; all or nothing. */
  importTables(
    tables: readonly {
      readonly table: string;
      readonly rows: readonly { readonly [column: string]: Json }[];
    }[],
  ): Promise<void>;

  close(): Promise<void>;
}
