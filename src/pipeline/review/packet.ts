/** `fieldtest review --packet`: what an expert elsewhere needs to rate, and nothing that says whose an output is. */
import type { Context } from '../../core/context.ts';
import { FieldtestError } from '../../core/errors.ts';
import type { Packet } from '../../core/review/packet.ts';
import { answersOf, foldEvents } from '../../core/review/session.ts';
import { openDesk } from './desk.ts';
import { requireSomethingToRate } from './start.ts';
import type { Who } from './who.ts';

/** The packet of the round that the rater goes on with. Throws FieldtestError('empty') when they have rated everything. */
export async function makePacket(context: Context, who: Who): Promise<Packet> {
  await requireSomethingToRate(context, who.split);
  const desk = await openDesk(context, who);
  const view = await desk.view();
  const answered = answersOf(foldEvents(view.events));
  if (view.items.every(({ id }) => answered.has(id))) {
    throw new FieldtestError(
      'empty',
      `there is nothing for ${who.rater} to rate`,
      'Every output has a rating already. See: fieldtest decide',
    );
  }
  const ids = [...new Set(view.items.map(({ block }) => block))];
  // Even lengths hide a text from who watches a network; a file has all its texts in it.
  return { view, blocks: ids.map((id) => ({ ...desk.block(id)!, padding: '' })) };
}
