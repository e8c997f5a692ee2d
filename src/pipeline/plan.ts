/** `fieldtest plan`: what the set can tell and what rating it takes. Reads, stores nothing, and shows no candidate. */
import type { Context } from '../core/context.ts';
import type { DecideInput } from '../core/decision.ts';
import type { Example } from '../core/example.ts';
import { type Plan, plan } from '../core/plan.ts';
import { resolveRatings } from '../core/resolve-ratings.ts';
import { blocksOf } from '../core/review/round.ts';
import { foldEvents } from '../core/review/session.ts';
import type { TimedAnswer } from '../core/review/time-left.ts';
import type { Store } from '../core/store.ts';
import { decidingExamples } from '../core/synthetic.ts';
import { decideInput, type WeighedOutput, weigher } from './decide-input.ts';
import { eachOutput } from './lookup.ts';

export interface PlanOptions {
  /** Candidates to come, where the config does not have them all yet. */
  readonly candidates?: number;
  /** A true difference that must be found, in the unit of `by`: steps of the rating, or a share from 0 to 1. */
  readonly gap?: { readonly by: 'rating' | 'acceptable'; readonly difference: number };
}

/** Throws FieldtestError('input') for a gap that the scale does not have. */
export async function planTask(context: Context, options: PlanOptions = {}): Promise<Plan> {
  const { store, config } = context;
  const { rate, decide } = config;
  const examples = await store.examples('dev');
  const candidates = options.candidates ?? Math.max(2, config.candidates.length);
  const asks = [
    ...(rate.scale === false ? [] : (['rating'] as const)),
    ...(rate.acceptable ? (['acceptable'] as const) : []),
  ];
  return plan({
    candidates,
    by: decide.by,
    asks,
    scale: [1, rate.scale === false ? 5 : rate.scale],
    confidence: decide.confidence,
    ...(decide.looks === undefined ? {} : { looks: decide.looks }),
    examples: decidingExamples(examples).length,
    planned: config.examples.count,
    textsPerExample: await textsPerExample(context, { examples, candidates }),
    timed: await timedAnswers(store),
    ...(options.gap === undefined ? {} : { gap: options.gap }),
    ...(examples.length === 0 ? {} : { rated: await ratedSoFar(context, examples) }),
  });
}

/** Distinct outputs of an example, once every candidate has answered; before, one of each in each trial. */
async function textsPerExample(
  { store, config }: Context,
  { examples, candidates }: { readonly examples: readonly Example[]; readonly candidates: number },
): Promise<number> {
  const { outputs, ratings, trials } = await store.counts({ candidates: config.candidates, split: 'dev' });
  const texts = ratings.done + ratings.missing;
  const asItIs = candidates === config.candidates.length;
  if (asItIs && texts > 0 && outputs.values().every(({ missing }) => missing === 0))
    return texts / examples.length;
  return asItIs
    ? config.candidates.reduce((sum, one) => sum + (one.trials ?? trials), 0)
    : candidates * trials;
}

/** How long the answers of every round took, as far as they stand. */
async function timedAnswers(store: Store): Promise<readonly TimedAnswer[]> {
  const events = Map.groupBy(await store.reviewEvents(), ({ round }) => round);
  return (await store.reviewRounds()).flatMap(({ id, items }) => {
    const firsts = new Set(blocksOf(items).map((block) => block[0]!.id));
    const { done } = foldEvents((events.get(id) ?? []).map(({ event }) => event));
    return done.flatMap((one) =>
      one.kind === 'answer' && one.activeMs > 0 ? [{ ms: one.activeMs, first: firsts.has(one.item) }] : [],
    );
  });
}

async function ratedSoFar(context: Context, examples: readonly Example[]): Promise<DecideInput> {
  const { store, config } = context;
  const outputs: WeighedOutput[] = [];
  const scope = { candidates: config.candidates.map(({ id }) => id), split: 'dev' } as const;
  const weigh = weigher(context, examples);
  for await (const output of eachOutput(store, scope, examples)) outputs.push(weigh(output));
  const rated = resolveRatings(outputs, await store.ratings());
  return decideInput(context, {
    examples,
    outputs,
    rated,
    scores: [],
    early: false,
    complete: false,
    split: 'dev',
  });
}
