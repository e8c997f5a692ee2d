/** An orthonormal basis of what some columns span. */

/**
 * Makes the columns of a matrix (rows x columns, row by row) orthonormal, in place. A column that depends on those
 * before it becomes zero. Twice is enough to be exact to rounding.
 * Source: modified Gram-Schmidt, Golub and Van Loan, Matrix Computations, 4th ed., 5.2.8.
 */
export function orthonormalise(matrix: Float64Array, columns: number): void {
  const rows = matrix.length / columns;
  for (let a = 0; a < columns; a++) {
    for (let pass = 0; pass < 2; pass++) {
      const before = norm(matrix, { rows, columns, column: a });
      for (let b = 0; b < a; b++) {
        let product = 0;
        for (let i = 0, at = 0; i < rows; i++, at += columns) product += matrix[at + a]! * matrix[at + b]!;
        if (product === 0) continue;
        for (let i = 0, at = 0; i < rows; i++, at += columns)
          matrix[at + a] = matrix[at + a]! - product * matrix[at + b]!;
      }
      const length = norm(matrix, { rows, columns, column: a });
      const scale = length > before * 1e-10 && length > 0 ? 1 / length : 0;
      for (let i = 0, at = 0; i < rows; i++, at += columns) matrix[at + a] = matrix[at + a]! * scale;
    }
  }
}

function norm(
  matrix: Float64Array,
  { rows, columns, column }: { readonly rows: number; readonly columns: number; readonly column: number },
): number {
  let sum = 0;
  for (let i = 0, at = column; i < rows; i++, at += columns) sum += matrix[at]! * matrix[at]!;
  return Math.sqrt(sum);
}
