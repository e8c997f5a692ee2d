/** What the verbs of `pipeline/` may use of the world; `open.ts` is the one place that fills it in. */

import type { RawTable } from './benchmarks/raw-table.ts';
import type { RunProcess } from './calls.ts';
import type { Candidate } from './candidate.ts';
import type { CapturedCall, Reading, SpanReader } from './captured-call.ts';
import type { Check } from './check.ts';
import type { Config } from './config.ts';
import type { Json } from './json.ts';
import type { Embedder, ImportedRow, Importer, ImportSource, OpenCheck, Provider } from './plugins.ts';
import type { Redactor } from './redaction.ts';
import type { Store } from './store.ts';
import type { ImageData } from './with-images.ts';

/** Time. Waits and durations use the monotonic clock, so that a changed wall clock changes nothing. */
export interface Clock {
  /** ISO 8601, UTC. */
  now(): string;
  /** Milliseconds since some fixed moment. */
  monotonic(): number;
  /** Resolves after `ms`, or at once when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Processes of this machine. */
export interface Processes {
  /** This one, under an id that no other has. */
  self(): RunProcess;
  /** Whether it is alive; undefined when that cannot be told from here. */
  lives(process: RunProcess): boolean | undefined;
}

/** How late this process is in doing what is due: times that it reads are too long by that. */
export interface LagWatch {
  /** Milliseconds that an event waits on the average, since the watch began. */
  lagMs(): number;
  end(): void;
}

/** What is said while working; goes to stderr, never to stdout. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  /** Long work reports here: a line, or several with the facts behind them; `undefined` clears what is shown. */
  progress(now: string | ProgressLines | undefined): void;
}

export interface ProgressLines {
  readonly lines: readonly string[];
  /** What a machine reads instead, with `--json`. */
  readonly facts: Json;
}

/** Files that the user names; paths are relative to where the command was typed. */
export interface Files {
  /** Opens for streaming; a file that cannot be read is a FieldtestError('input'). `-` is stdin. */
  source(path: string): Promise<ImportSource>;
  /** SHA-256 of the bytes, 64 hex digits. */
  digest(path: string): Promise<string>;
  /** The image file of that name in a folder; what is outside of it, or no image, is a FieldtestError('input'). */
  image(folder: string, name: string): Promise<ImageData>;
  /** Writes whole or not at all. */
  write(path: string, lines: Iterable<string> | AsyncIterable<string>): Promise<void>;
  /** Whether anything lies there, whatever it is. */
  exists(path: string): Promise<boolean>;
  /** Regular files of a folder, sorted. */
  list(dir: string): Promise<readonly string[]>;
}

/** One JSON value of a JSONL file or of a list in a JSON document, or why there is none. */
export type JsonRow =
  | {
      readonly kind: 'value';
      readonly value: Json;
      readonly line: number;
      /** Where it begins in the line, when not at its start. */
      readonly column?: number;
      readonly raw: string;
    }
  | Extract<ImportedRow, { kind: 'rejected' }>;

/** Rows of outputs or ratings, and the format in which they were found. */
export interface ResultRows {
  readonly format: string;
  readonly rows: AsyncIterable<JsonRow>;
}

export interface ResultRowsOptions {
  /** `--format`; absent: told from the content. */
  readonly format?: string;
}

/** What the user says of a file: `--format`, `--encoding`, `--rows`. */
export interface SourceOptions {
  readonly format?: string;
  readonly encoding?: string;
  readonly rows?: string;
}

/** A file ready to be read by its importer: unpacked, and as UTF-8 where it is text. */
export interface OpenedSource {
  readonly importer: Importer;
  readonly source: ImportSource;
  /** As what it was compressed; absent where it was not. */
  readonly compression?: string;
  /** Absent where the format is no text. */
  readonly encoding?: string;
  /** Lets go of the file, also when its rows are not read. */
  close(): Promise<void>;
}

/** Runs jobs: each candidate has its own lane, so that a slow or waiting one never blocks another. */
export interface Queue {
  drain(lanes: readonly Lane[], options: { readonly signal: AbortSignal }): Promise<void>;
}

export interface Lane {
  readonly name: string;
  /** How many jobs may be busy now; asked again whenever one is so no more. */
  concurrency(): number;
  /**
   * The next job, or undefined when the lane is done. A job that has only to store what it has says so by `free`, and the
   * next one begins beside it.
   */
  next(): ((free: () => void) => Promise<void>) | undefined;
}

/** Workers of other machines, told of a run as it begins. It is no more than a word: what is to do stands in the store. */
export interface Workers {
  /** Wakes all that there are; nothing once the signal aborts. Fails with a FieldtestError('store'). */
  wake(run: string, signal: AbortSignal): Promise<void>;
  /** Hears of each run until it is disposed. Fails with a FieldtestError('store'). */
  listen(heard: (run: string) => void): Promise<AsyncDisposable>;
}

/** What reads the files of users, and what passes by. */
export interface Importers {
  /** Finds out what a file is, as far as the options do not say it. */
  open(source: ImportSource, options: SourceOptions): Promise<OpenedSource>;
  /** Rows of a JSONL file, one JSON value each. */
  jsonRows(source: ImportSource): AsyncIterable<JsonRow>;
  /** Rows as `outputs import` takes them, out of its own format or another tool's. */
  outputRows(source: ImportSource, options: ResultRowsOptions): Promise<ResultRows>;
  /** The same for `ratings import`: what people judged, and nothing else. `scale` is the project's. */
  ratingRows(
    source: ImportSource,
    options: ResultRowsOptions & { readonly scale: number | false; readonly score?: string },
  ): Promise<ResultRows>;
  /** Every public table of a file, as text in cells. Throws a FieldtestError('input') for a file that has none. */
  tables(source: ImportSource): Promise<{ readonly format: string; readonly tables: readonly RawTable[] }>;
  /** The paths of the calls that `call` reads. */
  readonly callPaths: readonly string[];
  /** A call that passed by. */
  call(call: CapturedCall): Reading;
  /** A reader of spans as they come, each of its own. */
  spans(): SpanReader;
}

export interface Context {
  readonly projectDir: string;
  readonly config: Config;
  readonly store: Store;
  readonly queue: Queue;
  /** Absent where the store is no server that machines share. */
  readonly workers?: Workers;
  /** Loaded when it is first asked for, since most commands read no file. */
  readonly importers: () => Promise<Importers>;
  /** The embedding model of the config; absent where it names none. */
  readonly embedder?: () => Promise<Embedder>;
  readonly findProvider: (kind: Candidate['target']['kind']) => Provider;
  /** Makes a check ready. Throws a FieldtestError for what is wrong with it. */
  readonly openCheck: (check: Check) => Promise<OpenCheck>;
  /** Takes personal data out as the config asks for; reads the secret of the project when it is first asked for. */
  readonly redactor: () => Promise<Redactor>;
  readonly files: Files;
  readonly clock: Clock;
  readonly processes: Processes;
  readonly watchLag: () => LagWatch;
  /** [0, 1); seeded in tests. */
  readonly random: () => number;
  readonly log: Log;
  readonly env: { readonly [name: string]: string | undefined };
  readonly signal: AbortSignal;
  /** Whether a candidate stands on files outside of the project's folder, also behind a link: only a trusted run reads them. */
  readonly standsOutside: (candidate: Candidate) => boolean;
  /** Throws FieldtestError('untrusted') unless the user allowed the code of this folder's candidates, or checks, to run. */
  requireTrust(what?: 'candidates' | 'checks'): Promise<void>;
}
