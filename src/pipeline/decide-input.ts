/** What is stored as the rows of a decision. */
import type { Candidate } from '../core/candidate.ts';
import type { CheckDetail } from '../core/check.ts';
import { plannedLooks } from '../core/config.ts';
import type { Context } from '../core/context.ts';
import { outputCost } from '../core/cost.ts';
import type { DecideInput } from '../core/decision.ts';
import type { Example, Split } from '../core/example.ts';
import { exampleLabel } from '../core/example.ts';
import type { Output, OutputKey } from '../core/output.ts';
import type { ResolvedRating } from '../core/resolve-ratings.ts';
import { decidingExamples } from '../core/synthetic.ts';

/** What of an output counts in a decision: not its text, only how many UTF-16 units that has. */
export type WeighedOutput = Omit<Output, 'text' | 'attempts'> & {
  readonly length: number;
  readonly failedAttempts: readonly string[] | undefined;
};

/** What a check says of an output; null where it could not judge. */
export interface Scored {
  readonly check: string;
  readonly output: OutputKey;
  readonly pass: boolean | null;
  readonly detail?: CheckDetail;
}

/** The rows of a decision, under the names that people gave. */
export function decideInput(
  { config }: Context,
  facts: {
    readonly examples: readonly Example[];
    readonly outputs: readonly WeighedOutput[];
    readonly scores: readonly Scored[];
    readonly rated: readonly ResolvedRating<WeighedOutput>[];
    /** Whether names were shown before some of the ratings. */
    readonly early: boolean;
    readonly complete: boolean;
    readonly split: Split;
  },
): DecideInput {
  const { outputs, scores, rated, early, complete, split } = facts;
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
    ...(config.checks.length === 0
      ? {}
      : {
          checks: config.checks.map(({ name, gate, atLeast }) => ({
            name,
            gate,
            ...(atLeast === undefined ? {} : { atLeast }),
          })),
          scores: scores.map(({ output, ...said }) => ({
            example: label(output),
            candidate: nameOf(output),
            trial: output.trial,
            ...said,
          })),
        }),
    options: {
      by,
      scale: [1, config.rate.scale === false ? 5 : config.rate.scale],
      confidence,
      looks: config.decide.looks ?? plannedLooks(decidingExamples(facts.examples).length),
      limits,
      split,
      earlyReveal: early,
      ...(complete ? { complete } : {}),
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
    // Of outputs made elsewhere the only attempt is to read them.
    ...(output.failedAttempts === undefined || candidate.target.kind === 'recorded'
      ? {}
      : { failedAttempts: output.failedAttempts }),
    ...servedBy(output),
  };
}

/** `gpt-5-mini-2026-08-07, fp_44709d6fcb`: the model and the backend, as far as they name themselves. */
function servedBy({ responseModel, fingerprint }: WeighedOutput): { readonly servedBy?: string } {
  const named = [responseModel, fingerprint].filter((name) => name !== undefined);
  return named.length === 0 ? {} : { servedBy: named.join(', ') };
}
