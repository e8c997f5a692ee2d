/** `fieldtest checks`: what the automatic checks say of every candidate, and what failed them. */
import type { Check } from '../core/check.ts';
import type { Context } from '../core/context.ts';
import type { CheckDecision } from '../core/decision.ts';
import { FieldtestError } from '../core/errors.ts';
import { exampleLabel, type Split } from '../core/example.ts';
import { didYouMean } from '../core/nearest.ts';
import { textStart } from '../core/text-start.ts';
import { openChecks } from './checks/judge.ts';
import { type RanChecks, runKeptChecks, type Unjudged } from './checks/run-kept.ts';
import { currentDecision } from './decide.ts';
import { chooseCandidates, eachOutput, requireExamples } from './lookup.ts';
import { noteReveal } from './reveal.ts';

export interface ChecksInput {
  readonly split?: Split;
  /** Names whose each failing output was, which counts as a reveal. */
  readonly failed?: boolean;
  /** Of these checks and candidates alone. */
  readonly checks?: readonly string[];
  readonly candidates?: readonly string[];
}

/** An output that a check refused. */
export interface FailedOutput {
  readonly check: string;
  readonly candidate: string;
  /** The example's name or id. */
  readonly example: string;
  readonly trial: number;
  readonly reason: string;
  /** The beginning of the output. */
  readonly start: string;
}

export interface ChecksResult {
  readonly task: string;
  readonly examples: number;
  readonly split: Split;
  readonly confidence: number;
  readonly checks: readonly CheckDecision[];
  /** What checks could not judge, and the first reason of each. */
  readonly unjudged: readonly Unjudged[];
  /** Only when asked for. */
  readonly failed?: readonly FailedOutput[];
}

const START = 200;

export async function checkOutputs(context: Context, input: ChecksInput): Promise<ChecksResult> {
  const { store, config, log } = context;
  const split = input.split ?? 'dev';
  if (config.checks.length === 0) {
    throw new FieldtestError(
      'empty',
      'the config has no checks',
      'Add some: checks: [ { maxWords: 120 } ], see docs/guide/checks.md',
    );
  }
  const asked = chooseChecks(config.checks, input.checks);
  const candidates = chooseCandidates(config.candidates, input.candidates);
  const examples = await store.examples(split);
  requireExamples(examples.length, split);
  if (input.failed === true) await noteReveal(context, 'checks --failed');
  const ran = await runWhatMay(context, { checks: asked, split });
  const names = new Map(candidates.map(({ id, name }) => [id, name]));
  const byId = new Map(examples.map((example) => [example.id, example]));
  const failed: FailedOutput[] = [];
  const opened = (await openChecks(context)).filter(({ check }) => asked.includes(check));
  const broken: { readonly check: string; readonly reason: string }[] = [];
  for await (const output of eachOutput(store, { candidates: [...names.keys()], split }, examples)) {
    const example = byId.get(output.example)!;
    const candidate = names.get(output.candidate)!;
    for (const { check, judge } of opened) {
      const result = await judge(output, example);
      if (result.kind === 'broken') broken.push({ check: check.name, reason: result.reason });
      if (result.kind === 'fail' && input.failed === true) {
        failed.push({
          check: check.name,
          candidate,
          example: exampleLabel(example),
          trial: output.trial,
          reason: result.reason ?? 'no reason given',
          start: textStart(output.text, START),
        });
      }
    }
  }
  for (const { close } of opened) await close();
  const unjudged = [...ran.unjudged, ...unjudgedOf(broken)];
  for (const { check, outputs, reason } of unjudged)
    log.warn(`check ${check} could not judge ${outputs} ${outputs === 1 ? 'output' : 'outputs'}: ${reason}`);
  const { decision } = await currentDecision(context, split);
  return {
    task: config.task,
    examples: examples.length,
    split,
    confidence: decision.confidence,
    checks: (decision.checks ?? [])
      .filter(({ name }) => asked.some((check) => check.name === name))
      .map((check) => ofCandidates(check, new Set(names.values()))),
    unjudged,
    ...(input.failed === true ? { failed: byCheck(failed, asked) } : {}),
  };
}

/** A check without what it says of other candidates. */
function ofCandidates(check: CheckDecision, names: ReadonlySet<string>): CheckDecision {
  const { fields, labels } = check;
  const asked = ({ candidate }: { readonly candidate: string }) => names.has(candidate);
  return {
    ...check,
    candidates: check.candidates.filter(({ name }) => names.has(name)),
    differences: check.differences.filter(asked),
    ...(fields && {
      fields: fields.map((field) => ({ ...field, candidates: field.candidates.filter(asked) })),
    }),
    ...(labels && { labels: { ...labels, candidates: labels.candidates.filter(asked) } }),
  };
}

/** Without the user's yes their code is not run; what needs none is shown all the same. */
async function runWhatMay(context: Context, of: Parameters<typeof runKeptChecks>[1]): Promise<RanChecks> {
  try {
    return await runKeptChecks(context, of);
  } catch (error) {
    const all = of.checks.every(({ kept }) => kept);
    if (all || !(error instanceof FieldtestError) || error.code !== 'untrusted') throw error;
    context.log.warn(`your own checks were not run: ${error.message}. ${error.hint}`);
    return { ran: 0, unjudged: [] };
  }
}

function unjudgedOf(
  broken: readonly { readonly check: string; readonly reason: string }[],
): readonly Unjudged[] {
  const groups = Map.groupBy(broken, ({ check }) => check);
  return [...groups].map(([check, all]) => ({ check, outputs: all.length, reason: all[0]!.reason }));
}

/** Read one check after the other, and in it one candidate after the other. */
function byCheck(failed: readonly FailedOutput[], asked: readonly Check[]): readonly FailedOutput[] {
  return asked.flatMap(({ name }) => {
    const own = Map.groupBy(
      failed.filter(({ check }) => check === name),
      ({ candidate }) => candidate,
    );
    return [...own.values()].flat();
  });
}

function chooseChecks(all: readonly Check[], names: readonly string[] | undefined): readonly Check[] {
  if (names === undefined || names.length === 0) return all;
  const known = all.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new FieldtestError(
      'usage',
      `--check ${unknown}: the config has no such check${didYouMean(unknown, known)}`,
      `It has: ${known.join(', ')}.`,
    );
  }
  return all.filter(({ name }) => names.includes(name));
}
