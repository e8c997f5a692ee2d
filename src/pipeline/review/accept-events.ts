/** Takes what a rater's screen sends: every event that fits is stored once, whatever is sent how often. */
import { z } from 'zod';
import type { Context } from '../../core/context.ts';
import type { Rating } from '../../core/rating.ts';
import type { ReviewEvent } from '../../core/review/event.ts';
import type { ReviewItem, ReviewRound } from '../../core/review/round.ts';
import type { EventsResult } from '../../core/review/wire.ts';

const MOST_NOTE = 20_000;
/** UTF-16 units of a tag, and tags of one judgement. */
export const MOST_TAG = 100;
export const MOST_TAGS = 50;
const id = z.string().regex(/^[0-9a-f-]{32,36}$/i, 'is no id');
const facts = { id, item: id, at: z.iso.datetime({ offset: true }) };

const eventSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...facts,
    kind: z.literal('answer'),
    answer: z
      .strictObject({
        rating: z.int().exactOptional(),
        acceptable: z.boolean().exactOptional(),
        cannotJudge: z.literal(true).exactOptional(),
        note: z.string().max(MOST_NOTE).exactOptional(),
        tags: z.array(z.string().min(1).max(MOST_TAG)).max(MOST_TAGS).exactOptional(),
      })
      .refine(
        ({ rating, acceptable, cannotJudge }) =>
          cannotJudge
            ? rating === undefined && acceptable === undefined
            : (rating ?? acceptable) !== undefined,
        'must say something, and not that it cannot be judged as well',
      ),
    activeMs: z.number().min(0),
    position: z.int().min(1),
  }),
  z.strictObject({ ...facts, kind: z.literal('skip') }),
  z.strictObject({ ...facts, kind: z.enum(['undo', 'redo']), target: id }),
  z.strictObject({ ...facts, kind: z.literal('flag'), on: z.boolean() }),
  z.strictObject({ ...facts, kind: z.literal('unmask') }),
]);

interface Asked {
  readonly item: ReviewItem;
  readonly round: ReviewRound;
}

/**
 * Checks events of unknown origin, one by one; `refused` says of each that does not fit why. They may be about any
 * round of the rater: what waited on a device may come when a later one has begun.
 */
export async function acceptEvents(
  context: Context,
  rater: string,
  sent: readonly unknown[],
): Promise<EventsResult> {
  const { store, clock, config } = context;
  const items = itemsOf((await store.reviewRounds()).filter((round) => round.rater === rater));
  const stored = (await store.reviewEvents()).filter((one) => one.rater === rater);
  const isForgotten = (await store.forgotten()) ?? (() => false);
  const check = eventCheck(items, {
    stored: stored.map(({ event }) => event),
    scale: config.rate.scale,
    redact: (await context.redactor()).text,
  });
  const good: ReviewEvent[] = [];
  const refused: { id: string; reason: string }[] = [];
  const dropped: string[] = [];
  for (const one of sent) {
    // What it is about was forgotten meanwhile: there is nothing to keep, and nothing to be told.
    if (isForgotten({ item: itemIn(one) })) {
      dropped.push(idOf(one));
      continue;
    }
    const event = check(one);
    if (typeof event === 'string') refused.push({ id: idOf(one), reason: event });
    else good.push(event);
  }
  const ratings = await ratingsOf(context, rater, { events: good, items });
  const receivedAt = clock.now();
  if (good.length > 0)
    await store.putReviewEvents(
      good.map((event) => ({ event, round: items.get(event.item)!.round.id, rater, receivedAt })),
      ratings,
    );
  return { stored: [...good.map((event) => event.id), ...dropped], refused };
}

/** Every item of some rounds, with its round. */
export function itemsOf(rounds: readonly ReviewRound[]): ReadonlyMap<string, Asked> {
  return new Map(rounds.flatMap((round) => round.items.map((item) => [item.id, { item, round }] as const)));
}

