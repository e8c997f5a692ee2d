/** The order in which the entries of one part are taken, and with what chance. */
import { hashJson } from '../core/identity.ts';
import { type Dice, localPivotal, spreadOrder } from '../stats/local-pivotal.ts';
import { orderSample } from '../stats/order-sample.ts';
import { dot } from '../stats/spherical-k-means.ts';
import type { Part } from './design.ts';
import type { ViewedPool } from './view.ts';

/** An entry in line. */
export interface InLine {
  /** Its index in the view. */
  readonly index: number;
  /** The probability to be among the first n. */
  chanceFirst(n: number): number;
  /** The probability to be among the last n. */
  chanceLast(n: number): number;
}

/** Of a large part so many entries beyond the base come into line. */
export const MOST_MORE = 256;

/**
 * The base is a local pivotal draw of `base` entries: spread out over the texts, and what stands for more records has a
 * larger chance (by the square root; entries of one form share theirs). It comes first, in an order of which every
 * beginning is spread out too. Behind it come at most 256 of the others, equally likely, in such an order. So a
 * set of any size has known chances, and a larger one only adds: of the first n <= base, entry i is one with
 * probability pi(i) n / base; of the first base + k with pi(i) + (1 - pi(i)) q k, where q is the chance of one of
 * the others to be at a certain place.
 */
export function drawPart(
  view: Pick<ViewedPool, 'entries' | 'records' | 'vectors'>,
  part: Part,
  { seed, base }: { readonly seed: string; readonly base: number },
): readonly InLine[] {
  const { members } = part;
  const nearness = (a: number, b: number) => dot(view.vectors[a]!, view.vectors[b]!);
  const diceOf = (purpose: string) => diceFor(view, [seed, part.name, purpose]);
  const draw = (purpose: string, all: readonly number[], chances: readonly number[]) => {
    const dice = diceOf(purpose);
    const some = thinned(
      chances,
      all.map((member) => dice.key(member)),
    );
    const from = some.map(({ at }) => all[at]!);
    return localPivotal(
      some.map(({ chance }) => chance),
      {
        nearness: (a, b) => nearness(from[a]!, from[b]!),
        dice: {
          key: (unit) => dice.key(from[unit]!),
          toss: (a, b) => dice.toss(from[a]!, from[b]!),
        },
      },
    ).map((at) => from[at]!);
  };
  const chances = chancesIn(view, part, base);
  const first = draw('base', members, chances);
  const drawn = new Set(first);
  const others = members.filter((member) => !drawn.has(member));
  const behind = draw(
    'behind',
    others,
    others.map(() => Math.min(1, MOST_MORE / others.length)),
  );
  // How likely one of the others is to be at a certain place behind the base.
  const q = others.length === 0 ? 0 : 1 / others.length;
  const chanceOf = new Map(members.map((member, at) => [member, chances[at]!]));
  const order = (name: string, units: readonly number[]) =>
    spreadOrder(units, { nearness, dice: (halving) => diceOf(`${name} ${halving}`) });
  return [...order('base', first), ...order('behind', behind)].map((index) => {
    const pi = chanceOf.get(index)!;
    return {
      index,
      chanceFirst: (n) =>
        n <= first.length ? (pi * n) / first.length : pi + (1 - pi) * q * (n - first.length),
      chanceLast: (n) =>
        (1 - pi) * q * Math.min(n, behind.length) +
        (n <= behind.length ? 0 : (pi * (n - behind.length)) / first.length),
    };
  });
}

/** A draw is spread out over at most so many, since its time grows with their square; or over this many times its size. */
const SPREAD_OVER = 600;
const SPREAD_FACTOR = 8;

/** A sample of the units large enough to be spread out over, with the chances that are left: each unit keeps its own in all. */
function thinned(
  chances: readonly number[],
  numbers: readonly number[],
): readonly { readonly at: number; readonly chance: number }[] {
  const n = chances.reduce((a, b) => a + b, 0);
  const most = Math.max(SPREAD_OVER, Math.ceil(n * SPREAD_FACTOR));
  if (chances.length <= most) return chances.map((chance, at) => ({ at, chance }));
  const first = shares(chances, most);
  return orderSample(first, numbers).map((at) => ({ at, chance: chances[at]! / first[at]! }));
}

/** Numbers that belong to entries by their ids, so that a pool that has changed a little gives a set that has changed a little. */
function diceFor({ entries }: Pick<ViewedPool, 'entries'>, purpose: readonly string[]): Dice {
  const number = (...of: readonly string[]) =>
    (Number.parseInt(hashJson([...purpose, ...of]).slice(0, 12), 16) + 0.5) / 2 ** 48;
  return {
    key: (unit) => number(entries[unit]!.id),
    toss: (a, b) => number(entries[a]!.id, entries[b]!.id),
  };
}

/** The chance of each member of a part to be among n of it, in the order of the members. */
export function chancesIn(
  view: Pick<ViewedPool, 'entries' | 'records'>,
  part: Part,
  n: number,
): readonly number[] {
  return shares(sizes(view, part), Math.min(n, part.members.length));
}

/** What an entry's chance is proportional to. */
function sizes(
  { entries, records }: Pick<ViewedPool, 'entries' | 'records'>,
  { members }: Part,
): readonly number[] {
  const forms = new Map<string, { records: number; members: number }>();
  for (const member of members) {
    const { form } = entries[member]!;
    const before = forms.get(form) ?? { records: 0, members: 0 };
    forms.set(form, { records: before.records + records[member]!, members: before.members + 1 });
  }
  return members.map((member) => {
    const form = forms.get(entries[member]!.form)!;
    return Math.sqrt(form.records) / form.members;
  });
}

/** What is rather in than out is in for sure: else it would be held out now and then, and weigh more there than all the others. */
const SURE = 0.5;

/**
 * Chances proportional to sizes that add up to n; what would have more than 1 has 1, or more than `SURE` where something is left
 * for the others, who share the rest.
 */
function shares(of: readonly number[], n: number): readonly number[] {
  if (n >= of.length) return of.map(() => 1);
  const certain = new Set<number>();
  for (;;) {
    const rest = of.reduce((sum, size, index) => (certain.has(index) ? sum : sum + size), 0);
    const left = n - certain.size;
    const open = [...of.keys()].filter((index) => !certain.has(index));
    const atLeast = (least: number) => open.filter((index) => (of[index]! * left) / rest >= least);
    const nearly = atLeast(SURE);
    const sure = nearly.length < left ? nearly : atLeast(1);
    if (sure.length === 0) return of.map((size, index) => (certain.has(index) ? 1 : (size * left) / rest));
    for (const index of sure) certain.add(index);
  }
}
