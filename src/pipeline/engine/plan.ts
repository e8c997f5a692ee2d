/** What a run would ask, found before anybody is asked; whatever would fail for every call is refused here. */
import type { AskedRun } from '../../core/calls.ts';
import type { Candidate } from '../../core/candidate.ts';
import type { Context } from '../../core/context.ts';
import { FieldtestError } from '../../core/errors.ts';
import type { Split } from '../../core/example.ts';
import type { MissingOutput, MissingOutputsQuery } from '../../core/store.ts';
import { chooseCandidates, eachExample, requireExamples } from '../lookup.ts';
import { type Budget, createBudget } from './budget.ts';
import { requireVariables } from './preflight.ts';

export interface RunInput {
  readonly candidates?: readonly string[];
  /** Calls in flight per candidate. Default 10, for commands 4. */
  readonly concurrency?: number;
  readonly maxCostUsd?: number;
  /** Outputs per example of a candidate that says nothing itself. Default 1. */
  readonly trials?: number;
  readonly split?: Split;
  /** Only the first examples of the set. */
  readonly limit?: number;
  /** Ask again where only failures are stored. */
  readonly retryErrors?: boolean;
  /** The run that this one helps with, as a worker; and what to do when the user has stopped that. */
  readonly helps?: { readonly run: AskedRun; readonly onCalledOff: () => void };
}

export interface RunPlan {
  readonly candidates: readonly Candidate[];
  /** Ids of all of the split, in the set's order. */
  readonly examples: readonly string[];
  readonly query: MissingOutputsQuery & { readonly retryErrors: boolean };
  /** By candidate id; none is no entry. */
  readonly missing: ReadonlyMap<string, readonly MissingOutput[]>;
  readonly budget: Budget;
}

export async function planRun({ store, config }: Context, input: RunInput): Promise<RunPlan> {
  const split = input.split ?? 'dev';
  const candidates = chooseCandidates(config.candidates, input.candidates);
  const problem = candidates.find((candidate) => candidate.problem !== undefined)?.problem;
  if (problem !== undefined) throw new FieldtestError('config', problem.message, problem.hint);
  const examples = await store.exampleIds(split);
  requireExamples(examples.length, split);
  // What the run was started for counts, and not what the config of another folder says.
  const asked = new Map(input.helps?.run.candidates.map(({ id, trials }) => [id, trials]));
  const trialsOf = ({ id, trials }: Candidate) => asked.get(id) ?? trials ?? input.trials ?? 1;
  const query = {
    candidates: candidates.map((one) => ({ id: one.id, trials: trialsOf(one) })),
    split,
    ...(input.limit === undefined ? {} : { limit: input.limit }),
    retryErrors: input.retryErrors ?? false,
  };
  const missing = byCandidate(await store.missingOutputs(query), candidates, examples);
  const budget = createBudget(input.maxCostUsd, candidates);
  for (const candidate of candidates) {
    const asked = new Set(missing.get(candidate.id)?.map((key) => key.example));
    await requireVariables(candidate, eachExample(store, [...asked]));
  }
  return { candidates, examples, query, missing, budget };
}

/** A database gives each key its own copy of the ids; here all keys share one. */
function byCandidate(
  missing: readonly MissingOutput[],
  candidates: readonly Candidate[],
  examples: readonly string[],
): ReadonlyMap<string, readonly MissingOutput[]> {
  const one = new Map([...candidates.map(({ id }) => id), ...examples].map((id) => [id, id]));
  const shared = missing.map((key) => ({
    ...key,
    candidate: one.get(key.candidate) ?? key.candidate,
    example: one.get(key.example) ?? key.example,
  }));
  return Map.groupBy(shared, (key) => key.candidate);
}
