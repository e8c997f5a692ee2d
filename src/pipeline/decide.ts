/** `fieldtest decide`: puts what is stored into the pure `decide`, and keeps the decision. */
import type { Candidate } from '../core/candidate.ts';
import { type Config, plannedLooks } from '../core/config.ts';
import type { Context } from '../core/context.ts';
import { outputCost } from '../core/cost.ts';
import { decide } from '../core/decide.ts';
import type { DecideInput, Decision } from '../core/decision.ts';
import { type DecisionRule, ruleChanges } from '../core/decision-rule.ts';
import type { Example, Split } from '../core/example.ts';
import { exampleLabel } from '../core/example.ts';
import type { Output, OutputKey } from '../core/output.ts';
import { type ResolvedRating, resolveRatings } from '../core/resolve-ratings.ts';
import type { StoredDecision } from '../core/store.ts';
import { eachOutput, requireExamples } from './lookup.ts';
import { earlyReveal, noteReveal } from './reveal.ts';

export interface DecideResult {
  readonly task: string;
  readonly decision: Decision;
  /** What is still missing before every candidate can be compared on every example. */
  readonly missing: { readonly outputs: number; readonly ratings: number };
}

/** A decision on what is stored now, and whether the last one kept says the same of the same data. */
export interface CurrentDecision {
  readonly decision: Decision;
  readonly rule: DecisionRule;
  readonly kept: boolean;
}

/** What of an output counts in a decision: not its text, only how many UTF-16 units that has. */
type WeighedOutput = Omit<Output, 'text' | 'attempts'> & { readonly length: number };

/** Decides on the stored ratings, notes the look, and keeps the decision for the history. */
export async function decideTask(
  context: Context,
  { split = 'dev' }: { readonly split?: Split },
): Promise<DecideResult> {
  const { store, config, clock, log } = context;
  requireExamples(await store.examples(split), split);
  const scope = { candidates: config.candidates.map((candidate) => candidate.id), split };
  // Before the first rating a decision says nothing of any output: whoever only looks where they stand has seen nothing.
  if ((await store.ratings()).length > 0) await noteReveal(context, 'decide');
  for (const { name, problem } of config.candidates)
    if (problem !== undefined)
      log.warn(`${name} cannot run (${problem.message}); it counts as far as it is stored`);
  const { decision, rule, kept } = await currentDecision(context, split);
  const { outputs, ratings } = await store.counts(scope);
  const missing = {
    outputs: outputs.values().reduce((sum, one) => sum + one.missing, 0),
    ratings: ratings.missing,
  };
  if (!kept && store.writable) await store.putDecision({ at: clock.now(), rule, decision });
  if (!kept && !store.writable)
    log.warn(`${store.location} may only be read: this decision is shown, but not kept in the history`);
  return { task: config.task, decision, missing };
}

/** What `decide` would say now; nothing is noted or kept. */
export async function currentDecision(context: Context, split: Split): Promise<CurrentDecision> {
  const { store, config } = context;
  const examples = await store.examples(split);
  const candidates = config.candidates.map((candidate) => candidate.id);
  const outputs: WeighedOutput[] = [];
  for await (const { text, attempts: _, ...output } of eachOutput(store, { candidates, split }, examples))
    outputs.push({ ...output, length: text.length });
  const rated = resolveRatings(outputs, await store.ratings());
  const { early, notes } = await earlyReveal(context, rated);
  const input = decideInput(context, { examples, outputs, rated, early, split });
  const bare = decide(input);
  const rule = ruleOf(bare, input);
  const before = (await store.decisions()).filter((stored) => stored.decision.split === split);
  const decision: Decision = {
    ...bare,
    warnings: [...bare.warnings, ...notes, ...changedRule(before, rule)],
  };
  const last = before.at(-1);
  const kept = last?.decision.inputsHash === decision.inputsHash && ruleChanges(last.rule, rule).length === 0;
  return { decision, rule, kept };
}

/** The looks that the plan allows for so many examples, in rated examples; none when there is one, at the end. */
export function looksOf({ decide }: Config, examples: number): readonly number[] {
  const looks = decide.looks ?? plannedLooks(examples);
  return looks === 'final' ? [] : looks;
}

