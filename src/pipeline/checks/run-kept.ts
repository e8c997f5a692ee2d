/** Runs the checks whose code is the user's on the outputs that they have not seen, and stores what they say. */
import type { Check, CheckResult } from '../../core/check.ts';
import type { Context, Lane } from '../../core/context.ts';
import { FieldtestError } from '../../core/errors.ts';
import type { Example, Split } from '../../core/example.ts';
import type { Output } from '../../core/output.ts';
import type { OpenCheck } from '../../core/plugins.ts';
import { eachOutput } from '../lookup.ts';
import { keyOf, scoreKey } from './judge.ts';

/** Commands that run beside each other; a module answers one after the other. */
const AT_ONCE = 4;
const DEFAULT_TIMEOUT_S = 60;
/** Scores that are stored together. */
const PART = 50;
/** A check that fails so often in a row is not asked again: it would take its time on every output. */
const MOST_FAILURES = 5;

/** What a check of the user's own could not judge, and the first reason. */
export interface Unjudged {
  readonly check: string;
  readonly outputs: number;
  readonly reason: string;
}

export interface RanChecks {
  readonly ran: number;
  readonly unjudged: readonly Unjudged[];
}

interface Job {
  readonly output: Output;
  readonly example: Example;
}

/** Asks for trust only when there is something to run. A failure of a check is stored as nothing, and asked again next time. */
export async function runKeptChecks(
  context: Context,
  { checks, split }: { readonly checks: readonly Check[]; readonly split: Split },
): Promise<RanChecks> {
  const { queue, signal, log } = context;
  const todo = await missingScores(context, { checks, split });
  const sum = [...todo.values()].reduce((total, jobs) => total + jobs.length, 0);
  if (sum === 0) return { ran: 0, unjudged: [] };
  await context.requireTrust('checks');
  let done = 0;
  const runs = checks.flatMap((check) => {
    const jobs = todo.get(check.id) ?? [];
    const onDone = () => log.progress(`checks: ${++done} of ${sum}`);
    return jobs.length === 0 ? [] : [keptRun(context, check, { jobs, onDone })];
  });
  try {
    await queue.drain(
      runs.map(({ lane }) => lane),
      { signal },
    );
  } finally {
    log.progress(undefined);
    for (const run of runs) await run.end();
  }
  if (signal.aborted)
    throw new FieldtestError(
      'interrupted',
      'stopped by you',
      'What is judged is stored. To go on, run the same command.',
    );
  return {
    ran: runs.reduce((total, run) => total + run.stored(), 0),
    unjudged: runs.flatMap((run) => run.unjudged() ?? []),
  };
}

/** By check id: one output of each text that has no score yet. */
async function missingScores(
  context: Context,
  { checks, split }: { readonly checks: readonly Check[]; readonly split: Split },
): Promise<ReadonlyMap<string, readonly Job[]>> {
  const { store, config } = context;
  const kept = checks.filter((check) => check.kept && check.problem === undefined);
  if (kept.length === 0) return new Map();
  const seen = new Set((await store.scores(kept.map(({ id }) => id))).map(scoreKey));
  const examples = await store.examples(split);
  const byId = new Map(examples.map((example) => [example.id, example]));
  const scope = { candidates: config.candidates.map(({ id }) => id), split };
  const jobs = new Map<string, Job[]>(kept.map(({ id }) => [id, []]));
  for await (const output of eachOutput(store, scope, examples)) {
    if (output.status === 'error') continue;
    const example = byId.get(output.example)!;
    for (const check of kept) {
      const key = scoreKey(keyOf(check, output, example));
      if (seen.has(key)) continue;
      seen.add(key);
      jobs.get(check.id)!.push({ output, example });
    }
  }
  return jobs;
}

function keptRun(
  context: Context,
  check: Check,
  { jobs, onDone }: { readonly jobs: readonly Job[]; readonly onDone: () => void },
) {
  const { store, clock, openCheck, signal } = context;
  let open: Promise<OpenCheck> | undefined;
  let next = 0;
  let stored = 0;
  let failures = 0;
  let inARow = 0;
  let reason = '';
  let waiting: { readonly job: Job; readonly result: CheckResult }[] = [];
  const keep = async () => {
    const part = waiting;
    waiting = [];
    const scores = part.flatMap(({ job, result }) => {
      if (result.kind !== 'pass' && result.kind !== 'fail') return [];
      const said = result.reason === undefined ? {} : { reason: result.reason };
      const key = keyOf(check, job.output, job.example);
      return [{ ...key, pass: result.kind === 'pass', ...said, at: clock.now() }];
    });
    await store.putScores(scores);
    stored += scores.length;
  };
  const judge = async (job: Job) => {
    open ??= openCheck(check);
    const ms = (check.spec.timeoutS ?? DEFAULT_TIMEOUT_S) * 1000;
    const result = await within(context, ms, async (limit) =>
      (await open!).judge({ text: job.output.text, example: job.example }, limit),
    ).catch(ownProblem);
    if (signal.aborted) return;
    onDone();
    if (result.kind === 'broken') {
      failures++;
      inARow++;
      if (reason === '') reason = result.reason;
      return;
    }
    inARow = 0;
    waiting.push({ job, result });
    if (waiting.length >= PART) await keep();
  };
  const lane: Lane = {
    name: check.name,
    concurrency: () => (check.kind === 'command' ? AT_ONCE : 1),
    next() {
      const job = jobs[next];
      if (job === undefined || inARow >= MOST_FAILURES) return undefined;
      next++;
      return () => judge(job);
    },
  };
  return {
    lane,
    stored: () => stored,
    unjudged: (): Unjudged | undefined => {
      const outputs = failures + (jobs.length - next);
      return outputs === 0 ? undefined : { check: check.name, outputs, reason };
    },
    async end() {
      await keep();
      await (await open?.catch(() => undefined))?.close();
    },
  };
}

/** What is wrong with a check itself is no reason to leave the others. */
function ownProblem(error: unknown): CheckResult {
  if (error instanceof FieldtestError && error.code === 'config')
    return { kind: 'broken', reason: error.message };
  throw error;
}

/** Runs `work` with a signal that ends it after `ms`, or when the user stops. */
async function within<T>(
  { clock, signal }: Context,
  ms: number,
  work: (limit: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const ended = new AbortController();
  void clock.sleep(ms, ended.signal).then(() => {
    if (!ended.signal.aborted) over.abort(new Error(`it gave no answer within ${ms / 1000} s`));
  });
  try {
    return await work(AbortSignal.any([over.signal, signal]));
  } finally {
    ended.abort();
  }
}
