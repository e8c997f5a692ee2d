/** What a rater is asked in a round: balanced blocks, hidden repeats, anchors and a few items to warm up. */
import { balancedOrders } from './balanced-order.ts';
import type { ReviewItem, ReviewPurpose } from './round.ts';
import { keyedHash, shuffled } from './seeded-order.ts';

/** An output text of an example, before it is known where it stands in a round. */
export interface ReviewText {
  readonly example: string;
  readonly textId: string;
}

export interface PlanInput {
  /** Decides the order and hides the ids. */
  readonly seed: string;
  /** Examples in set order, each with the text of every candidate in a fixed order; undefined where there is none. */
  readonly examples: readonly {
    readonly id: string;
    readonly texts: readonly (string | undefined)[];
  }[];
  /** Whether the rater is to judge this text in this round. */
  readonly wanted: (text: ReviewText) => boolean;
  /** What the rater has judged in earlier rounds; anchors are taken from it. */
  readonly judged: readonly ReviewText[];
  /** How many anchors at the most; default 5. */
  readonly anchors?: number;
}

/** A tenth of the items comes again, at least so far from the first time; sessions shorter than this have none. */
const REPEAT_SHARE = 0.1;
const REPEAT_DISTANCE = 20;
const SHORTEST_WITH_REPEATS = 60;
const ANCHORS = 5;
const CALIBRATION_ITEMS = 3;
const SHORTEST_WITH_CALIBRATION = 30;

/** What a round asks beside the outputs that nobody has judged yet: so many of them, `warmUp` for a rater's first round. */
export function roundExtras(
  count: number,
  { warmUp }: { readonly warmUp: boolean },
): { readonly repeats: number; readonly calibration: number } {
  return {
    repeats: count < SHORTEST_WITH_REPEATS ? 0 : Math.round(count * REPEAT_SHARE),
    calibration: warmUp && count >= SHORTEST_WITH_CALIBRATION ? CALIBRATION_ITEMS : 0,
  };
}

/** The items of a round in their order; empty when the rater has nothing left to judge. */
export function planRound(input: PlanInput): readonly ReviewItem[] {
  const { seed, judged } = input;
  const item = (text: ReviewText, purpose: ReviewPurpose): ReviewItem => ({
    id: keyedHash(seed, `${purpose} ${text.example} ${text.textId}`).slice(0, 32),
    example: text.example,
    textId: text.textId,
    purpose,
  });
  const blocks = firstBlocks(input).map((texts) => texts.map((text) => item(text, 'first')));
  const count = blocks.flat().length;
  if (count === 0) return [];
  const extras = roundExtras(count, { warmUp: judged.length === 0 });
  // What warms up comes from the examples that are asked last, so that it is long forgotten when it counts.
  const calibration =
    extras.calibration === 0
      ? []
      : blocks.slice(-extras.calibration).map((block) => [item(block.at(-1)!, 'calibration')]);
  const anchors = shuffled(judged, seed, { purpose: 'anchors', key: keyOf }).slice(
    0,
    input.anchors ?? ANCHORS,
  );
  const withAnchors = spread(
    blocks,
    anchors.map((text) => [item(text, 'anchor')]),
    seed,
  );
  return [...calibration, ...withRepeats(withAnchors, { seed, count: extras.repeats, item })].flat();
}

function firstBlocks({ seed, examples, wanted }: PlanInput): readonly (readonly ReviewText[])[] {
  const candidates = Math.max(0, ...examples.map(({ texts }) => texts.length));
  const inOrder = shuffled(examples, seed, { purpose: 'examples', key: ({ id }) => id });
  const orders = balancedOrders({ examples: inOrder.length, candidates }, seed);
  return inOrder
    .map(({ id, texts }, i) => {
      // A text that several gave stands where the first of them in the columns stands, not where the first in the
      // order does: else what is often shared would come early, and its place would say so.
      return orders[i]!.filter((candidate) => texts.indexOf(texts[candidate]) === candidate)
        .map((candidate) => texts[candidate])
        .filter((textId) => textId !== undefined)
        .map((textId) => ({ example: id, textId }))
        .filter(wanted);
    })
    .filter((block) => block.length > 0);
}

type Block = readonly ReviewItem[];

/** Puts extra blocks among the others: one in each of as many stretches of them, where in it the seed decides, so that no place tells. */
function spread(blocks: readonly Block[], extra: readonly Block[], seed: string): readonly Block[] {
  const step = blocks.length / Math.max(1, extra.length);
  const place = (i: number) => Math.floor((i + fraction(seed, `place of extra ${i}`)) * step);
  const after = Map.groupBy(
    extra.map((block, i) => ({ block, at: place(i) })),
    ({ at }) => at,
  );
  return blocks.flatMap((block, i) => [...(after.get(i) ?? []).map((one) => one.block), block]);
}

/** From 0 up to 1, below it. */
function fraction(seed: string, what: string): number {
  return Number.parseInt(keyedHash(seed, what).slice(0, 8), 16) / 2 ** 32;
}

function withRepeats(
  blocks: readonly Block[],
  {
    seed,
    count,
    item,
  }: {
    readonly seed: string;
    readonly count: number;
    readonly item: (text: ReviewText, purpose: ReviewPurpose) => ReviewItem;
  },
): readonly Block[] {
  if (count === 0) return blocks;
  const firsts = blocks.flat().filter(({ purpose }) => purpose === 'first');
  const early = firsts.slice(0, firsts.length - REPEAT_DISTANCE);
  const chosen = shuffled(early, seed, { purpose: 'repeats', key: keyOf }).slice(0, count);
  // Block after which each repeat comes: the first far enough away, and then some, as the seed decides.
  const ends = blocks.map((_, i) => blocks.slice(0, i + 1).reduce((sum, block) => sum + block.length, 0));
  const place = new Map<number, Block[]>();
  for (const text of chosen) {
    const start = blocks.findIndex((block) => block.some((one) => one.id === text.id));
    const first = ends.findIndex((end) => end >= ends[start]! + REPEAT_DISTANCE);
    const free = ends.length - first;
    const at = first + (Number.parseInt(keyedHash(seed, `place ${keyOf(text)}`).slice(0, 8), 16) % free);
    place.set(at, [...(place.get(at) ?? []), [item(text, 'repeat')]]);
  }
  return blocks.flatMap((block, i) => [block, ...(place.get(i) ?? [])]);
}

function keyOf({ example, textId }: ReviewText): string {
  return `${example} ${textId}`;
}
