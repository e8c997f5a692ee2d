/** In which order a report lists the rows, so that whatever leads to one finds it. */
import type { Evidence, EvidenceExample } from '../core/evidence.ts';
import { inNameOrder } from '../core/in-name-order.ts';
import { isSynthetic } from '../core/synthetic.ts';

export function inOrder(examples: readonly EvidenceExample[]): readonly EvidenceExample[] {
  return examples.toSorted((a, b) => inNameOrder(a.id, b.id));
}

/** In the order of their rows. */
export function exampleIds({ examples, apart }: Evidence): readonly string[] {
  return [...inOrder(examples), ...inOrder(apart)].map(({ id }) => id);
}

/** In the order in which a report lists them. */
export function sliceNames(examples: readonly EvidenceExample[]): readonly string[] {
  const names = new Set(examples.flatMap(({ slices }) => slices));
  return [...names].filter((slice) => !isSynthetic({ slices: [slice] })).sort();
}
