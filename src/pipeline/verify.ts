/** `fieldtest verify`: does production hold what the decision promised? A short blind review of what it answered. */
import type { Context } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import type { Example } from '../core/example.ts';
import type { Rating } from '../core/rating.ts';
import type { ReviewRound } from '../core/review/round.ts';
import { type RulerShift, rulerShifts } from '../core/review/ruler.ts';
import { shellWord } from '../core/shell-word.ts';
import { type Verified, verifyPromise } from '../core/verify.ts';
import { openItems, openRound, reviewMaterial, textKey } from './review/open-round.ts';
import type { Who } from './review/who.ts';
import { type DrawInput, drawProduction } from './verify/draw.ts';
import { productionRounds, productionStore } from './verify/production-store.ts';
import { type Shipped, shippedOf } from './verify/shipped.ts';

/** Outputs of before that are asked again among those of production. */
const OLDER = 10;

export interface Verification {
  readonly candidate: string;
  readonly decision: Shipped['decision'];
  readonly weighted: boolean;
  /** Answers of production that are asked, and outputs of before among them. */
  readonly asked: { readonly production: number; readonly older: number; readonly open: number };
  /** What was read for it; absent where an earlier one goes on. */
  readonly drawn?: { readonly records: number; readonly answered: number; readonly ofModel: number };
  readonly who: Who;
  /** For the review: the same project, in which production is rated. */
  readonly context: Context;
}

export interface VerifyResult extends Omit<Verification, 'context' | 'who'> {
  /** Absent while nothing is rated. */
  readonly verified?: Verified;
  readonly rulers: readonly RulerShift[];
}

/**
 * Draws production answers and plans the rater's round, or goes on with the one that is open, and without files with the last one. Throws
 * FieldtestError('input') where there is nothing to hold production against, or nothing of production.
 */
export async function openVerification(
  context: Context,
  rater: string,
  input: Omit<DrawInput, 'files'> & { readonly files: readonly string[]; readonly candidate?: string },
): Promise<Verification> {
  const { store, log, config } = context;
  const shipped = await shippedOf(context, input.candidate);
  const who: Who = { rater, split: 'dev', anchors: OLDER };
  const last = await lastRound(context, shipped, rater);
  if (last !== undefined) {
    const { context: inner, open } = await roundOf(context, { shipped, who, asked: last.asked });
    if (open > 0 && input.files.length > 0)
      log.info('An earlier verification is not rated to its end; it goes on, and the files are not read.');
    if (open > 0 || input.files.length === 0)
      return told(shipped, who, { context: inner, round: last.round, open });
  }
  if (input.files.length === 0)
    throw new FieldtestError(
      'input',
      'there is no production to verify',
      'Name files of what it answered since the switch: fieldtest verify FILE',
    );
  await requireRuler(context, shipped, rater);
  const { examples, outputs, ...drawn } = await drawProduction(context, shipped, input);
  await store.putAside(examples);
  await store.putCandidates([...config.candidates, shipped.production], context.clock.now());
  await store.putOutputs(outputs);
  const made = await roundOf(context, { shipped, who, asked: examples });
  return { ...told(shipped, who, { context: made.context, round: made.round, open: made.open }), drawn };
}

/** Without older outputs to judge again, a rater who is stricter than the one of the decision would be taken for a worse production. */
async function requireRuler({ store }: Context, { facts, decision, stored }: Shipped, rater: string) {
  const ratings = await store.ratings();
  const outputs = await store.outputs({ candidates: [facts.id], split: 'dev' });
  const among = (some: readonly Rating[]) => {
    const texts = new Set(some.map(textKey));
    return outputs.filter((output) => texts.has(textKey(output))).length;
  };
  // The promise is the mean of all who rated: it is this rater's where they gave half of it at least.
  const isTheirs = (stored.decision.raters ?? []).some((one) => one.rater === rater);
  if (isTheirs && 2 * among(ratings.filter((rating) => rating.rater === rater)) >= among(ratings)) return;
  const raters = (stored.decision.raters ?? []).map((one) => one.rater).filter((one) => one !== rater);
  const who =
    raters.length === 0
      ? ''
      : `As who gave the ratings of decision ${decision.number}: --rater ${raters.map(shellWord).join(', or ')}. `;
  throw new FieldtestError(
    'usage',
    `what decision ${decision.number} promises of ${facts.name} is not by the ratings of ${rater}, so a stricter eye could not be told from a worse production`,
    `${who}Or have ${rater} rate the whole set first, and decide on it.`,
  );
}

