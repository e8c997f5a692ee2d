/** The round that a rater goes on with: the one that is open, or a new one for what they are to judge. */
import type { Context } from '../../core/context.ts';
import type { Example, Split } from '../../core/example.ts';
import { hashJson } from '../../core/identity.ts';
import type { Output } from '../../core/output.ts';
import type { Rating } from '../../core/rating.ts';
import { planRound, type ReviewText } from '../../core/review/plan-round.ts';
import type { ReviewItem, ReviewRound } from '../../core/review/round.ts';
import { keyedHash } from '../../core/review/seeded-order.ts';
import { answersOf, foldEvents } from '../../core/review/session.ts';
import type { Who } from './who.ts';

/** What there is to judge: the set, the answers of the config's candidates, and all that was said so far. */
export interface ReviewMaterial {
  readonly examples: readonly Example[];
  /** Answers by `example textId`, failures left out. */
  readonly outputs: ReadonlyMap<string, readonly Output[]>;
  readonly ratings: readonly Rating[];
  readonly rounds: readonly ReviewRound[];
}

/** A second rater judges this share of the examples too, so that agreement can be told. */
const OVERLAP = 0.2;

export async function reviewMaterial(context: Context, split: Split): Promise<ReviewMaterial> {
  const { store, config } = context;
  const outputs = await store.outputs({ candidates: config.candidates.map(({ id }) => id), split });
  const answers = outputs.filter((output) => output.status !== 'error');
  return {
    examples: await store.examples(split),
    outputs: Map.groupBy(answers, textKey),
    ratings: await store.ratings(),
    rounds: (await store.reviewRounds()).filter((round) => round.split === split),
  };
}

/** Undefined when there is nothing for this rater to judge. */
export async function openRound(
  context: Context,
  material: ReviewMaterial,
  who: Who,
): Promise<ReviewRound | undefined> {
  const { rater, split, anchors } = who;
  const { store, clock, config, random } = context;
  const own = material.rounds.filter((round) => round.rater === rater).sort((a, b) => a.number - b.number);
  const last = own.at(-1);
  if (last !== undefined && (await openItems(context, material, last)).length > 0) return last;
  const seed = keyedHash(String(random()), `${rater} ${own.length + 1} ${clock.now()}`);
  const items = planRound({
    seed,
    examples: examplesWithTexts(context, material),
    wanted: await wantedBy(context, material, rater),
    judged: firstsOf(material, rater),
    ...(anchors === undefined ? {} : { anchors }),
  });
  if (items.length === 0) return last;
  const round: ReviewRound = {
    id: keyedHash(seed, 'round').slice(0, 32),
    rater,
    split,
    number: own.length + 1,
    seed,
    at: clock.now(),
    ...(config.rate.guide === undefined ? {} : { guide: hashJson(config.rate.guide) }),
    items,
  };
  if (await store.putReviewRound(round)) return round;
  // Another window of the same rater was quicker: its round is the round.
  return await openRound(context, await reviewMaterial(context, split), who);
}

/** The items of a round that can still be judged: their example and text are in the set as it is now. */
export function currentItems(material: ReviewMaterial, round: ReviewRound): readonly ReviewItem[] {
  const set = new Set(material.examples.map(({ id }) => id));
  return round.items.filter((item) => set.has(item.example) && material.outputs.has(textKey(item)));
}

/** What a round still asks. */
export async function openItems(
  { store }: Context,
  material: ReviewMaterial,
  round: ReviewRound,
): Promise<readonly ReviewItem[]> {
  const events = (await store.reviewEvents()).filter((stored) => stored.round === round.id);
  const answered = answersOf(foldEvents(events.map(({ event }) => event)));
  return currentItems(material, round).filter(({ id }) => !answered.has(id));
}

function examplesWithTexts({ config }: Context, { examples, outputs }: ReviewMaterial) {
  const textOf = new Map(
    [...outputs.values()]
      .flat()
      .map((output) => [`${output.candidate} ${output.example} ${output.trial}`, output]),
  );
  const trials = Math.max(1, ...[...outputs.values()].flat().map(({ trial }) => trial));
  // Trials of a candidate are texts of their own; each is one more column of the design.
  const columns = Array.from({ length: trials }, (_, i) => i + 1).flatMap((trial) =>
    config.candidates.map(({ id }) => ({ id, trial })),
  );
  return examples.map((example) => ({
    id: example.id,
    texts: columns.map(({ id, trial }) => textOf.get(`${id} ${example.id} ${trial}`)?.textId),
  }));
}

/** What nobody judges yet, and for a second rater a share of what another one does. */
async function wantedBy(
  context: Context,
  material: ReviewMaterial,
  rater: string,
): Promise<(text: ReviewText) => boolean> {
  const { ratings, rounds, examples } = material;
  const firsts = ratings.filter((rating) => rating.repeatOf === undefined);
  const mine = new Set(firsts.filter((rating) => rating.rater === rater).map(textKey));
  const others = new Set(firsts.filter((rating) => rating.rater !== rater).map(textKey));
  for (const round of rounds) {
    if (round.rater === rater) continue;
    for (const item of await openItems(context, material, round))
      if (item.purpose === 'first') others.add(textKey(item));
  }
  const shared = examples
    .map(({ id }) => ({ id, hash: keyedHash(context.config.examples.seed, `overlap ${id}`) }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    .slice(0, Math.ceil(examples.length * OVERLAP));
  const overlap = new Set(shared.map(({ id }) => id));
  return (text) => !mine.has(textKey(text)) && (!others.has(textKey(text)) || overlap.has(text.example));
}

function firstsOf({ ratings, outputs, examples }: ReviewMaterial, rater: string): readonly ReviewText[] {
  const set = new Set(examples.map(({ id }) => id));
  const own = ratings.filter((rating) => rating.rater === rater && rating.repeatOf === undefined);
  const texts = new Map(own.map((rating) => [textKey(rating), rating]));
  return [...texts.values()]
    .filter((rating) => set.has(rating.example) && outputs.has(textKey(rating)) && !rating.cannotJudge)
    .map(({ example, textId }) => ({ example, textId }));
}

/** The key under which the answers of a text are kept. */
export function textKey({ example, textId }: ReviewText): string {
  return `${example} ${textId}`;
}
