/** How a pool is divided for the draw: each entry into one part, of work, of an edge, or of one form. */
import type { EdgeFamily } from './edges/edge.ts';
import { recordsByKind, type ViewedPool } from './view.ts';

/** A part of the pool that is drawn from by itself. */
export interface Part {
  /** `length:short shape:plain`, `edge:injection`, or `form:` and the start of its hash. */
  readonly name: string;
  /** Of an edge. */
  readonly family?: EdgeFamily;
  /** Indexes of its entries, in the order of their ids. */
  readonly members: readonly number[];
  /** Records that they stand for. */
  readonly records: number;
}

/** From this share of the traffic on, a form is a kind of work of its own, so that it neither fills the set nor is left to luck. */
const LEAST_FORM_SHARE = 0.01;
/** It also has so many times the records of a usual form. */
const LEAST_FORM_FACTOR = 10;
const MOST_FORMS = 30;

/** The parts by name. An entry of several edges belongs to the rarest of them, so that the common ones do not hide it. */
export function partsOf(view: ViewedPool): readonly Part[] {
  const { entries, records, edges } = view;
  const all = records.reduce((a, b) => a + b, 0);
  const sums = recordsByKind(edges, records);
  const families = new Map(edges.flat().map(({ kind, family }) => [kind, family]));
  const forms = frequentForms(view, all);
  const nameOf = (index: number): string => {
    const [rarest] = edges[index]!.toSorted(
      (a, b) => sums.get(a.kind)! - sums.get(b.kind)! || (a.kind < b.kind ? -1 : 1),
    );
    if (rarest !== undefined) return `edge:${rarest.kind}`;
    const { form, stratum } = entries[index]!;
    return forms.has(form) ? `form:${form.slice(0, 8)}` : stratum;
  };
  const members = Map.groupBy(entries.keys(), nameOf);
  return [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, indexes]) => {
      return {
        name,
        ...(name.startsWith('edge:') ? { family: families.get(name.replace('edge:', ''))! } : {}),
        members: indexes,
        records: indexes.reduce((sum, index) => sum + records[index]!, 0),
      };
    });
}

function frequentForms({ entries, records }: ViewedPool, all: number): ReadonlySet<string> {
  const sums = new Map<string, number>();
  for (const [index, { form }] of entries.entries()) sums.set(form, (sums.get(form) ?? 0) + records[index]!);
  const least = Math.max(all * LEAST_FORM_SHARE, (LEAST_FORM_FACTOR * all) / sums.size);
  const frequent = [...sums]
    .filter(([, sum]) => sum >= least)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return new Set(frequent.slice(0, MOST_FORMS).map(([form]) => form));
}
