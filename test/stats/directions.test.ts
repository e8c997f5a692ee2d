/** Directions of a space: made orthonormal, the main ones of a matrix, and the middles of groups. */
import { expect, it } from 'vitest';
import { orthonormalise } from '../../src/stats/orthonormal.ts';
import { dot, nearest, sphericalKMeans, unit } from '../../src/stats/spherical-k-means.ts';
import { symmetricEigen } from '../../src/stats/symmetric-eigen.ts';
import { seeded } from '../fixtures/seeded.ts';

it('columns become orthonormal and span what they spanned', () => {
  const random = seeded(1);
  const rows = 30;
  const columns = 5;
  const matrix = Float64Array.from({ length: rows * columns }, () => random() - 0.5);
  const before = Float64Array.from(matrix);
  orthonormalise(matrix, columns);
  const column = (of: Float64Array, c: number) =>
    Array.from({ length: rows }, (_, r) => of[r * columns + c]!);
  const product = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
  for (let a = 0; a < columns; a++)
    for (let b = 0; b <= a; b++)
      expect(product(column(matrix, a), column(matrix, b))).toBeCloseTo(a === b ? 1 : 0, 10);
  // The last one before is a sum of all of them now.
  const last = column(before, columns - 1);
  const rest = last.map(
    (x, r) =>
      x -
      Array.from(
        { length: columns },
        (_, c) => product(last, column(matrix, c)) * matrix[r * columns + c]!,
      ).reduce((sum, part) => sum + part, 0),
  );
  for (const x of rest) expect(x).toBeCloseTo(0, 10);
});

it('the eigenvalues of a symmetric matrix come largest first, each with its direction', () => {
  // Its characteristic polynomial is (x - 1)(x^2 - 8 x + 13).
  const matrix = [4, 1, -2, 1, 2, 0, -2, 0, 3];
  const { values, vectors } = symmetricEigen(Float64Array.from(matrix), 3);
  for (const [i, value] of [4 + Math.sqrt(3), 4 - Math.sqrt(3), 1].entries()) {
    expect(values[i]).toBeCloseTo(value, 8);
    for (let r = 0; r < 3; r++) {
      const image = [0, 1, 2].reduce((sum, c) => sum + matrix[r * 3 + c]! * vectors[i]![c]!, 0);
      expect(image).toBeCloseTo(value * vectors[i]![r]!, 8);
    }
  }
});

it('groups of directions are found, and each direction has its group', () => {
  const random = seeded(9);
  const centres = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  const vectors = Array.from(
    { length: 90 },
    (_, i) => unit(Float32Array.from(centres[i % 3]!, (x) => x + 0.3 * (random() - 0.5)))!,
  );
  const middles = sphericalKMeans(vectors, { k: 3, random });
  expect(middles).toHaveLength(3);
  const groups = centres.map(
    (_, g) => new Set(vectors.filter((_v, i) => i % 3 === g).map((v) => nearest(v, middles))),
  );
  for (const group of groups) expect(group.size).toBe(1);
  expect(new Set(groups.flatMap((group) => [...group])).size).toBe(3);
  for (const middle of middles) expect(dot(middle, middle)).toBeCloseTo(1, 5);
});

it('of fewer different directions than groups are asked for there are fewer groups', () => {
  const same = Array.from({ length: 5 }, () => Float32Array.from([1, 0]));
  expect(sphericalKMeans(same, { k: 3, random: seeded(1) })).toHaveLength(1);
  expect(sphericalKMeans([], { k: 3, random: seeded(1) })).toEqual([]);
  expect(unit(Float32Array.from([0, 0]))).toBeUndefined();
});
