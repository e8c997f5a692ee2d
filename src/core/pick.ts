/** How the set of examples came about: the draw, and what was changed by hand. */

/** Why an example is one of those that break things. */
export interface ExampleEdge {
  /** `injection`, `truncated` ... */
  readonly kind: string;
  readonly family: string;
  /** A clause for people that follows the example's name. */
  readonly why: string;
}

/** How an example came into the set. */
export interface PickedHow {
  readonly example: string;
  readonly by: 'draw' | 'hand' | 'file';
  /** The part of the pool that it is of; '' where it is of none. */
  readonly stratum: string;
  /** The probability with which it was drawn; absent for what was not drawn. */
  readonly chance?: number;
  readonly edges: readonly ExampleEdge[];
}

/** What a set was drawn with. */
export interface DrawOptions {
  readonly count: number;
  readonly holdout: number;
  readonly seed: string;
}

/** In the order in which they were made; of one example the last one counts. */
export type PickChange =
  | {
      readonly action: 'draw';
      readonly at: string;
      readonly options: DrawOptions;
      /** What the config said then. */
      readonly config: DrawOptions;
      /** Kinds of work, and edges, that had no example afterwards, and the share of the traffic that they were. */
      readonly uncovered?: { readonly kinds: number; readonly share: number };
      /** Examples that were asked for and that the pool did not have. */
      readonly short?: { readonly dev: number; readonly holdout: number };
    }
  | {
      /**
       * `drop`: out, nothing in its place. `swap`: out, the next one of its kind in its place. `add`: in, without a
       * draw. `take`: in, drawn for a refresh out of what the set did not stand for. `restore`: as if it had never been changed.
       */
      readonly action: 'drop' | 'swap' | 'add' | 'take' | 'restore';
      readonly at: string;
      /** Its id. */
      readonly example: string;
      readonly reason?: string;
    };

/** The set that a pick makes, with how each came into it, and what led to it. */
export interface PickedSet<Example> {
  readonly examples: readonly Example[];
  readonly how: readonly PickedHow[];
  readonly changes: readonly PickChange[];
}