/** Checks events one after another, beginning after those that are stored: gives the event, or why it does not fit. */
export function eventCheck(
  items: ReadonlyMap<string, Asked>,
  {
    stored,
    scale,
    redact,
  }: {
    readonly stored: readonly ReviewEvent[];
    readonly scale: number | false;
    /** Of the texts that a rater wrote. */
    readonly redact: (text: string) => string;
  },
): (sent: unknown) => ReviewEvent | string {
  const known = new Map(stored.map((event) => [event.id, event]));
  return (sent) => {
    const parsed = eventSchema.safeParse(sent);
    if (!parsed.success)
      return `${parsed.error.issues[0]!.path.join('.')} ${parsed.error.issues[0]!.message}`;
    const event = withoutPersonal(parsed.data as ReviewEvent, redact);
    const reason = unfit(event, { items, known, scale });
    if (reason === undefined) known.set(event.id, event);
    return reason ?? event;
  };
}

function withoutPersonal(event: ReviewEvent, redact: (text: string) => string): ReviewEvent {
  if (event.kind !== 'answer') return event;
  const { note, tags } = event.answer;
  if (note === undefined && tags === undefined) return event;
  return {
    ...event,
    answer: {
      ...event.answer,
      ...(note === undefined ? {} : { note: redact(note) }),
      ...(tags === undefined ? {} : { tags: tags.map(redact) }),
    },
  };
}

function unfit(
  event: ReviewEvent,
  facts: {
    readonly items: ReadonlyMap<string, Asked>;
    readonly known: ReadonlyMap<string, ReviewEvent>;
    readonly scale: number | false;
  },
): string | undefined {
  const { items, known, scale } = facts;
  if (!items.has(event.item)) return 'is about an item that this rater was never asked for';
  const same = known.get(event.id);
  if (same !== undefined && (same.kind !== event.kind || same.item !== event.item))
    return 'has the id of another one';
  if (event.kind === 'answer' && event.answer.rating !== undefined) {
    const { rating } = event.answer;
    if (scale === false || rating < 1 || rating > scale) return `rating ${rating} is not on the scale`;
  }
  if (event.kind === 'undo' || event.kind === 'redo') {
    const target = known.get(event.target);
    if (target?.kind !== 'answer' && target?.kind !== 'skip') return `there is nothing to ${event.kind}`;
  }
  return undefined;
}

/** The ratings that answers give; what warms up gives none, what comes again is marked as a repeat. */
async function ratingsOf(
  { store }: Context,
  rater: string,
  { events, items }: { readonly events: readonly ReviewEvent[]; readonly items: ReadonlyMap<string, Asked> },
): Promise<readonly Rating[]> {
  const answers = events.flatMap((event) => {
    const { item } = items.get(event.item)!;
    return event.kind === 'answer' && item.purpose !== 'calibration' ? [{ event, item }] : [];
  });
  const again = answers.some(({ item }) => item.purpose !== 'first');
  const own = again ? (await store.ratings()).filter((rating) => rating.rater === rater) : [];
  return answers.map(({ event, item }) => {
    const { example, textId } = item;
    const first = own.find((one) => one.example === example && one.textId === textId && !one.repeatOf);
    const { rating, acceptable, cannotJudge, note, tags } = event.answer;
    return {
      id: event.id,
      example,
      textId,
      rater,
      origin: 'review',
      at: new Date(event.at).toISOString(),
      ...(rating === undefined ? {} : { rating }),
      ...(acceptable === undefined ? {} : { acceptable }),
      ...(cannotJudge === undefined ? {} : { cannotJudge }),
      ...(note === undefined || note === '' ? {} : { note }),
      ...(tags === undefined || tags.length === 0 ? {} : { tags }),
      // The first judgement may have been undone since; then the item itself says what is repeated.
      ...(item.purpose === 'first' ? {} : { repeatOf: first?.id ?? item.id }),
    };
  });
}

function idOf(sent: unknown): string {
  return textIn(sent, 'id').slice(0, 100);
}

/** The item that an event of unknown origin names, or ''. */
export function itemIn(sent: unknown): string {
  return textIn(sent, 'item');
}

function textIn(sent: unknown, key: string): string {
  const value = (typeof sent === 'object' && sent !== null ? sent : {}) as {
    readonly [key: string]: unknown;
  };
  return typeof value[key] === 'string' ? value[key] : '';
}
