/** What `fieldtest capture` does with what passes by: records, redacted, into the pool, a batch at a time. */
import type { CapturedCall, Reading, ReceivedSpans, SpanReader, SpanRequest } from '../core/captured-call.ts';
import type { Context } from '../core/context.ts';
import { FieldtestError, messageOf } from '../core/errors.ts';
import type { ProductionRecord } from '../core/record.ts';
import type { PoolSize } from '../core/store.ts';
import { createBatches } from './capture/batches.ts';
import { createReasons, createTally, type Reasons, type Tally } from './capture/tally.ts';
import { lookForPersonalData, noteRules, warnOfOtherRules } from './redaction-rules.ts';

export interface RecorderOptions {
  /** Where calls are passed on to, for the list of imports. */
  readonly upstreams: readonly string[];
  /** The share of calls and spans that is recorded, of those that could be; 1: all. */
  readonly sample: number;
}

export interface CaptureCounts {
  /** Requests that were passed on and have ended. */
  readonly passed: number;
  readonly recorded: number;
  readonly skipped: Reasons;
  /** Calls that the provider refused or failed, and such as broke off or were given up. */
  readonly unanswered: Reasons;
  /** Calls that should have been recorded and could not be. */
  readonly failed: Reasons;
  /** Spans, and events that belong to some: what is neither recorded nor failed is no call, came before, or still waits. */
  readonly spans: {
    readonly received: number;
    readonly recorded: number;
    readonly skipped: Reasons;
    readonly failed: Reasons;
  };
  /** Records that are in the pool. The others wait for their batch. */
  readonly stored: number;
}

export interface CaptureResult extends CaptureCounts {
  /** The pool now. */
  readonly pool: PoolSize;
}

export interface Recorder {
  call(call: CapturedCall): void;
  /** A request that passed and is not to be recorded. */
  skipped(reason: string): void;
  /** One that no answer came to, or no end of it. */
  unanswered(reason: string): void;
  /** One that was to be recorded and could not be held. */
  failed(reason: string): void;
  /** The spans of one request. */
  spans(request: Omit<SpanRequest, 'nowMs'>): SpansOutcome;
  counts(): CaptureCounts;
  /** Stores what waits now, without waiting for the time of its batch. */
  flush(): Promise<void>;
  /** Stores what is left. Throws a FieldtestError('store') that says how many records are lost, if any are. */
  end(): Promise<CaptureResult>;
}

/** How many spans could not be read, and what is wrong with them; or what is wrong with the whole request. */
export type SpansOutcome =
  | { readonly taken: true; readonly rejected: number; readonly message: string }
  | { readonly taken: false; readonly message: string };

/** The least time between two batches. */
const BATCH_MS = 2_000;
/** A batch reads and writes the whole pool, so a large pool is left alone for ten times as long as that takes. */
const REST_FACTOR = 10;
const MOST_BATCH_MS = 60_000;

