import { type Config, plannedLooks } from '../core/config.ts';
import type { Context } from '../core/context.ts';
import { decide } from '../core/decide.ts';
import type { DecideInput, Decision } from '../core/decision.ts';
import { type DecisionRule, ruleChanges } from '../core/decision-rule.ts';
import { type Evidence, evidenceOf, evidenceRows } from '../core/evidence.ts';
import type { Split } from '../core/example.ts';
import { exampleLabel } from '../core/example.ts';
import { failedAttempts } from '../core/failed-attempts.ts';
import type { DecisionFacts } from '../core/history/facts.ts';
import { resolveRatings } from '../core/resolve-ratings.ts';
import type { Counts } from '../core/store.ts';
import { decidingExamples } from '../core/synthetic.ts';
import { openChecks } from './checks/judge.ts';
import { decideInput, type Scored, type WeighedOutput, weigher } from './decide-input.ts';
import { changedRule, movedRulers, uncovered, unusable, wear } from './decide-warnings.ts';
import { factsOf } from './history/facts-of.ts';
import { eachOutput, requireExamples } from './lookup.ts';
import { earlyReveal, noteReveal } from './reveal.ts';

export interface DecideResult {
  readonly task: string;
  readonly decision: Decision;
  /** What is still missing before every candidate can be compared on every example. */
  readonly missing: { readonly outputs: number; readonly ratings: number };
  /** When it was made; ISO. */
  readonly at: string;
  /** The rows behind it, worked out when they are asked for. */
  readonly evidence: () => Evidence;
}

/** A decision on what is stored now, and whether the last one kept says the same of the same data. */
export interface CurrentDecision {
  readonly decision: Decision;
  readonly rule: DecisionRule;
  readonly kept: boolean;
  /** The examples of the evidence alone. */
  readonly rows: () => Pick<Evidence, 'candidates' | 'examples'>;
  readonly evidence: () => Evidence;
  /** What it stood on, worked out when it is asked for. */
  readonly facts: () => DecisionFacts;
}

/** Decides on the stored ratings, notes the look, and keeps the decision for the history. */
export async function decideTask(
  context: Context,
  { split = 'dev' }: { readonly split?: Split },
): Promise<DecideResult> {
  const { store, config, clock, log } = context;
  const scope = { candidates: config.candidates, split };
  const counts = await store.counts(scope);
  requireExamples(counts.examples[split], split);
  // Before the first rating a decision says nothing of any output: whoever only looks where they stand has seen nothing.
  const dev = split === 'dev' ? counts : await store.counts({ ...scope, split: 'dev' });
  if (counts.ratings.done + dev.ratings.done > 0)
    await noteReveal(context, 'decide', { missing: dev.ratings.missing });
  for (const { name, problem } of config.candidates)
    if (problem !== undefined)
      log.warn(`${name} cannot run (${problem.message}); it counts as far as it is stored`);
  const { decision, rule, kept, evidence, facts } = await currentDecision(context, split, counts);
  const missing = {
    outputs: counts.outputs.values().reduce((sum, one) => sum + one.missing, 0),
    ratings: counts.ratings.missing,
  };
  const at = clock.now();
  if (!kept && store.writable) await store.putDecision({ at, rule, decision, facts: facts() });
  if (!kept && !store.writable)
    log.warn(`${store.location} may only be read: this decision is shown, but not kept in the history`);
  return { task: config.task, decision, missing, at, evidence };
}

/** What `decide` would say now; nothing is noted or kept. `counts` are those of the split, where they are known already. */
export async function currentDecision(
  context: Context,
  split: Split,
  counts?: Counts,
): Promise<CurrentDecision> {
  const { store } = context;
  // First, for there may be many, and of the rest below much is in memory.
  const all = await store.decisions({ bare: true });
  const { input, warnings, idOf } = await readDecideInput(context, split, counts);
  const bare = decide(input);
  const rule = ruleOf(context, bare, input);
  const before = all.filter((stored) => stored.decision.split === split);
  const last = before.at(-1);
  const kept = last?.decision.inputsHash === bare.inputsHash && ruleChanges(last.rule, rule).length === 0;
  const rows = () => evidenceRows(input);
  const decision: Decision = {
    ...bare,
    warnings: [
      ...bare.warnings,
      ...warnings,
      ...(await movedRulers(context, bare.by)),
      ...changedRule(before, rule),
      ...wear(bare, { rows, before: all, kept }),
    ],
  };
  const evidence = () => evidenceOf(input);
  return {
    decision,
    rule,
    kept,
    rows,
    evidence,
    facts: () => factsOf(input, evidence(), { config: context.config, idOf }),
  };
}

