/** Groups of directions. */

/** Rounds after which hardly anything moves. */
const ROUNDS = 12;

/**
 * The unit vectors in the middle of at most k groups of unit vectors. The first is the one given first, each further one
 * starts as the vector that is farthest from all before it among those tried.
 * Sources: Dhillon and Modha, Concept decompositions for large sparse text data, 2001; the start is k-means++ (Arthur
 * and Vassilvitskii 2007).
 */
export function sphericalKMeans(
  vectors: readonly Float32Array[],
  { k, random }: { readonly k: number; readonly random: () => number },
): readonly Float32Array[] {
  if (vectors.length === 0) return [];
  let middles = starts(vectors, k, random);
  for (let round = 0; round < ROUNDS; round++) {
    const sums = middles.map((middle) => new Float32Array(middle.length));
    for (const vector of vectors) {
      const sum = sums[nearest(vector, middles)]!;
      for (let d = 0; d < sum.length; d++) sum[d] = sum[d]! + vector[d]!;
    }
    middles = sums.map((sum, index) => unit(sum) ?? middles[index]!);
  }
  return middles;
}

function starts(vectors: readonly Float32Array[], k: number, random: () => number): readonly Float32Array[] {
  const chosen = [vectors[0]!];
  const far = vectors.map((vector) => distance(vector, chosen[0]!));
  while (chosen.length < k) {
    const all = far.reduce((a, b) => a + b, 0);
    if (all < 1e-9) break;
    let rest = random() * all;
    let index = 0;
    while (index < vectors.length - 1 && rest >= far[index]!) rest -= far[index++]!;
    const next = vectors[index]!;
    chosen.push(next);
    for (const [at, vector] of vectors.entries()) far[at] = Math.min(far[at]!, distance(vector, next));
  }
  return chosen;
}

function distance(a: Float32Array, b: Float32Array): number {
  return Math.max(0, 1 - dot(a, b));
}

/** The index of the middle that is nearest to a vector; the first of equals. */
export function nearest(vector: Float32Array, middles: readonly Float32Array[]): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (const [index, middle] of middles.entries()) {
    const near = dot(vector, middle);
    if (near > most) {
      most = near;
      best = index;
    }
  }
  return best;
}

/** The sum of products. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!;
  return sum;
}

/** Of length 1; undefined when there is no direction. */
export function unit(vector: Float32Array): Float32Array | undefined {
  const length = Math.sqrt(dot(vector, vector));
  return length < 1e-12 ? undefined : vector.map((x) => x / length);
}
