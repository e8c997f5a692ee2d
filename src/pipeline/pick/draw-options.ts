/** What a set is drawn with. */
import type { Example } from '../../core/example.ts';
import type { DrawOptions, PickChange } from '../../core/pick.ts';

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
 * What is asked for, else what the config says, though never less than was drawn before, and by the seed of that draw. A change of the set
 * begins with how it was drawn, and a fresh draw with the config.
 */
export function optionsOf(
  asked: AskedOptions,
  of: {
    readonly config: DrawOptions;
    readonly last: Pick<Draw, 'options'> | undefined;
    readonly real: readonly Example[];
  },
): DrawOptions {
  const { config, real } = of;
  const last = asked.fresh ? undefined : of.last?.options;
  // A set that came from a file was never drawn.
  const there = (split: Example['split']) =>
    asked.fresh || of.last !== undefined ? 0 : real.filter((example) => example.split === split).length;
  const now =
    last !== undefined && asked.stays
      ? last
      : {
          count: Math.max(config.count, last?.count ?? there('dev')),
          holdout: Math.max(config.holdout, last?.holdout ?? there('holdout')),
          seed: last?.seed ?? config.seed,
        };
  const quick = asked.quick ? { count: QUICK, holdout: 0, seed: now.seed } : now;
  return {
    count: (asked.count ?? quick.count) + (asked.more ?? 0),
    holdout: asked.holdout ?? quick.holdout,
    seed: asked.seed ?? now.seed,
  };
}