/**
 * Everything that a decision reads, and what is to be said of it. By itself, so that what it was made from is gone when the decision is
 * made: a project may have 100,000 outputs.
 */
export async function readDecideInput(
  context: Context,
  split: Split,
  counts: Counts | undefined,
): Promise<{
  readonly input: DecideInput;
  readonly warnings: readonly string[];
  /** The id of an example that the input names. */
  readonly idOf: (name: string) => string;
}> {
  const { store, config } = context;
  const examples = await store.examples(split);
  const candidates = config.candidates.map((candidate) => candidate.id);
  const weigh = weigher(context, examples);
  const outputs: WeighedOutput[] = [];
  const scores: Scored[] = [];
  const byId = new Map(examples.map((example) => [example.id, example]));
  const checks = await openChecks(context);
  const notRun = new Map<string, number>();
  for await (const whole of eachOutput(store, { candidates, split }, examples)) {
    const output = weigh(whole, failedAttempts(whole.attempts));
    outputs.push(output);
    for (const { check, judge } of checks) {
      const result = await judge(whole, byId.get(whole.example)!);
      const { kind } = result;
      if (kind === 'not-run') notRun.set(check.name, (notRun.get(check.name) ?? 0) + 1);
      if (kind === 'no-reference') continue;
      scores.push({
        check: check.name,
        output,
        pass: kind === 'pass' || kind === 'fail' ? kind === 'pass' : null,
        ...('detail' in result && result.detail !== undefined ? { detail: result.detail } : {}),
      });
    }
  }
  for (const { close } of checks) await close();
  const named = new Map(examples.map((example) => [exampleLabel(example), example.id]));
  const rated = resolveRatings(outputs, await store.ratings());
  const { early, notes } = await earlyReveal(context, rated);
  const complete = await isComplete(context, {
    examples: decidingExamples(examples).length,
    split,
    counts,
  });
  return {
    input: decideInput(context, { examples, outputs, scores, rated, early, complete, split }),
    warnings: [...(await uncovered(context, examples)), ...unusable(checks, notRun), ...notes],
    idOf: (name) => named.get(name)!,
  };
}

/**
 * Whether all is rated that can be: nothing is missing, and the set is as large as the plan. What an expert could not
 * judge, or a candidate did not answer, would else leave the last look out of reach for good.
 */
async function isComplete(
  { store, config }: Context,
  of: { readonly examples: number; readonly split: Split; readonly counts: Counts | undefined },
): Promise<boolean> {
  const { examples, split } = of;
  const last = looksOf(config, examples).at(-1);
  if (last === undefined || examples < last) return false;
  const { outputs, ratings } = of.counts ?? (await store.counts({ candidates: config.candidates, split }));
  return ratings.missing === 0 && outputs.values().every(({ missing }) => missing === 0);
}

/** The looks that the plan allows for so many examples, in rated examples; none when there is one, at the end. */
export function looksOf({ decide }: Config, examples: number): readonly number[] {
  const looks = decide.looks ?? plannedLooks(examples);
  return looks === 'final' ? [] : looks;
}

function ruleOf(
  { config }: Context,
  { by, confidence, margin, looks }: Decision,
  { options }: DecideInput,
): DecisionRule {
  const gates = config.checks
    .filter(({ gate }) => gate)
    .map(({ name, atLeast, id }) => [name, `${atLeast} #${id.slice(0, 8)}`]);
  return {
    by,
    confidence,
    margin,
    looks: looks.planned,
    limits: options?.limits ?? {},
    ...(gates.length === 0 ? {} : { gates: Object.fromEntries(gates) }),
  };
}
