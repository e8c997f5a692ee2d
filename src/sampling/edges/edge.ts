/** An edge: what makes an input one of those that break things, and why a person would agree. */
import type { PoolEntry } from '../../core/pool.ts';
import type { Clusters } from '../clusters.ts';
import type { Look } from '../look.ts';

export type EdgeFamily = 'malformed' | 'adversarial' | 'ambiguous' | 'weird';

/** An edge that shows in an input alone. Deterministic, and of linear time whatever the text. */
export interface InputEdge {
  /** Part of the slice `edge:KIND`. */
  readonly kind: string;
  readonly family: EdgeFamily;
  /** What these inputs are, for people: a clause. */
  readonly description: string;
  /** Why this input is one, a clause that follows its id; undefined when it is none. */
  find(look: Look): string | undefined;
}

/** What is known of a pool when its edges are looked for. All lists are in the order of the entries. */
export interface PoolView {
  readonly entries: readonly PoolEntry[];
  /** Records that each entry stands for. */
  readonly records: readonly number[];
  readonly looks: readonly Look[];
  /** Unit vectors of what asks: the nearer two texts, the larger their product. */
  readonly vectors: readonly Float32Array[];
  readonly clusters: Clusters;
}

/** An edge that shows only beside the rest of the pool. */
export interface PoolEdge {
  readonly kind: string;
  readonly family: EdgeFamily;
  readonly description: string;
  /** Why, of each entry. */
  find(pool: PoolView): readonly (string | undefined)[];
}
