/** What is stored as the rows of a decision. */
import type { Candidate } from '../core/candidate.ts';
import type { CheckDetail } from '../core/check.ts';
import { plannedLooks } from '../core/config.ts';
import type { Context } from '../core/context.ts';
import { outputCost } from '../core/cost.ts';
import type { DecideInput } from '../core/decision.ts';
import type { Example, Split } from '../core/example.ts';
import { exampleLabel } from '../core/example.ts';
import type { Output } from '../core/output.ts';
import type { ResolvedRating } from '../core/resolve-ratings.ts';
import { decidingExamples } from '../core/synthetic.ts';

type OutputRow = NonNullable<DecideInput['outputs']>[number];

/** An output as a decision reads it, and what tells which ratings are its own: little, for there may be 100,000. */
export interface WeighedOutput
  extends Pick<Output, 'candidate' | 'example' | 'trial' | 'status' | 'textId' | 'at'> {
  /** Under the names that people gave; of its text the length alone. */
  readonly row: OutputRow;
}

/** What a check says of an output; null where it could not judge. */
export interface Scored {
  readonly check: string;
  readonly output: WeighedOutput;
  readonly pass: boolean | null;
  readonly detail?: CheckDetail;
}

/** Makes what a decision reads of outputs of these examples and the config's candidates. Names and ids that are the same are kept once. */
export function weigher(
  { config }: Pick<Context, 'config'>,
  examples: readonly Example[],
): (output: Output, failed?: readonly string[]) => WeighedOutput {
  const byId = new Map(
    examples.map((example) => [example.id, { id: example.id, name: exampleLabel(example) }]),
  );
  const candidates = new Map(config.candidates.map((candidate) => [candidate.id, candidate]));
  return (output, failed) => {
    const { trial, status, textId, at } = output;
    const example = byId.get(output.example)!;
    const candidate = candidates.get(output.candidate)!;
    return {
      candidate: candidate.id,
      example: example.id,
      trial,
      status,
      textId,
      at,
      row: {
        example: example.name,
        candidate: candidate.name,
        trial,
        status,
        ...outputFacts(output, candidate, failed),
      },
    };
  };
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
    ratings: rated.map(({ output: { row, trial }, rating }) => ({
      example: row.example,
      candidate: row.candidate,
      trial,
      rater: rating.rater,
      ...(rating.rating === undefined ? {} : { rating: rating.rating }),
      ...(rating.acceptable === undefined ? {} : { acceptable: rating.acceptable }),
      ...(rating.at === undefined ? {} : { at: rating.at }),
      ...(rating.repeatOf === undefined ? {} : { repeatOf: rating.repeatOf }),
    })),
    outputs: outputs.map(({ row }) => row),
    ...(config.checks.length === 0
      ? {}
      : {
          checks: config.checks.map(({ name, gate, atLeast }) => ({
            name,
            gate,
            ...(atLeast === undefined ? {} : { atLeast }),
          })),
          scores: scores.map(({ output: { row, trial }, ...said }) => ({
            example: row.example,
            candidate: row.candidate,
            trial,
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

function outputFacts(output: Output, candidate: Candidate, failed: readonly string[] | undefined) {
  const cost = outputCost(output, candidate);
  return {
    ...(cost === undefined ? {} : { costUsd: cost.usd, costFrom: cost.from }),
    ...(output.latencyMs === undefined ? {} : { latencyMs: output.latencyMs }),
    ...(output.firstTokenMs === undefined ? {} : { firstTokenMs: output.firstTokenMs }),
    ...(output.status === 'error' ? {} : { length: output.text.length }),
    // Of outputs made elsewhere the only attempt is to read them.
    ...(failed === undefined || candidate.target.kind === 'recorded' ? {} : { failedAttempts: failed }),
    ...servedBy(output),
  };
}

/** `gpt-5-mini-2026-08-07, fp_44709d6fcb`: the model and the backend, as far as they name themselves. */
function servedBy({ responseModel, fingerprint }: Output): { readonly servedBy?: string } {
  const named = [responseModel, fingerprint].filter((name) => name !== undefined);
  return named.length === 0 ? {} : { servedBy: named.join(', ') };
}