function ruleOf({ by, confidence, margin, looks }: Decision, { options }: DecideInput): DecisionRule {
  return { by, confidence, margin, looks: looks.planned, limits: options?.limits ?? {} };
}

/** Once a decision has shown results, the rule it used is the rule; every change since then is said, for good. */
function changedRule(before: readonly StoredDecision[], rule: DecisionRule): readonly string[] {
  const seen = before.filter(({ decision }) => decision.candidates.some(({ n }) => n > 0));
  const rules = [...seen.map((stored) => stored.rule), rule];
  return rules.flatMap((now, i) => {
    const changes = i === 0 ? [] : ruleChanges(rules[i - 1]!, now);
    const when = i < seen.length ? ` (for the decision of ${seen[i]!.at.slice(0, 10)})` : '';
    return changes.length === 0
      ? []
      : [`The rule was changed after results were seen: ${changes.join('; ')}${when}.`];
  });
}

function decideInput(
  { config }: Context,
  facts: {
    readonly examples: readonly Example[];
    readonly outputs: readonly WeighedOutput[];
    readonly rated: readonly ResolvedRating<WeighedOutput>[];
    /** Whether names were shown before some of the ratings. */
    readonly early: boolean;
    readonly split: Split;
  },
): DecideInput {
  const { outputs, rated, early, split } = facts;
  const examples = new Map(facts.examples.map((example) => [example.id, example]));
  const candidates = new Map(config.candidates.map((candidate) => [candidate.id, candidate]));
  const label = (output: OutputKey) => exampleLabel(examples.get(output.example)!);
  const nameOf = (output: OutputKey) => candidates.get(output.candidate)!.name;
  const { by, margin, confidence, limits } = config.decide;
  return {
    examples: facts.examples.map((example) => ({
      id: exampleLabel(example),
      slices: example.slices,
      split: example.split,
      ...(example.weight === undefined ? {} : { weight: example.weight }),
      ...(example.cluster === undefined ? {} : { cluster: example.cluster }),
    })),
    candidates: config.candidates.map(({ name, incumbent }) => ({ name, incumbent })),
    ratings: rated.map(({ output, rating }) => ({
      example: label(output),
      candidate: nameOf(output),
      trial: output.trial,
      rater: rating.rater,
      ...(rating.rating === undefined ? {} : { rating: rating.rating }),
      ...(rating.acceptable === undefined ? {} : { acceptable: rating.acceptable }),
      ...(rating.at === undefined ? {} : { at: rating.at }),
      ...(rating.repeatOf === undefined ? {} : { repeatOf: rating.repeatOf }),
    })),
    outputs: outputs.map((output) => ({
      example: label(output),
      candidate: nameOf(output),
      trial: output.trial,
      status: output.status,
      ...outputFacts(output, candidates.get(output.candidate)!),
    })),
    options: {
      by,
      scale: [1, config.rate.scale === false ? 5 : config.rate.scale],
      confidence,
      looks: config.decide.looks ?? plannedLooks(facts.examples.length),
      limits,
      split,
      earlyReveal: early,
      ...(margin === undefined ? {} : { margin }),
    },
  };
}

function outputFacts(output: WeighedOutput, candidate: Candidate) {
  const cost = outputCost(output, candidate);
  return {
    ...(cost === undefined ? {} : { costUsd: cost.usd, costFrom: cost.from }),
    ...(output.latencyMs === undefined ? {} : { latencyMs: output.latencyMs }),
    ...(output.firstTokenMs === undefined ? {} : { firstTokenMs: output.firstTokenMs }),
    ...(output.status === 'error' ? {} : { length: output.length }),
    ...servedBy(output),
  };
}

/** `gpt-5-mini-2026-08-07, fp_44709d6fcb`: the model and the backend, as far as they name themselves. */
function servedBy({ responseModel, fingerprint }: WeighedOutput): { readonly servedBy?: string } {
  const named = [responseModel, fingerprint].filter((name) => name !== undefined);
  return named.length === 0 ? {} : { servedBy: named.join(', ') };
}
