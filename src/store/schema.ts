/** The tables, as Kysely sees them. JSON is kept as text, yes and no as 1 and 0, so that both databases agree. */
import type { Kysely } from 'kysely';
import type { Cleaned, IsForgotten } from '../core/forget.ts';

export interface Tables {
  /** Files that were imported. */
  imports: {
    digest: string;
    file: string;
    format: string;
    options: string;
    records: number;
    rejected: number;
    at: string;
  };
  strata: {
    stratum: string;
    records: number;
    distinct_inputs: number;
    overflowed: number;
    bound: string | null;
  };
  facets: { facet: string; records: number; bound: string | null };
  pool: {
    id: string;
    stratum: string;
    facets: string;
    form: string;
    form_bound: string | null;
    record: string;
    records: number;
  };
  /** How each example came into the set as it is now. */
  picked: { example: string; how: string };
  /** Draws, and what was changed by hand. */
  pick_changes: { seq: number; at: string; action: string; example: string; detail: string | null };
  /** Of inputs, by embedding model: 32-bit floats, base64. */
  vectors: { model: string; example: string; vector: string };
  examples: {
    id: string;
    name: string | null;
    input: string;
    reference: string | null;
    slices: string;
    split: string;
    weight: number | null;
    cluster: string | null;
    metadata: string | null;
    /** Place in the set from 0; null once retired. */
    position: number | null;
  };
  candidates: { id: string; name: string; spec: string; at: string };
  outputs: {
    candidate: string;
    example: string;
    trial: number;
    /** 0 for the answer; 1, 2 ... for failures, each of which was tried again. */
    round: number;
    status: string;
    text: string;
    text_id: string;
    usage: string | null;
    cost_usd: number | null;
    latency_ms: number | null;
    first_token_ms: number | null;
    response_model: string | null;
    fingerprint: string | null;
    failure: string | null;
    at: string;
    /** Of the attempt that gave the answer: its number, when it began, how long it took. */
    attempt: number | null;
    started_at: string | null;
    duration_ms: number | null;
  };
  attempts: {
    candidate: string;
    example: string;
    trial: number;
    number: number;
    started_at: string;
    duration_ms: number;
    status: string;
    failure: string | null;
    /** The most that it may have cost, where nobody said what it did. */
    most_usd: number | null;
    /** 1 when it came after our own time limit. */
    late: number | null;
    partial_text: string | null;
  };
  runs: { id: string; spent_usd: number; at: string };
  run_processes: {
    id: string;
    run: string;
    host: string;
    pid: number;
    began: string;
    beat: number;
    /** What it was started for, and what it learnt of providers. */
    asked: string | null;
    learnt: string | null;
  };
  claims: {
    candidate: string;
    example: string;
    trial: number;
    process: string;
    /** 1 while a request may be under way. */
    in_flight: number;
    most_usd: number | null;
    at: string;
  };
  ratings: {
    id: string;
    /** Order of arrival; breaks ties between ratings of the same moment. */
    seq: number;
    example: string;
    text_id: string;
    rater: string;
    rating: number | null;
    acceptable: number | null;
    cannot_judge: number | null;
    note: string | null;
    tags: string | null;
    at: string | null;
    repeat_of: string | null;
    origin: string;
    candidate: string | null;
    trial: number | null;
  };
  review_rounds: {
    id: string;
    rater: string;
    split: string;
    number: number;
    seed: string;
    at: string;
    guide: string | null;
    items: string;
  };
  review_events: {
    id: string;
    /** Order of arrival. */
    seq: number;
    round: string;
    rater: string;
    kind: string;
    /** The `answer` or `skip` that an `undo` or `redo` names. */
    target: string | null;
    /** The whole event. */
    event: string;
    /** ISO 8601, by the clock of whoever received it. */
    received_at: string;
  };
  scores: {
    check_id: string;
    example: string;
    text_id: string;
    /** Of the reference that it was given; '' without one. */
    reference_id: string;
    pass: number;
    reason: string | null;
    at: string;
  };
  reveals: { seq: number; at: string; command: string; missing: number };
  decisions: {
    seq: number;
    at: string;
    inputs_hash: string;
    rule: string;
    decision: string;
    /** What it stood on; null in decisions of older versions. */
    facts: string | null;
  };
  /** `key`: the secret of placeholders and marks. `redaction`: the rules under which inputs were redacted last. */
  project: { name: string; value: string };
  /** Keyed hashes of what was forgotten, so that it does not come back. */
  forgotten: {
    mark: string;
    /** The `seq` of the forgetting. */
    forgetting: number;
  };
  forgettings: {
    seq: number;
    at: string;
    /** Rows that went, by table, as JSON. */
    rows: string;
    /** 1 once no file holds what they said. */
    cleaned: number;
  };
  /** Public tables, with their columns and models as JSON. */
  benchmarks: {
    name: string;
    digest: string;
    source: string;
    date: string | null;
    author: string | null;
    columns: string;
    models: string;
    at: string;
  };
  benchmark_aliases: { alias: string; candidate: string; at: string };
}

export type Database = Kysely<Tables>;

export interface OpenDatabase {
  readonly db: Database;
  /** False when this user may only read it. */
  readonly writable: boolean;
  /** Reads everything, and throws when something of it is damaged; of a small database, opening did. SQLite alone. */
  readonly verify?: () => void;
  /**
   * Leaves no byte of rows that were deleted, in the database and in the copies of it that lie beside it; `removeCopies`:
   * also those that can only be removed.
   */
  readonly clean: (isForgotten: IsForgotten, options: { readonly removeCopies: boolean }) => Promise<Cleaned>;
  /** Copies the database before a migration changes it, and returns where to. SQLite alone. */
  readonly backUp?: () => string;
}

/** What only says who is at work now: no part of an export. */
type Passing = 'runs' | 'run_processes' | 'claims';
export type KeptTable = Exclude<keyof Tables, Passing>;

/** Names of the migrations that were done. */
export const MIGRATIONS_TABLE = 'fieldtest_migrations';

/** A function of SQL that SQLite connections of this version have; its name is what an older one says that adds a row. */
export const NEWER_FUNCTION = 'a_newer_fieldtest_uses_this_database';

/** Every table that is kept, with the columns that its rows are sorted by in an export. */
export const TABLE_KEYS: { readonly [T in KeptTable]: readonly (keyof Tables[T] & string)[] } = {
  imports: ['digest', 'format', 'options'],
  strata: ['stratum'],
  facets: ['facet'],
  pool: ['id'],
  picked: ['example'],
  pick_changes: ['seq'],
  vectors: ['model', 'example'],
  examples: ['id'],
  candidates: ['id'],
  outputs: ['candidate', 'example', 'trial', 'round'],
  attempts: ['candidate', 'example', 'trial', 'number'],
  ratings: ['seq'],
  review_rounds: ['id'],
  review_events: ['seq'],
  scores: ['check_id', 'example', 'text_id', 'reference_id'],
  reveals: ['seq'],
  decisions: ['seq'],
  project: ['name'],
  forgotten: ['mark'],
  forgettings: ['seq'],
  benchmarks: ['name'],
  benchmark_aliases: ['alias'],
};

/** Tables that came after SQLite's rows had checks, with the migration that made them: an older database lacks them. */
export const LATER_TABLES: { readonly [T in KeptTable]?: string } = {
  project: '0007-forget',
  forgotten: '0007-forget',
  forgettings: '0007-forget',
  facets: '0008-picking',
  picked: '0008-picking',
  pick_changes: '0008-picking',
  vectors: '0008-picking',
  benchmarks: '0010-benchmarks',
  benchmark_aliases: '0010-benchmarks',
};
