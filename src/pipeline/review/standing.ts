/** Where a review stands: what is missing, and whether the plan of looks has decided. */
import type { Context } from '../../core/context.ts';
import type { Standing } from '../../core/review/wire.ts';
import { decidingExamples } from '../../core/synthetic.ts';
import { currentDecision, looksOf } from '../decide.ts';
import { isSettled } from '../next-step.ts';
import { requiredRatings } from '../reveal.ts';
import { openItems, reviewMaterial, textKey } from './open-round.ts';
import type { Who } from './who.ts';

/** Tells the standing as often as asked; the decision is computed anew only where the plan has a new look. */
export function standingOf(context: Context, who: Who): () => Promise<Standing> {
  let last: { readonly look: number; readonly decidedAt: number | null } = { look: 0, decidedAt: null };
  return async () => {
    const missing = await missingTexts(context, who);
    const look = await lookReached(context, who);
    const done = (await askedOf(context, who)).length === 0;
    // A look that was answered stays answered: between looks the verdict is the last look's.
    if (look === last.look && !done)
      return { decidedAt: last.decidedAt, missing: missing.size, repeats: null };
    const { decision } = await currentDecision(context, who.split);
    const decided = look > 0 && missing.size > 0 && isSettled(decision.verdict);
    last = { look, decidedAt: decided ? (decision.looks.decidedAt ?? null) : null };
    const own = done ? decision.repeats?.find(({ rater }) => rater === who.rater) : undefined;
    return {
      decidedAt: last.decidedAt,
      missing: missing.size,
      repeats: own === undefined ? null : { n: own.n, same: own.same },
    };
  };
}

/** The last planned look that the fully rated examples reach; 0 before the first, and without a plan. */
async function lookReached({ store, config }: Context, { split }: Who): Promise<number> {
  const examples = decidingExamples(await store.examples(split)).map(({ id }) => id);
  const candidates = config.candidates.map(({ id }) => id);
  const open = new Set((await store.missingRatings({ candidates, split })).map(({ example }) => example));
  const rated = examples.filter((id) => !open.has(id)).length;
  return looksOf(config, examples.length).findLast((look) => look <= rated) ?? 0;
}

/** The texts that must be rated before names are shown: what nobody has rated, and what this rater is still asked. */
export async function missingTexts(context: Context, who: Who): Promise<ReadonlySet<string>> {
  const { split } = who;
  const missing = await requiredRatings(context);
  if (split === 'holdout') missing.push(...(await requiredRatings(context, split)));
  return new Set([...missing, ...(await askedOf(context, who))].map(textKey));
}

/** What this rater's rounds still ask and that counts. */
async function askedOf(context: Context, { rater, split }: Who) {
  const material = await reviewMaterial(context, split);
  const own = material.rounds.filter((round) => round.rater === rater);
  const open = await Promise.all(own.map((round) => openItems(context, material, round)));
  return open.flat().filter(({ purpose }) => purpose !== 'calibration');
}
