/** Before what is held out decides: whether it may, since each time that it is looked at it confirms less. */
import type { Context } from '../core/context.ts';
import { FieldtestError } from '../core/errors.ts';
import { usesOf } from '../core/health/uses.ts';
import { currentDecision } from './decide.ts';

/**
 * Asks; `times` is how often it has decided before. Where nothing is rated, or what is stored now has been shown before, nothing would be spent, and
 * nobody is asked. Throws FieldtestError('interrupted') for a no, with nothing shown or kept.
 */
export async function spendHoldout(
  context: Context,
  ask: (times: number) => Promise<boolean>,
): Promise<void> {
  const { store, config } = context;
  const counts = await store.counts({ candidates: config.candidates, split: 'holdout' });
  if (counts.examples.holdout === 0 || counts.ratings.done === 0) return;
  const { kept } = await currentDecision(context, 'holdout', counts);
  if (kept || (await ask(usesOf(await store.decisions({ bare: true }), 'holdout').length))) return;
  throw new FieldtestError(
    'interrupted',
    'stopped by you',
    'Nothing was shown, and nothing of the held-out examples is spent.',
  );
}
