/** Weights of a set that was not drawn at once from the pool of today. */
import type { Chosen } from './chosen.ts';
import type { Part } from './design.ts';
import { chancesIn } from './draw.ts';
import type { ViewedPool } from './view.ts';

type Placed = Chosen & { readonly index?: number; readonly part?: Part };

/** In dev almost surely: it stands for itself, and nothing that is held out does. */
const SURE = 1 - 1e-9;

/**
 * The examples of each part are weighed as if they had been drawn from it at once, records / chance, and scaled to the exact number of its
 * records; those held out to what is left of it beside the ones that are sure to be in dev. What is of no part keeps the weight that it has.
 * Source: Holt and Smith, Post stratification, Journal of the Royal Statistical Society A, 1979.
 */
export function weigh(
  view: ViewedPool,
  parts: readonly Part[],
  set: { readonly dev: readonly Placed[]; readonly holdout: readonly Placed[] },
): { readonly dev: readonly Chosen[]; readonly holdout: readonly Chosen[] } {
  const weights = new Map<string, { readonly weight: number; readonly chance: number }>();
  for (const part of parts) {
    const inPart = (of: readonly Placed[]) => of.filter((one) => one.part === part);
    const dev = inPart(set.dev);
    const chances = chancesIn(view, part, dev.length);
    const chanceOf = new Map(part.members.map((member, at) => [member, chances[at]!]));
    const isSure = (index: number | undefined) => index !== undefined && chanceOf.get(index)! >= SURE;
    const rest = part.members.reduce((sum, index) => sum + (isSure(index) ? 0 : view.records[index]!), 0);
    const held = inPart(set.holdout);
    scale(dev, { to: part.records, chance: (index) => chanceOf.get(index)! });
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