/** Begins to record. */
export async function openRecorder(context: Context, options: RecorderOptions): Promise<Recorder> {
  const { clock, log, random, store } = context;
  await warnOfOtherRules(context);
  const { record: redact } = await context.redactor();
  const personal = lookForPersonalData(context);
  const calls = createTally();
  const unanswered = createReasons();
  const spans = createTally();
  const importers = await context.importers();
  const reader = importers.spans();
  let received = 0;
  const at = clock.now();
  const session = {
    // As of standard input there are no bytes that could come again.
    digest: `capture ${at} ${random()}`,
    file: 'capture',
    format: 'capture',
    options: JSON.stringify(options),
    at,
  };
  const batches = createBatches({ store, redact }, session, () => calls.failures() + spans.failures());
  const warned = new Set<string>();
  let passed = 0;
  const warnOnce = (what: string, reason: string): void => {
    if (warned.has(what)) return;
    warned.add(what);
    log.warn(`${what}: ${reason}. More of this is only counted.`);
  };
  /** Counts what a call or a span gave, and lets a record join its batch; gives why it failed, if it did. */
  const take = (read: () => Reading, into: Tally): string | undefined => {
    const reading = settled(read, (record) => {
      if (random() >= options.sample) return { kind: 'skipped', reason: 'left out by --sample' };
      personal.look(record);
      batches.add(record);
      return undefined;
    });
    if (reading.kind === 'record') into.record();
    else if (reading.kind === 'skipped') into.skip(reading.reason);
    else if (reading.kind === 'unanswered') unanswered.count(reading.reason);
    else {
      into.fail(reading.reason);
      return reading.reason;
    }
    return undefined;
  };
  const failedCall = (reason: string): void => warnOnce('a call was passed on and not recorded', reason);

  const takeSpans = (readings: readonly Reading[]): readonly string[] => {
    const bad = readings
      .map((reading) => take(() => reading, spans))
      .filter((reason) => reason !== undefined);
    if (bad.length > 0) warnOnce('a span was not recorded', bad[0]!);
    return bad;
  };

  let noted = false;
  const storeBatch = async (): Promise<unknown> => {
    const problem = await batches.store();
    // Where that cannot be written now, the next batch tries again.
    if (!noted && batches.stored() > 0) {
      noted = await noteRules(context).then(
        () => true,
        () => false,
      );
    }
    return problem;
  };

  const ending = new AbortController();
  const rounds = (async () => {
    for (let wait = BATCH_MS; ; ) {
      await clock.sleep(wait, ending.signal);
      if (ending.signal.aborted) return;
      const started = clock.monotonic();
      takeSpans(reader.release(started));
      const problem = await storeBatch();
      if (problem !== undefined) warnOnce('records wait, since they cannot be stored', messageOf(problem));
      wait = Math.min(Math.max(BATCH_MS, REST_FACTOR * (clock.monotonic() - started)), MOST_BATCH_MS);
    }
  })();

  const counts = (): CaptureCounts => ({
    passed,
    ...calls.counts(),
    unanswered: unanswered.counts(),
    spans: { received, ...spans.counts() },
    stored: batches.stored(),
  });
  return {
    call(call) {
      passed++;
      const problem = take(() => importers.call(call), calls);
      if (problem !== undefined) failedCall(problem);
    },
    skipped(reason) {
      passed++;
      calls.skip(reason);
    },
    unanswered(reason) {
      passed++;
      unanswered.count(reason);
    },
    failed(reason) {
      passed++;
      calls.fail(reason);
      failedCall(reason);
    },
    spans(request) {
      const read = readSpans(reader, { ...request, nowMs: clock.monotonic() });
      if (typeof read === 'string') return { taken: false, message: read };
      received += read.spans;
      const bad = takeSpans(read.readings);
      return { taken: true, rejected: bad.length, message: [...new Set(bad)].slice(0, 3).join('; ') };
    },
    counts,
    async flush() {
      takeSpans(reader.release());
      await storeBatch();
    },
    async end() {
      ending.abort();
      await rounds;
      takeSpans(reader.release());
      const problem = await storeBatch();
      if (problem !== undefined) throw lostRecords(batches.waiting(), problem);
      personal.say();
      return { ...counts(), pool: await store.poolSize() };
    },
  };
}

/** The reading after `add` has had its record. A defect in the reading of one call costs that call alone. */
function settled(read: () => Reading, add: (record: ProductionRecord) => Reading | undefined): Reading {
  try {
    const reading = read();
    return reading.kind === 'record' ? (add(reading.record) ?? reading) : reading;
  } catch (error) {
    return { kind: 'failed', reason: `a defect of fieldtest: ${messageOf(error)}` };
  }
}

function readSpans(reader: SpanReader, request: SpanRequest): ReceivedSpans | string {
  try {
    return reader.read(request);
  } catch (error) {
    return `a defect of fieldtest: ${messageOf(error)}`;
  }
}

function lostRecords(records: number, problem: unknown): FieldtestError {
  const what =
    records === 1 ? '1 record that came at the end is' : `${records} records that came at the end are`;
  return new FieldtestError(
    'store',
    `${what} lost: ${messageOf(problem)}`,
    problem instanceof FieldtestError ? problem.hint : 'Everything that was stored before is kept.',
    { cause: problem },
  );
}
