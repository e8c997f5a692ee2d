/** `fieldtest run --dry-run`: what a run would ask and what that may cost. Asks nobody, needs no key, stores nothing. */
import type { Candidate } from '../core/candidate.ts';
import type { Context } from '../core/context.ts';
import { outputCostUsd, usageCostUsd } from '../core/cost.ts';
import type { Output } from '../core/output.ts';
import { originText, type Price } from '../core/prices/price.ts';
import type { MissingOutput } from '../core/store.ts';
import { usualTokens } from '../core/token-estimate.ts';
import { nearestRank } from '../stats/nearest-rank.ts';
import { estimateCall, mostOutputOf, worstUsd } from './engine/call-estimate.ts';
import { concurrencyOf } from './engine/pacing.ts';
import { planRun, type RunInput } from './engine/plan.ts';
import { eachExample, eachOutput } from './lookup.ts';

/** USD: what it costs at least, if all goes as usual, and at most. */
export interface CostRange {
  /** The prompts at the usual characters per token; answers as long as the median of those stored, or nothing. */
  readonly low: number;
  /** Each call at its worst, retries apart; null where no limit to an answer is known. */
  readonly high: number | null;
}

export interface DryRunCandidate {
  readonly name: string;
  readonly kind: Candidate['target']['kind'];
  /** Outputs that are missing: one call each, retries apart. */
  readonly calls: number;
  /** Null: unknown, which is not 0. */
  readonly costUsd: CostRange | null;
  /** The dearest single call at its worst. */
  readonly worstCallUsd: number | null;
  /** USD per 1M tokens, and whose word that is. */
  readonly price: Price | null;
  readonly priceFrom: string | null;
  /** As long as an answer may get; null for what is no model, and where nobody knows. */
  readonly maxOutputTokens: number | null;
  /** From the mean time of the stored answers; null without any. */
  readonly seconds: number | null;
}

export interface DryRunResult {
  readonly candidates: readonly DryRunCandidate[];
  readonly total: {
    readonly calls: number;
    /** `high` is null when any part of it is. */
    readonly costUsd: CostRange;
    /** Candidates of which no cost is known. */
    readonly unknown: readonly string[];
    /** The slowest candidate's, since they run side by side; null when any is unknown. */
    readonly seconds: number | null;
  };
}

export async function dryRun(context: Context, input: RunInput): Promise<DryRunResult> {
  const { candidates, missing } = await planRun(context, input);
  const stored = await storedAnswers(context, candidates);
  const planOf = async (candidate: Candidate): Promise<DryRunCandidate> => {
    const due = missing.get(candidate.id) ?? [];
    const { price, priceOrigin = { config: true }, target } = candidate;
    const lanes = concurrencyOf(candidate, input.concurrency);
    return {
      name: candidate.name,
      kind: target.kind,
      calls: due.length,
      ...(await costOf(context, candidate, { due, stored: stored.get(candidate.id)! })),
      price: price ?? null,
      priceFrom: price === undefined ? null : originText(priceOrigin),
      maxOutputTokens: target.kind === 'model' ? (mostOutputOf(candidate, target) ?? null) : null,
      seconds: secondsOf(due.length, stored.get(candidate.id)!.latencies, lanes),
    };
  };
  const planned: DryRunCandidate[] = [];
  for (const candidate of candidates) planned.push(await planOf(candidate));
  return { candidates: planned, total: totalOf(planned) };
}

/** What is known of a candidate from answers that it gave, also to held-out examples. */
interface Stored {
  readonly outputTokens: number[];
  readonly costs: number[];
  /** Milliseconds. */
  readonly latencies: number[];
}

async function storedAnswers(
  { store }: Context,
  candidates: readonly Candidate[],
): Promise<ReadonlyMap<string, Stored>> {
  const stored = new Map(
    candidates.map(({ id }): [string, Stored] => [id, { outputTokens: [], costs: [], latencies: [] }]),
  );
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  for (const split of ['dev', 'holdout'] as const) {
    const scope = { candidates: [...stored.keys()], split };
    const examples = (await store.exampleIds(split)).map((id) => ({ id }));
    for await (const output of eachOutput(store, scope, examples)) {
      if (output.status === 'error') continue;
      const facts = stored.get(output.candidate)!;
      facts.outputTokens.push(outputTokens(output));
      const usd = outputCostUsd(output, byId.get(output.candidate)!);
      if (usd !== undefined) facts.costs.push(usd);
      if (output.latencyMs !== undefined) facts.latencies.push(output.latencyMs);
    }
  }
  return stored;
}

function outputTokens({ usage, text }: Output): number {
  return usage?.outputTokens ?? usualTokens(text);
}

async function costOf(
  { store }: Context,
  candidate: Candidate,
  { due, stored }: { readonly due: readonly MissingOutput[]; readonly stored: Stored },
): Promise<Pick<DryRunCandidate, 'costUsd' | 'worstCallUsd'>> {
  const { price, target } = candidate;
  // What a recorded output cost was paid when it was made.
  if (due.length === 0 || target.kind === 'recorded')
    return { costUsd: { low: 0, high: 0 }, worstCallUsd: 0 };
  if (target.kind !== 'model') {
    const costUsd = stored.costs.length === 0 ? null : { low: median(stored.costs) * due.length, high: null };
    return { costUsd, worstCallUsd: null };
  }
  if (price === undefined) return { costUsd: null, worstCallUsd: null };
  const usualOutput = stored.outputTokens.length === 0 ? 0 : median(stored.outputTokens);
  let low = 0;
  let high = 0;
  let worstCall = 0;
  let bounded = true;
  const calls = Map.groupBy(due, ({ example }) => example);
  for await (const example of eachExample(store, [...calls.keys()])) {
    const times = calls.get(example.id)!.length;
    const { usualInput, mostInput, mostOutput } = estimateCall(candidate, target, example);
    low += times * usageCostUsd({ inputTokens: usualInput, outputTokens: usualOutput }, price)!;
    const worst = worstUsd(price, mostInput, mostOutput ?? 0);
    bounded &&= mostOutput !== undefined || price.output === 0;
    high += times * worst;
    worstCall = Math.max(worstCall, worst);
  }
  return {
    costUsd: { low: bounded ? Math.min(low, high) : low, high: bounded ? high : null },
    worstCallUsd: bounded ? worstCall : null,
  };
}

function median(values: readonly number[]): number {
  return nearestRank(values, 50);
}

function secondsOf(calls: number, latencies: readonly number[], lanes: number): number | null {
  if (calls === 0) return 0;
  if (latencies.length === 0) return null;
  const meanMs = latencies.reduce((sum, ms) => sum + ms, 0) / latencies.length;
  return (Math.ceil(calls / lanes) * meanMs) / 1000;
}

function totalOf(candidates: readonly DryRunCandidate[]): DryRunResult['total'] {
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  const highs = candidates.map(({ costUsd }) => costUsd?.high ?? null);
  const times = candidates.map(({ seconds }) => seconds);
  return {
    calls: sum(candidates.map(({ calls }) => calls)),
    costUsd: {
      low: sum(candidates.map(({ costUsd }) => costUsd?.low ?? 0)),
      high: highs.every((high) => high !== null) ? sum(highs) : null,
    },
    unknown: candidates.flatMap(({ name, costUsd }) => (costUsd === null ? [name] : [])),
    seconds: times.every((time) => time !== null) ? Math.max(...times) : null,
  };
}
