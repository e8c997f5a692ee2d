/** What `fieldtest try` asks and tells around the verbs that it goes through: run, review, decide. */
import type { Context } from '../core/context.ts';
import { usageCostUsd } from '../core/cost.ts';
import type { DecideBy } from '../core/decision.ts';
import { FieldtestError } from '../core/errors.ts';
import { originText } from '../core/prices/price.ts';
import type { Rating } from '../core/rating.ts';
import { type RoundEffort, roundEfforts } from '../core/review/effort.ts';
import { type RulerShift, rulerShifts } from '../core/review/ruler.ts';
import { type Screen, screenOf } from '../core/screen.ts';
import { shellWord } from '../core/shell-word.ts';
import type { Asked, PriceOnly } from '../core/try.ts';
import { currentDecision } from './decide.ts';
import { eachOutput, requireExamples } from './lookup.ts';
import { openItems, openRound, reviewMaterial, textKey } from './review/open-round.ts';
import type { Who } from './review/who.ts';

/**
 * Before anything is made: there is a set, and who is to rate has rated the others. Ratings of different people are not compared, so that of a new rater's
 * nothing would come. Throws FieldtestError('empty'), or 'usage' where the rater knows less than half of what is rated.
 */
export async function requireTriable(context: Context, rater: string | undefined): Promise<void> {
  requireExamples((await context.store.examples('dev')).length, 'dev');
  if (rater === undefined) return;
  const { ratings, outputs } = await reviewMaterial(context, 'dev');
  const rated = ratings.filter((rating) => rating.repeatOf === undefined && outputs.has(textKey(rating)));
  const byRater = Map.groupBy(rated, (rating) => rating.rater);
  const examplesOf = (some: readonly Rating[] = []) => new Set(some.map(({ example }) => example)).size;
  const [all, own] = [examplesOf(rated), examplesOf(byRater.get(rater))];
  if (2 * own >= all) return;
  const [most] = [...byRater].sort((a, b) => b[1].length - a[1].length);
  const [who, theirs] = most!;
  throw new FieldtestError(
    'usage',
    `${rater} has rated ${own} of the ${all} examples that the others are rated on, and ratings of different people are not compared`,
    `As who rated ${examplesOf(theirs)} of them: --rater ${shellWord(who)}. Or let ${rater} rate the others first: fieldtest review --rater ${shellWord(rater)}`,
  );
}

export async function askedOf(context: Context, who: Who, candidate: string): Promise<Asked> {
  const material = await reviewMaterial(context, who.split);
  const round = await openRound(context, material, who);
  const items = round === undefined ? [] : await openItems(context, material, round);
  const count = (purpose: string) => items.filter((item) => item.purpose === purpose).length;
  const { id } = candidateNamed(context, candidate);
  const own = [...material.outputs].filter(([, outputs]) =>
    outputs.some((output) => output.candidate === id),
  );
  const rated = new Set(material.ratings.map(textKey));
  return {
    ratings: count('first'),
    anchors: count('anchor'),
    extras: count('repeat') + count('calibration'),
    known: own.filter(([key]) => rated.has(key)).length,
  };
}

/** Undefined where there is nobody to hold it against, or too little that both have. */
export async function screenNow(
  context: Context,
  candidate: string,
): Promise<{ readonly screen: Screen; readonly by: DecideBy } | undefined> {
  const { decision, evidence } = await currentDecision(context, 'dev');
  const screen = screenOf(candidate, decision, evidence());
  return screen === undefined ? undefined : { screen, by: decision.by };
}

/** What the rating of each round took, and whether the raters' rulers have moved since the round before. */
export async function effortNow({ store, config }: Context): Promise<{
  readonly rounds: readonly RoundEffort[];
  readonly rulers: readonly RulerShift[];
}> {
  const rounds = await store.reviewRounds();
  return {
    rounds: roundEfforts(rounds, await store.reviewEvents()),
    rulers: rulerShifts(rounds, await store.ratings(), config.rate),
  };
}

/** Asks nobody. Throws FieldtestError('input') when its price is not known. */
export async function priceOnly(context: Context, name: string): Promise<PriceOnly> {
  const { store, config } = context;
  const candidate = candidateNamed(context, name);
  const { price, priceOrigin = { config: true } } = candidate;
  if (price === undefined)
    throw new FieldtestError(
      'input',
      `the price of ${name} is not known`,
      'Give one in the config: price: { input: ..., output: ... } in USD per 1,000,000 tokens.',
    );
  const others = config.candidates.filter((one) => one.id !== candidate.id && one.price !== undefined);
  const sums = new Map(others.map(({ id }) => [id, { outputs: 0, own: 0, other: 0 }]));
  const byId = new Map(others.map((one) => [one.id, one]));
  const scope = { candidates: [...sums.keys()], split: 'dev' as const };
  for await (const { candidate: id, usage } of eachOutput(store, scope, await store.examples('dev'))) {
    const own = usageCostUsd(usage, byId.get(id)!.price!);
    const other = usageCostUsd(usage, price);
    if (own === undefined || other === undefined) continue;
    const sum = sums.get(id)!;
    sum.outputs++;
    sum.own += own;
    sum.other += other;
  }
  return {
    candidate: name,
    price: { input: price.input, output: price.output },
    priceFrom: originText(priceOrigin),
    tokensOf: others.flatMap(({ id, name: other, incumbent }) => {
      const { outputs, own, other: withNew } = sums.get(id)!;
      if (outputs === 0) return [];
      const per = 1000 / outputs;
      return [
        {
          name: other,
          incumbent,
          outputs,
          costPer1000Usd: own * per,
          withCandidateUsd: withNew * per,
        },
      ];
    }),
  };
}

function candidateNamed({ config }: Context, name: string) {
  const found = config.candidates.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw new FieldtestError(
    'usage',
    `there is no candidate ${name}`,
    `The candidates are: ${config.candidates.map((one) => one.name).join(', ')}`,
  );
}
