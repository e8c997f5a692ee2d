/** Texts as vectors by the words and pieces of words that they share: no network, no model, the same everywhere. */

import { seededNumbers } from '../core/seeded-numbers.ts';
import { orthonormalise } from '../stats/orthonormal.ts';
import { symmetricEigen } from '../stats/symmetric-eigen.ts';

/** Directions that are kept; more follow words, fewer follow topics. */
const DIMENSIONS = 64;
/** More directions are tried, so that the kept ones are exact enough. */
const EXTRA = 8;
const ROUNDS = 2;
/** Terms that are counted: those of two texts or more, the most frequent of them. */
const MOST_TERMS = 40_000;
/** Of a text so much is read. */
const MOST_CHARACTERS = 3_000;
/** In a text of more words these tell enough; the pieces of words are for short ones. */
const SHORT = 60;

interface Sparse {
  readonly terms: Int32Array;
  readonly weights: Float32Array;
}

/**
 * A unit vector of each text, in the order given: latent semantic analysis of tf-idf weights of words and of four-letter
 * pieces of words. A text without any term that another has is a vector of zeros. The texts decide on the space, so
 * that vectors of two calls are not to be compared.
 * Sources: Deerwester et al., Indexing by latent semantic analysis, JASIS 1990; Halko, Martinsson and Tropp, Finding
 * structure with randomness, SIAM Review 2011 (subspace iteration).
 */
export function lexicalVectors(texts: readonly string[]): readonly Float32Array[] {
  const rows = weigh(texts);
  const tried = Math.min(DIMENSIONS + EXTRA, texts.length);
  const terms = rows.reduce((most, row) => Math.max(most, ...row.terms), -1) + 1;
  if (tried === 0 || terms === 0) return texts.map(() => new Float32Array(1));
  let basis = startOf(texts, tried);
  for (let round = 0; round < ROUNDS; round++) {
    orthonormalise(basis, tried);
    basis = times(rows, transposedTimes(rows, basis, { terms, columns: tried }), tried);
  }
  orthonormalise(basis, tried);
  // The Gram matrix of the texts within the basis; its eigenvectors turn the basis into the main directions.
  const inTerms = transposedTimes(rows, basis, { terms, columns: tried });
  const { values, vectors } = symmetricEigen(gram(inTerms, tried), tried);
  const kept = Math.min(DIMENSIONS, tried);
  return texts.map((_, i) => {
    const at = i * tried;
    const vector = new Float32Array(kept);
    let length = 0;
    for (let d = 0; d < kept; d++) {
      let sum = 0;
      const direction = vectors[d]!;
      for (let c = 0; c < tried; c++) sum += basis[at + c]! * direction[c]!;
      vector[d] = sum * Math.sqrt(Math.max(0, values[d]!));
      length += vector[d]! ** 2;
    }
    if (length === 0) return vector;
    const scale = 1 / Math.sqrt(length);
    return vector.map((x) => x * scale);
  });
}

/** Numbers that each text decides on for itself, so that a few more texts change little. */
function startOf(texts: readonly string[], columns: number): Float64Array<ArrayBuffer> {
  const start = new Float64Array(texts.length * columns);
  for (const [row, text] of texts.entries()) {
    const random = seededNumbers('lexical vectors', text.slice(0, 200));
    for (let c = 0; c < columns; c++) start[row * columns + c] = random() - 0.5;
  }
  return start;
}

/** Words, lower case, as any script writes them; a number is its digits. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? [];
}

/** Words, and pieces of four letters of the longer ones, which inflected forms and misspellings share. */
function* termsOf(text: string): Generator<string> {
  const words = wordsOf(text.slice(0, MOST_CHARACTERS));
  for (const word of words) {
    yield word;
    if (word.length < 5 || words.length > SHORT) continue;
    for (let i = 0; i + 4 <= word.length; i++) yield `~${word.slice(i, i + 4)}`;
  }
}

function weigh(texts: readonly string[]): readonly Sparse[] {
  const counted = texts.map((text) => {
    const counts = new Map<string, number>();
    for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + 1);
    return counts;
  });
  const found = new Map<string, number>();
  for (const counts of counted) for (const term of counts.keys()) found.set(term, (found.get(term) ?? 0) + 1);
  const vocabulary = [...found]
    .filter(([, n]) => n > 1)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, MOST_TERMS);
  const index = new Map(vocabulary.map(([term], at) => [term, at]));
  const idf = vocabulary.map(([, n]) => Math.log((1 + texts.length) / (1 + n)));
  return counted.map((counts) => {
    const entries = [...counts].flatMap(([term, n]) => {
      const at = index.get(term);
      const half = term.startsWith('~') ? 0.5 : 1;
      return at === undefined ? [] : [[at, half * (1 + Math.log(n)) * idf[at]!] as const];
    });
    const length = Math.sqrt(entries.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
    return {
      terms: Int32Array.from(entries, ([at]) => at),
      weights: Float32Array.from(entries, ([, weight]) => weight / length),
    };
  });
}

/** rows x (terms x columns), row by row. */
function times(rows: readonly Sparse[], matrix: Float64Array, columns: number): Float64Array<ArrayBuffer> {
  const product = new Float64Array(rows.length * columns);
  for (const [i, { terms, weights }] of rows.entries()) {
    const to = i * columns;
    for (let t = 0; t < terms.length; t++) {
      const [from, weight] = [terms[t]! * columns, weights[t]!];
      for (let c = 0; c < columns; c++) product[to + c] = product[to + c]! + weight * matrix[from + c]!;
    }
  }
  return product;
}

/** The rows' transpose x (texts x columns): terms x columns. */
function transposedTimes(
  rows: readonly Sparse[],
  matrix: Float64Array,
  { terms: count, columns }: { readonly terms: number; readonly columns: number },
): Float64Array {
  const product = new Float64Array(count * columns);
  for (const [i, { terms, weights }] of rows.entries()) {
    const from = i * columns;
    for (let t = 0; t < terms.length; t++) {
      const [to, weight] = [terms[t]! * columns, weights[t]!];
      for (let c = 0; c < columns; c++) product[to + c] = product[to + c]! + weight * matrix[from + c]!;
    }
  }
  return product;
}

/** Products of the columns with each other, columns x columns. */
function gram(matrix: Float64Array, columns: number): Float64Array {
  const product = new Float64Array(columns * columns);
  for (let at = 0; at < matrix.length; at += columns)
    for (let a = 0; a < columns; a++) {
      const value = matrix[at + a]!;
      if (value === 0) continue;
      for (let b = 0; b < columns; b++)
        product[a * columns + b] = product[a * columns + b]! + value * matrix[at + b]!;
    }
  return product;
}
