/** Weights of a set that was not drawn at once from the pool of today. */
import { dot } from '../stats/spherical-k-means.ts';
import type { Chosen } from './chosen.ts';
import type { Part } from './design.ts';
import { chancesIn } from './draw.ts';
import type { ViewedPool } from './view.ts';

type Placed = Chosen & { readonly index?: number; readonly part?: Part };

/** In dev almost surely: it stands for itself, and nothing that is held out does. */
const SURE = 1 - 1e-9;

/**
 * Divides the parts that have examples which a refresh took in: they came for what the others did not stand for, so that each record counts for the
 * kind of example that it is nearest to.
 */
function divided(
  view: ViewedPool,
  parts: readonly Part[],
  { dev, took }: { readonly dev: readonly Placed[]; readonly took: ReadonlySet<string> },
): { readonly parts: readonly Part[]; readonly partOf: (one: Placed) => Part | undefined } {
  const halves = new Map<Part, readonly [came: Part, were: Part]>();
  for (const part of parts) {
    const own = dev.filter((one) => one.part === part && one.index !== undefined);
    const came = own.filter(({ example }) => took.has(example.id));
    if (came.length === 0 || came.length === own.length) continue;
    const others = own.filter((one) => !came.includes(one));
    const isOf = (some: readonly Placed[], member: number) => some.some(({ index }) => index === member);
    const isNearer = (member: number) => {
      // Two may say the same in the same words: each is on its own side all the same.
      if (isOf(came, member) || isOf(others, member)) return isOf(came, member);
      const near = (some: readonly Placed[]) =>
        Math.max(...some.map(({ index }) => dot(view.vectors[member]!, view.vectors[index!]!)));
      return near(came) > near(others);
    };
    const half = (is: boolean): Part => {
      const members = part.members.filter((member) => isNearer(member) === is);
      return { ...part, members, records: members.reduce((sum, member) => sum + view.records[member]!, 0) };
    };
    halves.set(part, [half(true), half(false)]);
  }
  return {
    parts: parts.flatMap((part) => halves.get(part) ?? [part]),
    partOf: ({ part, example }) => {
      const of = part === undefined ? undefined : halves.get(part);
      return of === undefined ? part : of[took.has(example.id) ? 0 : 1];
    },
  };
}

/**
 * The examples of each part are weighed as if they had been drawn from it at once, records / chance, and scaled to the exact number of its
 * records; those held out to what is left of it beside the ones that are sure to be in dev. What is of no part keeps the weight that it has.
 * Source: Holt and Smith, Post stratification, Journal of the Royal Statistical Society A, 1979.
 */
export function weigh(
  view: ViewedPool,
  parts: readonly Part[],
  set: {
    readonly dev: readonly Placed[];
    readonly holdout: readonly Placed[];
    /** Ids of the dev examples that a refresh took in. */
    readonly took: ReadonlySet<string>;
  },
): { readonly dev: readonly Chosen[]; readonly holdout: readonly Chosen[] } {
  const weights = new Map<string, { readonly weight: number; readonly chance: number }>();
  const devParts = divided(view, parts, set);
  for (const part of devParts.parts) {
    const dev = set.dev.filter((one) => devParts.partOf(one) === part);
    const chances = chancesIn(view, part, dev.length);
    const chanceOf = new Map(part.members.map((member, at) => [member, chances[at]!]));
    scale(dev, { to: part.records, chance: (index) => chanceOf.get(index)! });
  }
  for (const part of parts) {
    const inPart = (of: readonly Placed[]) => of.filter((one) => one.part === part);
    const dev = inPart(set.dev);
    const chances = chancesIn(view, part, dev.length);
    const chanceOf = new Map(part.members.map((member, at) => [member, chances[at]!]));
    const isSure = (index: number | undefined) => index !== undefined && chanceOf.get(index)! >= SURE;
    const rest = part.members.reduce((sum, index) => sum + (isSure(index) ? 0 : view.records[index]!), 0);
    const held = inPart(set.holdout);
    // What is sure to be in dev today may have been held out before that.
    const chance = (index: number) =>
      Math.max(0.5, 1 - chanceOf.get(index)!) * (held.length / part.members.length);
    scale(held, { to: rest > 0 ? rest : part.records, chance });
  }
  const weighed = (some: readonly Placed[]): readonly Chosen[] =>
    some.map(({ example, how }) => {
      const { weight, chance } = weights.get(example.id) ?? {};
      if (weight === undefined) return { example, how };
      return { example: { ...example, weight }, how: { ...how, chance: chance! } };
    });
  return { dev: weighed(set.dev), holdout: weighed(set.holdout) };

  function scale(
    some: readonly Placed[],
    of: { readonly to: number; readonly chance: (index: number) => number },
  ): void {
    const known = some.flatMap(({ index }) =>
      index === undefined ? [] : [{ raw: view.records[index]! / of.chance(index), chance: of.chance(index) }],
    );
    // What the pool has left out since counts as the others of its part do.
    const mean = (values: readonly number[]) =>
      values.length === 0 ? 1 : values.reduce((a, b) => a + b, 0) / values.length;
    const usual = { raw: mean(known.map(({ raw }) => raw)), chance: mean(known.map(({ chance }) => chance)) };
    const all = some.map(({ example, index }) => ({
      id: example.id,
      ...(index === undefined
        ? usual
        : { raw: view.records[index]! / of.chance(index), chance: of.chance(index) }),
    }));
    const sum = all.reduce((total, { raw }) => total + raw, 0);
    for (const { id, raw, chance } of all) weights.set(id, { weight: (raw * of.to) / sum, chance });
  }
}
