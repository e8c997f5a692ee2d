/** Where raters differ: only when all of them are done, so that nobody is led by another. */
import type { Context } from '../../core/context.ts';
import type { DisagreementsView, Judgement } from '../../core/review/after.ts';
import { currentDecision } from '../decide.ts';
import { ratersAtWork, revealedOutputs, rowOf } from './revealed-outputs.ts';
import type { Who } from './who.ts';

export async function disagreements(context: Context, who: Who): Promise<DisagreementsView> {
  if ((await ratersAtWork(context, who)).length > 0) return { ready: false, why: 'not-done' };
  const all = await revealedOutputs(context, who);
  const shared = all.filter(({ judgements }) => judgements.length > 1);
  const raters = [
    ...new Set(shared.flatMap(({ judgements }) => judgements.map(({ rater }) => rater))),
  ].sort();
  if (raters.length < 2) return { ready: false, why: 'one-rater' };
  const { decision } = await currentDecision(context, who.split);
  const apart = shared
    .map((one) => ({ one, gap: gapOf(one.judgements) }))
    .filter(({ gap }) => gap > 0)
    .sort((a, b) => b.gap - a.gap);
  return {
    ready: true,
    raters,
    agreement: decision.agreement ?? null,
    rows: apart.map(({ one }) => rowOf(one)),
  };
}

/** Steps of the scale between the furthest two; a yes against a no is half a step more. */
function gapOf(judgements: readonly Judgement[]): number {
  const values = judgements.flatMap(({ rating }) => rating ?? []);
  const steps = values.length < 2 ? 0 : Math.max(...values) - Math.min(...values);
  const answers = new Set(judgements.flatMap(({ acceptable }) => acceptable ?? []));
  return steps + (answers.size > 1 ? 0.5 : 0);
}
