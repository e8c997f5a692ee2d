/** Who cannot be improved on without paying for it: the Pareto front of cost and gain. */

/**
 * Indices, ascending, of the points that no other point beats: none that costs no more and gains no less is better in
 * one of the two. Equal points stay together. Source: https://en.wikipedia.org/wiki/Pareto_front
 */
export function paretoFront(
  points: readonly { readonly cost: number; readonly gain: number }[],
): readonly number[] {
  return points.flatMap((point, index) => (points.some((other) => beats(other, point)) ? [] : [index]));
}

function beats(
  one: { readonly cost: number; readonly gain: number },
  other: { readonly cost: number; readonly gain: number },
): boolean {
  if (one.cost > other.cost || one.gain < other.gain) return false;
  return one.cost < other.cost || one.gain > other.gain;
}
