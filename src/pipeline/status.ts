/** `fieldtest` alone: where the project stands, and the one command to type next. */
import type { Candidate } from '../core/candidate.ts';
import type { Context } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import type { Split } from '../core/example.ts';
import type { Runner } from '../core/plugins.ts';
import { type RoundEffort, roundEfforts } from '../core/review/effort.ts';
import { currentDecision } from './decide.ts';
import { isSettled, type NextStep, nextStep } from './next-step.ts';

export interface Status extends NextStep {
  readonly task: string;
  /** Records imported, and how many distinct inputs the pool keeps of them. */
  readonly records: number;
  readonly pooled: number;
  /** The set: examples to work with and held-out ones. */
  readonly examples: number;
  readonly holdout: number;
  /** Of the examples to work with, those that no user sent. */
  readonly synthetic: number;
  /** Which of the two the figures below are about. */
  readonly split: Split;
  /** Outputs per example that were asked for so far of the candidates that say nothing themselves. */
  readonly trials: number;
  readonly candidates: readonly {
    readonly name: string;
    /** Outputs per example, where the config says how many. */
    readonly trials?: number;
    readonly outputs: number;
    readonly missingOutputs: number;
    /** Of the missing ones, those that its recorded file has no row for, if any: no run can make them. */
    readonly unrecorded?: number;
    readonly failed: number;
    /** Why it cannot run now. */
    readonly problem?: string;
  }[];
  readonly ratings: {
    /** Distinct output texts that somebody rated. */
    readonly done: number;
    readonly missing: number;
    readonly byRater: { readonly [rater: string]: number };
  };
  readonly decisions: number;
  /** What each round of rating took, by time. */
  readonly rounds: readonly RoundEffort[];
}

export async function status(
  context: Context,
  { split = 'dev' }: { readonly split?: Split } = {},
): Promise<Status> {
  const { store, config } = context;
  const { records, kept } = await store.poolSize();
  const counts = await store.counts({ candidates: config.candidates, split });
  const { trials } = counts;
  const candidates = [];
  for (const candidate of config.candidates) {
    const { outputs, failed, missing } = counts.outputs.get(candidate.id)!;
    const { unrecorded, problem = candidate.problem?.message } =
      missing === 0
        ? { unrecorded: 0 }
        : await lookIntoFile(context, candidate, { split, trials: candidate.trials ?? trials });
    candidates.push({
      name: candidate.name,
      ...(candidate.trials === undefined ? {} : { trials: candidate.trials }),
      outputs,
      missingOutputs: missing,
      ...(unrecorded === 0 ? {} : { unrecorded }),
      failed,
      ...(problem === undefined ? {} : { problem }),
    });
  }
  const decisions = await store.decisions({ bare: true });
  const decided = decisions.some((stored) => stored.decision.split === split);
  const current = decided ? await currentDecision(context, split) : undefined;
  const facts = {
    task: config.task,
    records,
    pooled: kept,
    examples: counts.examples.dev,
    holdout: counts.examples.holdout,
    synthetic: counts.synthetic,
    split,
    trials,
    candidates,
    ratings: counts.ratings,
    decisions: counts.decisions,
    rounds: roundEfforts(await store.reviewRounds(), await store.reviewEvents()),
  };
  const unrecorded = sum(candidates, (one) => one.unrecorded ?? 0);
  const blocked = sum(
    candidates.filter(({ problem }) => problem !== undefined),
    (one) => one.missingOutputs,
  );
  const step = nextStep({
    ...facts,
    examples: counts.examples[split],
    runnable: sum(candidates, (one) => one.missingOutputs) - unrecorded - blocked,
    blocked,
    unrecorded,
    failed: sum(candidates, (one) => one.failed),
    unrated: facts.ratings.missing,
    ...(current?.kept ? { verdict: current.decision.verdict } : {}),
  });
  // What is decided on the examples that everybody saw can be confirmed on those that nobody did.
  const confirm =
    split === 'dev' &&
    facts.holdout > 0 &&
    current?.kept &&
    isSettled(current.decision.verdict) &&
    step.next === null
      ? await status(context, { split: 'holdout' })
      : undefined;
  if (confirm === undefined) return { ...facts, ...step };
  const { next, because } = confirm;
  return { ...facts, next, because: next === null ? because : `to confirm on held-out examples: ${because}` };
}

/** Of the missing outputs of a `recorded:` candidate, those that its file does not have either, or why it tells nothing. */
async function lookIntoFile(
  context: Context,
  candidate: Candidate,
  asked: { readonly split: Split; readonly trials: number },
): Promise<{ readonly unrecorded: number; readonly problem?: string }> {
  const { store, findProvider, env, projectDir, clock, signal } = context;
  const { target, problem } = candidate;
  if (target.kind !== 'recorded' || problem !== undefined || context.standsOutside(candidate))
    return { unrecorded: 0 };
  const byId = new Map((await store.examples(asked.split)).map((example) => [example.id, example]));
  const { split, trials } = asked;
  const keys = await store.missingOutputs({ candidates: [{ id: candidate.id, trials }], split });
  const now = () => clock.monotonic();
  const redact = await context.redactor();
  let runner: Runner;
  try {
    runner = await findProvider('recorded').open(candidate, { env, projectDir, now, redact });
  } catch (error) {
    // A bad file is its candidate's trouble; where the project stands can be told all the same.
    if (error instanceof FieldtestError) return { unrecorded: 0, problem: error.message };
    throw error;
  }
  try {
    let unrecorded = 0;
    for (const { example, trial } of keys) {
      const result = await runner.call({ example: byId.get(example)!, trial, signal });
      if (result.kind === 'failure' && result.next === 'missing') unrecorded++;
    }
    return { unrecorded };
  } finally {
    await runner.close();
  }
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((total, one) => total + of(one), 0);
}
