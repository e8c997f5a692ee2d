/** Eigenvalues and eigenvectors of a symmetric matrix. */

export interface Eigen {
  /** Largest first. */
  readonly values: readonly number[];
  /** `vectors[k]` is the unit vector of `values[k]`; its largest component is positive. */
  readonly vectors: readonly (readonly number[])[];
}

const SWEEPS = 60;

/**
 * Cyclic Jacobi rotations. The matrix is n x n, row by row, and is changed.
 * Source: Golub and Van Loan, Matrix Computations, 4th ed., 8.5.
 */
export function symmetricEigen(matrix: Float64Array, n: number): Eigen {
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  const at = (i: number, j: number) => matrix[i * n + j]!;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let off = 0;
    let diagonal = 0;
    for (let i = 0; i < n; i++) {
      diagonal += at(i, i) ** 2;
      for (let j = 0; j < i; j++) off += at(i, j) ** 2;
    }
    if (off <= diagonal * 1e-24) break;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        const apq = at(p, q);
        if (Math.abs(apq) < 1e-300) continue;
        const theta = (at(q, q) - at(p, p)) / (2 * apq);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < n; k++) rotate(matrix, { a: k * n + p, b: k * n + q, c, s });
        for (let k = 0; k < n; k++) rotate(matrix, { a: p * n + k, b: q * n + k, c, s });
        for (let k = 0; k < n; k++) rotate(vectors, { a: k * n + p, b: k * n + q, c, s });
      }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => at(b, b) - at(a, a) || a - b);
  return {
    values: order.map((i) => at(i, i)),
    vectors: order.map((i) => {
      const vector = Array.from({ length: n }, (_, k) => vectors[k * n + i]!);
      const largest = vector.reduce((a, b) => (Math.abs(b) > Math.abs(a) + 1e-12 ? b : a), 0);
      return largest < 0 ? vector.map((x) => -x) : vector;
    }),
  };
}

function rotate(
  of: Float64Array,
  { a, b, c, s }: { readonly a: number; readonly b: number; readonly c: number; readonly s: number },
): void {
  const [x, y] = [of[a]!, of[b]!];
  of[a] = c * x - s * y;
  of[b] = s * x + c * y;
}
