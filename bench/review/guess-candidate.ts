/** Can whoever watches the wire tell whose an output is? A naive Bayes classifier, and how surprising its hits are. */

/** What a watcher has of an item; each feature is a name for one of a few values. */
export interface Sighting {
  readonly features: readonly string[];
  /** Whoever gave the text: one candidate, or several that gave the same. */
  readonly candidates: readonly string[];
}

export interface Guessing {
  readonly items: number;
  /** Share of items for which the classifier names a candidate that gave the text. */
  readonly hits: number;
  /** The same for whoever always names the one candidate that is best named always. */
  readonly chance: number;
  /** Probability of so many hits or more at that chance. */
  readonly p: number;
}

/** Learns from one half, guesses the other. */
export function guessCandidates(learnt: readonly Sighting[], asked: readonly Sighting[]): Guessing {
  const candidates = [...new Set(learnt.flatMap((one) => one.candidates))].sort();
  const prior = new Map<string, number>();
  const seen = new Map<string, number>();
  const values = new Map<number, Set<string>>();
  const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
  for (const { features, candidates: authors } of learnt) {
    for (const author of authors) {
      count(prior, author);
      features.forEach((value, i) => {
        count(seen, `${i} ${value} ${author}`);
        values.set(i, (values.get(i) ?? new Set()).add(value));
      });
    }
  }
  const logOdds = (candidate: string, features: readonly string[]) =>
    features.reduce(
      (sum, value, i) => {
        const of = prior.get(candidate)!;
        // One more of each value than was seen: what was never seen is rare, not impossible.
        return (
          sum + Math.log(((seen.get(`${i} ${value} ${candidate}`) ?? 0) + 1) / (of + values.get(i)!.size))
        );
      },
      Math.log(prior.get(candidate)!),
    );
  const guess = ({ features }: Sighting) =>
    candidates.reduce((best, one) => (logOdds(one, features) > logOdds(best, features) ? one : best));
  const hits = asked.filter((one) => one.candidates.includes(guess(one))).length;
  const shares = candidates.map(
    (one) => asked.filter((item) => item.candidates.includes(one)).length / asked.length,
  );
  const chance = Math.max(...shares);
  return {
    items: asked.length,
    hits: hits / asked.length,
    chance,
    p: binomialTail(hits, asked.length, chance),
  };
}

/** Of ten equally full drawers, the one in which a number lies; the limits are learnt. */
export function decilesOf(numbers: readonly number[]): (value: number) => string {
  const sorted = numbers.toSorted((a, b) => a - b);
  const limits = Array.from({ length: 9 }, (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / 10)]!);
  return (value) => String(limits.filter((limit) => value >= limit).length);
}

/** P(X >= k) of a binomial with n and p, summed term by term. */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  let log = n * Math.log1p(-p);
  let tail = 0;
  for (let i = 0; i <= n; i++) {
    if (i >= k) tail += Math.exp(log);
    log += Math.log((n - i) / (i + 1)) + Math.log(p) - Math.log1p(-p);
  }
  return Math.min(1, tail);
}
