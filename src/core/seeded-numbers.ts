/** Random numbers that a text decides on: the same everywhere. */
import { hashJson } from './identity.ts';

/** Numbers in [0, 1), 32 bits each. Source: sfc32, Chris Doty-Humphrey, PractRand. */
export function seededNumbers(...seed: readonly string[]): () => number {
  const hash = hashJson([...seed]);
  let [a, b, c, d] = [0, 8, 16, 24].map((at) => Number.parseInt(hash.slice(at, at + 8), 16) | 0) as [
    number,
    number,
    number,
    number,
  ];
  return () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 2 ** 32;
  };
}
