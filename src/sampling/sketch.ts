/** The lowest keys of a stream, and how many records it had. */

export interface Sketch {
  /** Records that have come by. */
  records: number;
  /** The lowest key that was left out; none while nothing was. */
  readonly bound: string | undefined;
  /** Keys that are kept. */
  size(): number;
  /** Keeps a key of so many characters; false when it is too high. */
  offer(key: string, characters: number): boolean;
  /** A key leaves for another reason than its height. */
  remove(key: string): void;
  /** Takes over another sketch's bound. Gives the keys that leave. */
  lower(bound: string | undefined): readonly string[];
  /**
   * Leaves the lowest keys that fit, one at the least. Gives the keys that leave. Keys only come while records do, and
   * limits only shrink, and whatever is left out is above everything kept: so when this happens does not show in the
   * end.
   */
  prune(limits: { readonly entries: number; readonly characters: number }): readonly string[];
}

export function bottomSketch(): Sketch {
  const sizes = new Map<string, number>();
  let bound: string | undefined;
  const above = (limit: string): readonly string[] => {
    const leaving = [...sizes.keys()].filter((key) => key >= limit);
    for (const key of leaving) sizes.delete(key);
    return leaving;
  };
  return {
    records: 0,
    get bound() {
      return bound;
    },
    size: () => sizes.size,
    offer(key, characters) {
      if (bound !== undefined && key >= bound) return false;
      sizes.set(key, characters);
      return true;
    },
    remove: (key) => void sizes.delete(key),
    lower(other) {
      if (other === undefined || (bound !== undefined && bound <= other)) return [];
      bound = other;
      return above(other);
    },
    prune({ entries, characters }) {
      const sorted = [...sizes.keys()].sort();
      let sum = 0;
      const cut = sorted.findIndex((key, index) => {
        sum += sizes.get(key)!;
        return index >= entries || (index > 0 && sum > characters);
      });
      if (cut === -1) return [];
      bound = sorted[cut]!;
      return above(bound);
    },
  };
}
