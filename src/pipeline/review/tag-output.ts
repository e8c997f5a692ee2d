/** Notes become tags on the failure board: a rater's own judgement of an output gets other tags, and nothing else. */
import { z } from 'zod';
import type { Context } from '../../core/context.ts';
import type { Output } from '../../core/output.ts';
import type { Rating } from '../../core/rating.ts';
import { answersOf, foldEvents } from '../../core/review/session.ts';
import { acceptEvents, MOST_TAG, MOST_TAGS } from './accept-events.ts';
import type { Who } from './who.ts';

const tagChangeSchema = z.strictObject({
  /** As in the lists that the server gives. */
  output: z.string(),
  /** Made by the client (UUID), so that sending twice stores once. */
  id: z.uuid(),
  /** All tags that it has from now on. */
  tags: z.array(z.string().min(1).max(MOST_TAG)).max(MOST_TAGS),
});

export type TagChange = z.infer<typeof tagChangeSchema>;

/** Undefined for what is none. */
export function tagChange(sent: unknown): TagChange | undefined {
  return tagChangeSchema.safeParse(sent).data;
}

/** False when this rater has not judged the output, or the change is none. What was said of it stays as it is. */
export async function tagOutput(context: Context, who: Who, of: Output, change: TagChange): Promise<boolean> {
  const { store, clock } = context;
  const isOf = (one: { readonly example: string; readonly textId: string }) =>
    one.example === of.example && one.textId === of.textId;
  const rounds = (await store.reviewRounds()).filter(({ rater }) => rater === who.rater);
  const items = rounds.flatMap((round) => round.items.filter(isOf));
  const events = (await store.reviewEvents()).filter(({ rater }) => rater === who.rater);
  const answers = answersOf(foldEvents(events.map(({ event }) => event)));
  // The first judgement rather than a repeat of it: that is the one that counts.
  const given = items
    .filter(({ purpose }) => purpose !== 'calibration')
    .flatMap(({ id, purpose }) => ({ answer: answers.get(id), purpose }))
    .filter(({ answer }) => answer !== undefined)
    .sort((a, b) => Number(b.purpose === 'first') - Number(a.purpose === 'first'))[0]?.answer;
  if (given !== undefined) {
    const { tags: _tags, ...answer } = given.answer;
    const event = {
      ...given,
      id: change.id,
      at: clock.now(),
      activeMs: 0,
      answer: { ...answer, tags: change.tags },
    };
    return (await acceptEvents(context, who.rater, [event])).stored.length === 1;
  }
  const imported = (await store.ratings()).findLast(
    (rating) => rating.rater === who.rater && rating.origin === 'file' && !rating.repeatOf && isOf(rating),
  );
  if (imported === undefined) return false;
  const { tags: _tags, ...rest } = imported;
  const again: Rating = {
    ...rest,
    id: change.id,
    at: clock.now(),
    tags: change.tags.map((await context.redactor()).text),
  };
  await store.putRatings([again]);
  return true;
}