/** What is known now of a verification. */
export async function verifyNow(
  context: Context,
  { context: inner, who, ...facts }: Verification,
): Promise<VerifyResult> {
  const { store, config } = context;
  const shipped = await shippedOf(context, facts.candidate);
  const last = await lastRound(context, shipped, who.rater);
  const { decision } = shipped.stored;
  const ids = new Set(last?.asked.map(({ id }) => id));
  const outputs = (await inner.store.outputs({ candidates: [] })).filter(
    ({ example, candidate }) => candidate === shipped.production.id && ids.has(example),
  );
  const ratings = Map.groupBy(
    (await store.ratings()).filter(({ repeatOf, cannotJudge }) => repeatOf === undefined && !cannotJudge),
    ({ example, textId }) => `${example} ${textId}`,
  );
  const values = outputs.flatMap(({ example, textId }) => {
    const said = (ratings.get(`${example} ${textId}`) ?? []).flatMap(({ rating, acceptable }) => {
      const value =
        decision.by === 'rating' ? rating : acceptable === undefined ? undefined : Number(acceptable);
      return value === undefined ? [] : [value];
    });
    return said.length === 0 ? [] : [said.reduce((sum, one) => sum + one, 0) / said.length];
  });
  const rounds = productionRounds(await store.reviewRounds()).filter(({ id }) => id === last?.round.id);
  const rulers = rulerShifts(rounds, await store.ratings(), config.rate);
  const { by, scale, margin } = decision;
  const verified = verifyPromise(values, shipped.promised, { by, scale, margin, rulers });
  return { ...facts, ...(verified === undefined ? {} : { verified }), rulers };
}

function told(
  shipped: Shipped,
  who: Who,
  of: { readonly context: Context; readonly round: ReviewRound; readonly open: number },
): Verification {
  const count = (purpose: string) => of.round.items.filter((item) => item.purpose === purpose).length;
  return {
    candidate: shipped.facts.name,
    decision: shipped.decision,
    weighted: shipped.weighted,
    asked: { production: count('first'), older: count('anchor'), open: of.open },
    who,
    context: of.context,
  };
}

/** The last round of this rater about production of the shipped candidate, and what it asks. */
async function lastRound({ store }: Context, shipped: Shipped, rater: string) {
  const rounds = productionRounds(await store.reviewRounds()).filter((round) => round.rater === rater);
  const round = rounds.toSorted((a, b) => b.number - a.number)[0];
  if (round === undefined) return undefined;
  const wanted = new Set(
    round.items.flatMap(({ purpose, example }) => (purpose === 'first' ? [example] : [])),
  );
  const own = new Set(
    (await store.outputs({ candidates: [shipped.production.id] })).map(({ example }) => example),
  );
  const all: readonly Example[] = [...(await store.retiredExamples()), ...(await store.examples())];
  const asked = all.filter(({ id }) => wanted.has(id) && own.has(id));
  return asked.length === 0 ? undefined : { round, asked };
}

async function roundOf(
  context: Context,
  {
    shipped,
    who,
    asked,
  }: { readonly shipped: Shipped; readonly who: Who; readonly asked: readonly Example[] },
): Promise<{ readonly context: Context; readonly round: ReviewRound; readonly open: number }> {
  const inner: Context = {
    ...context,
    config: { ...context.config, candidates: [shipped.production, before(shipped)] },
    store: productionStore(context.store, { shipped, asked, rater: who.rater }),
  };
  const material = await reviewMaterial(inner, who.split);
  const round = (await openRound(inner, material, who))!;
  return { context: inner, round, open: (await openItems(inner, material, round)).length };
}

/** The shipped candidate as it was measured. */
function before({ facts, production }: Shipped) {
  return { ...production, id: facts.id, name: facts.name };
}
