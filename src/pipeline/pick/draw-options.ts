/** What a set is drawn with. */
import type { Example } from '../../core/example.ts';
import type { DrawOptions, PickChange } from '../../core/pick.ts';
import type { AllChanges } from './hand-changes.ts';

type Draw = Extract<PickChange, { readonly action: 'draw' }>;

/** Examples of a quick set. */
const QUICK = 10;

export interface AskedOptions extends Partial<DrawOptions> {
  readonly quick?: boolean;
  readonly more?: number;
  readonly fresh?: boolean;
  /** The set stays as it is but for what is changed, or is only looked at. */
  readonly stays: boolean;
}

/**
 * What is asked for, else what the config says, though never less than there is, and by the seed that the set was drawn with; a change of
 * the set begins with how it was drawn, and a fresh draw with the config.
 */
export function optionsOf(
  asked: AskedOptions,
  of: {
    readonly config: DrawOptions;
    readonly last: Pick<Draw, 'options'> | undefined;
    readonly real: readonly Example[];
    readonly hand: AllChanges;
  },
): DrawOptions {
  const { real, hand } = of;
  const last = asked.fresh ? undefined : of.last;
  const config = last === undefined ? of.config : { ...of.config, seed: last.options.seed };
  const drawn = real.filter(({ id }) => !hand.added.has(id));
  const there = (split: Example['split']) => drawn.filter((example) => example.split === split).length;
  // What was dropped is drawn too, and then left out.
  const dev = there('dev') + hand.dropped.size - hand.taken.size;
  const now =
    last !== undefined && asked.stays
      ? last.options
      : {
          count: Math.max(config.count, asked.fresh ? 0 : dev),
          holdout: Math.max(config.holdout, asked.fresh ? 0 : there('holdout')),
          seed: config.seed,
        };
  const quick = asked.quick ? { count: QUICK, holdout: 0, seed: now.seed } : now;
  return {
    count: (asked.count ?? quick.count) + (asked.more ?? 0),
    holdout: asked.holdout ?? quick.holdout,
    seed: asked.seed ?? now.seed,
  };
}
