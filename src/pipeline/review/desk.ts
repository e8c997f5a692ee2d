/** The desk of one rater: what they are asked, what they may see of it, and what they said. */
import { blindBlock, blindItems, blindOutput, blindText, blockId, unmaskedText } from '../../core/blind.ts';
import type { Context } from '../../core/context.ts';
import type { ReviewEvent } from '../../core/review/event.ts';
import { blocksOf, type ReviewRound } from '../../core/review/round.ts';
import type { BlindBlock, EventsResult, ReviewView, Standing } from '../../core/review/wire.ts';
import { decidingExamples } from '../../core/synthetic.ts';
import { looksOf } from '../decide.ts';
import { acceptEvents, MOST_TAG } from './accept-events.ts';
import { currentItems, openRound, type ReviewMaterial, reviewMaterial, textKey } from './open-round.ts';
import { standingOf } from './standing.ts';
import type { Who } from './who.ts';

export interface ReviewDesk {
  view(): Promise<ReviewView>;
  /** Undefined for an id that this round does not have. */
  block(id: string): BlindBlock | undefined;
  /** Stores what fits, of whichever of this rater's rounds, and says of the rest why not. Throws nothing for bad input. */
  accept(events: readonly unknown[]): Promise<EventsResult>;
  standing(): Promise<Standing>;
  /** The text of an item without masks; undefined for an unknown item. Whoever asks must have logged it. */
  unmasked(item: string): string | undefined;
}

/** Opens the desk of a rater at the round that is open, or at a new one when outputs wait for them. */
export async function openDesk(context: Context, who: Who): Promise<ReviewDesk> {
  const material = await reviewMaterial(context, who.split);
  const round = await openRound(context, material, who);
  // What has left the set since the round was made is not asked any more.
  const items = round === undefined ? [] : currentItems(material, round);
  const current = { seed: round?.seed ?? '', items };
  const blocks = new Map(blocksOf(items).map((block) => [blockId(current.seed, block), block]));
  const examples = new Map(material.examples.map((example) => [example.id, example]));
  const answersOf = (item: (typeof items)[number]) => material.outputs.get(textKey(item))!;
  const texts = Map.groupBy(
    [...material.outputs.values()].map(([output]) => output!),
    ({ example }) => example,
  );
  const { candidates } = context.config;
  return {
    view: () => reviewView(context, { material, round, current, rater: who.rater }),
    block(id) {
      const block = blocks.get(id);
      if (block === undefined) return undefined;
      const blind = (item: (typeof items)[number]) => blindOutput(item, answersOf(item), candidates);
      const { example } = block[0]!;
      const shown = new Set(block.map(({ textId }) => textId));
      const others = texts.get(example)!.filter(({ textId }) => !shown.has(textId));
      return blindBlock(
        id,
        examples.get(example)!,
        block.map(blind),
        others.map(({ textId }) => blind({ ...block[0]!, textId })),
      );
    },
    accept: (events) => acceptEvents(context, who.rater, events),
    standing: standingOf(context, who),
    unmasked(id) {
      const item = items.find((one) => one.id === id);
      return item === undefined ? undefined : unmaskedText(answersOf(item));
    },
  };
}

async function reviewView(
  context: Context,
  desk: {
    readonly material: ReviewMaterial;
    readonly round: ReviewRound | undefined;
    readonly current: Pick<ReviewRound, 'seed' | 'items'>;
    readonly rater: string;
  },
): Promise<ReviewView> {
  const { config } = context;
  const { candidates, rate } = config;
  const { question, scale, acceptable, guide } = rate;
  const { round, current, material, rater } = desk;
  const events = round === undefined ? [] : await eventsOf(context, round);
  return {
    task: blindText(config.task, candidates),
    rater,
    round: round?.id ?? '',
    earlier: material.rounds.filter((one) => one.rater === rater && one.id !== round?.id).map(({ id }) => id),
    questions: { question: blindText(question, candidates), scale, acceptable },
    guide: guide === undefined ? null : blindText(guide, candidates),
    tags: tagsOf(material, rater),
    items: blindItems(current),
    events,
    looks: looksOf(config, decidingExamples(material.examples).length),
  };
}

async function eventsOf({ store }: Context, round: ReviewRound): Promise<readonly ReviewEvent[]> {
  return (await store.reviewEvents()).filter((stored) => stored.round === round.id).map(({ event }) => event);
}

/** The rater's own tags alone: those of another rater would be a hint. */
function tagsOf({ ratings }: ReviewMaterial, rater: string): readonly string[] {
  const used = ratings
    .filter((rating) => rating.rater === rater)
    .flatMap(({ tags }) => tags ?? [])
    // A file may have brought one that no answer of the screen can hold.
    .filter((tag) => tag !== '' && tag.length <= MOST_TAG);
  const counts = Map.groupBy(used, (tag) => tag);
  return [...counts.keys()].sort((a, b) => counts.get(b)!.length - counts.get(a)!.length || (a < b ? -1 : 1));
}
