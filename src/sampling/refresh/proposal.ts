/** What may leave a set, and what would come in, so that it stands for the traffic again and its history stays linked. */
import { type Example, exampleLabel } from '../../core/example.ts';
import { mayLeave } from '../../core/health/retire.ts';
import type { PoolEntry } from '../../core/pool.ts';
import { textStart } from '../../core/text-start.ts';
import { allocate } from '../allocate.ts';
import { drawPart } from '../draw.ts';
import { wordsOf } from '../lexical-vectors.ts';
import { softOf } from '../pick.ts';
import type { Covered } from './covered.ts';
import { BY_CHANCE } from './neighbours.ts';
import type { SideBySide } from './side-by-side.ts';

export interface Retired {
  readonly example: string;
  readonly why: 'gone' | 'saturated';
  /** The next of its kind, by the traffic of both pools, takes its place: it is saturated, or fewer new ones come in than leave. */
  readonly next: boolean;
}

export interface Proposal {
  /** Gone first, then saturated ones; by name, or else id. */
  readonly retire: readonly Retired[];
  /** Records of the new pool, drawn by the local pivotal method out of what is not stood for. */
  readonly add: readonly { readonly id: string; readonly name: string; readonly text: string }[];
  /** Examples of the set before that stay, and so link scores before and after. */
  readonly shared: number;
  /** Examples that would leave too, were there not the history. */
  readonly heldBack: number;
}

/** The share of their words that two texts of one template have in common. */
const ALIKE = 0.7;

export interface ProposalInput {
  readonly view: SideBySide;
  readonly covered: Covered;
  /** Whether the traffic has drifted: else what looks like a new kind may be chance. */
  readonly drifted: boolean;
  /** In the order of the view. */
  readonly set: readonly Example[];
  /** Labels of examples on which every candidate is perfect, or hopeless. */
  readonly saturated: ReadonlySet<string>;
  /** Ids that are not to come in: held out, in the set once, or refused by hand. */
  readonly closed: ReadonlySet<string>;
  readonly seed: string;
}

/**
 * At most a third leaves, and 20 stay. As many come in as were gone, as there are new kinds, or as the traffic that is not stood for would have in a
 * set of this size, whichever is most, though never more than a third of it: rating them is work.
 */
export function proposalOf(input: ProposalInput): {
  readonly proposal: Proposal;
  /** What would come in, as the new pool has it. */
  readonly entries: readonly PoolEntry[];
} {
  const { view, covered, drifted, set, saturated, closed, seed } = input;
  const gone = new Set(covered.gone.map((at) => exampleLabel(set[at]!)));
  const labels = set.map(exampleLabel);
  const would = [
    ...labels.filter((label) => gone.has(label)).map((example) => ({ example, why: 'gone' as const })),
    ...labels
      .filter((label) => saturated.has(label) && !gone.has(label))
      .map((example) => ({ example, why: 'saturated' as const })),
  ];
  const retire = would.slice(0, mayLeave(set.length));
  // Beyond what chance gives where nothing has changed, and of so few records.
  const { share: stood, interval } = covered.stoodFor;
  const lacking = 1 - interval[1] > BY_CHANCE ? 1 - stood - BY_CHANCE : 0;
  const most = Math.ceil(set.length / 3);
  // A saturated one goes for the next of its own kind.
  const left = retire.filter(({ why }) => why === 'gone').length;
  const count = Math.min(
    most,
    Math.max(left, drifted ? covered.kinds.length : 0, Math.round(set.length * lacking)),
  );
  const indexes = drawn(view, { count, from: covered.uncovered, closed, seed, size: set.length });
  // What came in takes the places of those that left; where it is less, the next of their kind take the others, so that the set keeps its size.
  const strata = new Set(view.fresh.map((index) => view.entries[index]!.stratum));
  const stratumOf = new Map(
    set.map((example, at) => [exampleLabel(example), view.entries[view.examples[at]!]!.stratum]),
  );
  let places = indexes.length;
  const retired = retire.map(({ example, why }): Retired => {
    const next = why === 'saturated' || (places-- <= 0 && strata.has(stratumOf.get(example)!));
    return { example, why, next };
  });
  const add = indexes.map((index) => {
    const { id, record } = view.entries[index]!;
    return { id, name: record.name ?? id, text: textStart(view.looks[index]!.topic.trim(), 120) };
  });
  const heldBack = would.length - retire.length;
  return {
    proposal: { retire: retired, add, shared: set.length - retire.length, heldBack },
    entries: indexes.map((index) => view.entries[index]!),
  };
}

/** Some of each kind, more of the larger ones; of a kind spread out over it. */
function drawn(
  view: SideBySide,
  of: {
    readonly count: number;
    readonly from: Covered['uncovered'];
    readonly closed: ReadonlySet<string>;
    readonly seed: string;
    /** Examples of the set. */
    readonly size: number;
  },
): readonly number[] {
  const { entries, looks, vectors, fresh } = view;
  const inSet = new Set(view.examples);
  const records = entries.map(() => 0);
  const most = softOf({ name: 'form:' }, of.size);
  const kept = new Map<number, ReadonlySet<string>>();
  // One template does not fill what comes in either.
  const hasRoom = (index: number): boolean => {
    if (kept.has(index)) return true;
    const words = new Set(wordsOf(looks[index]!.topic));
    const isAlike = (other: ReadonlySet<string>) =>
      words.intersection(other).size >= ALIKE * words.union(other).size;
    if (kept.values().filter(isAlike).toArray().length >= most) return false;
    kept.set(index, words);
    return true;
  };
  const parts = of.from.map(({ name, members }) => {
    const open = members
      .map((at) => fresh[at]!)
      .filter((index) => !inSet.has(index) && !of.closed.has(entries[index]!.id) && hasRoom(index));
    for (const index of open) records[index] = records[index]! + 1;
    const own = [...new Set(open)].sort((a, b) => a - b);
    return { name, members: own, records: open.length, capacity: own.length };
  });
  const seats = allocate(parts, { count: of.count, floor: 1 });
  return parts.flatMap((part, at) =>
    drawPart({ entries, vectors, records }, part, { seed: `${of.seed} refresh`, base: seats[at]! })
      .slice(0, seats[at]!)
      .map(({ index }) => index),
  );
}
