/** Orders that a seed decides: the same seed and the same things give the same order on every machine. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** HMAC-SHA256 of a text, 64 hex digits; without the key nothing can be learnt from it. */
export function keyedHash(key: string, text: string): string {
  return bytesToHex(hmac(sha256, utf8ToBytes(key), utf8ToBytes(text)));
}

/** The items in the order that the seed gives them; `purpose` keeps one seed's orders apart. */
export function shuffled<T>(
  items: readonly T[],
  seed: string,
  { purpose, key }: { readonly purpose: string; readonly key: (item: T) => string },
): readonly T[] {
  return items
    .map((item) => ({ item, hash: keyedHash(seed, `${purpose} ${key(item)}`) }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    .map(({ item }) => item);
}
