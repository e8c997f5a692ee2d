/** What a pick tells: the set, how each example came into it, and what is not covered. */
import { type Example, exampleLabel } from '../../core/example.ts';
import { inputText } from '../../core/input.ts';
import type { DrawOptions, PickedHow } from '../../core/pick.ts';
import { textStart } from '../../core/text-start.ts';
import { type Coverage, coverageOf } from '../../sampling/coverage.ts';
import type { Picked, PickedStratum } from '../../sampling/pick.ts';
import { baredBy, type ToldChange, toldChanges } from './hand-changes.ts';
import type { Standing } from './standing.ts';
import { droppedIds } from './synthetic.ts';

export interface PickResult {
  readonly examples: number;
  readonly holdout: number;
  /** Examples that a model drafted or a program changed: beside the others, told apart in every figure. */
  readonly synthetic: number;
  readonly seed: string;
  /** What the config says, where that is another seed than the set was drawn with. */
  readonly otherSeed?: string;
  /** The set was not drawn anew, which would have taken examples out of it: it stayed, and what was missing came in. */
  readonly stayed: boolean;
  readonly strata: readonly PickedStratum[];
  /** How each dev example came into the set, in the set's order. */
  readonly how: readonly (PickedHow & {
    readonly label: string;
    /** Records that it stands for; absent where it came from a file without one. */
    readonly weight?: number;
    /** How its input begins. */
    readonly text: string;
  })[];
  readonly coverage: Coverage;
  /** Against the set before: what stayed, came and went. Nothing that went is lost. */
  readonly kept: number;
  readonly added: number;
  readonly retired: number;
  /** Of those that went, how many somebody has rated. */
  readonly retiredRated: number;
  /** Of the set, what is in it, or left it, by hand. */
  readonly byHand: {
    readonly added: number;
    readonly dropped: number;
    /** Synthetic examples that are dropped. */
    readonly synthetic: number;
    readonly swapped: number;
    /** Of these, with no other of their kind to take their place. */
    readonly unreplaced: number;
  };
  /** Of what is dropped now: kinds that are left without an example, though the pool has others. */
  readonly bared: readonly { readonly label: string; readonly stratum: string }[];
  /** What is changed by hand, of each example the last. */
  readonly changes: readonly ToldChange[];
  /** Examples that were asked for and that the pool does not have. */
  readonly short: {
    readonly dev: number;
    readonly holdout: number;
    /** Inputs of the pool outside the set that were in it at some time, and are not held out for that. */
    readonly seen: number;
    /** Such that were held out at some time, and do not come into dev for that. */
    readonly held: number;
  };
}

export function resultOf(
  standing: Standing,
  of: {
    readonly picked: Picked;
    readonly made: readonly Example[];
    readonly options: DrawOptions;
    readonly stayed: boolean;
    /** Ids of real examples that left the set and that somebody has rated. */
    readonly retiredRated: number;
    readonly otherSeed: string | undefined;
  },
): PickResult {
  const { view, set, real, how, past, synthetic, held, seen, fresh, changes, hand } = standing;
  const { picked, made, options, stayed, retiredRated, otherSeed } = of;
  const was = new Set(real.map(({ id }) => id));
  const isIn = new Set(picked.examples.map(({ id }) => id));
  const kept = [...was].filter((id) => isIn.has(id)).length;
  const dev = picked.examples.filter((example) => example.split === 'dev');
  const heldNow = picked.examples.filter(({ split }) => split === 'holdout').map(({ id }) => id);
  const outside = (ids: ReadonlySet<string>) =>
    view.entries.filter(({ id }) => ids.has(id) && !isIn.has(id)).length;
  return {
    examples: dev.length,
    holdout: heldNow.length,
    synthetic: made.length,
    seed: options.seed,
    ...(otherSeed === undefined ? {} : { otherSeed }),
    stayed,
    strata: picked.strata,
    how: dev.map((example, index) => ({
      ...picked.how[index]!,
      label: exampleLabel(example),
      ...(example.weight === undefined ? {} : { weight: example.weight }),
      text: textStart(inputText(example.input), 120),
    })),
    coverage: coverageOf(
      view,
      dev.map(({ id }) => id),
      held.union(new Set(heldNow)),
    ),
    kept,
    added: picked.examples.length - kept,
    retired: was.size - kept,
    retiredRated,
    byHand: {
      added: picked.how.filter(({ by }) => by === 'hand').length,
      dropped: hand.dropped.size,
      synthetic: [...droppedIds(changes)].filter((id) => synthetic.has(id)).length,
      swapped: hand.swapped.size,
      unreplaced: picked.unreplaced,
    },
    bared: baredBy(fresh, { set, how, strata: picked.strata }),
    changes: toldChanges(changes, { view, set: [...past, ...synthetic.values(), ...picked.examples] }),
    short: {
      ...picked.missing,
      seen: outside(seen),
      held: outside(held),
    },
  };
}
