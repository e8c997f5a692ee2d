/** What may be said of a public ranking beside one's own, in one sentence. */
import type { Interval } from './decision.ts';

/** With fewer candidates the interval of tau says nearly nothing, and the claim is about these pairs alone. */
const ENOUGH_FOR_TAU = 10;

/** `Of 3 pairs 1 is the other way round on your work, and 2 are too close to say.` */
export function rankClaim(
  found: {
    readonly n: number;
    readonly tau?: number;
    readonly interval?: Interval;
    readonly pairs: readonly {
      readonly publicDifference: number;
      readonly agrees: 'agrees' | 'disagrees' | 'undecided';
    }[];
  },
  confidence: number,
): string {
  const { n, tau, interval, pairs } = found;
  if (pairs.length === 0) return 'No two candidates have both a public score and ratings of yours.';
  const tied = pairs.filter(({ publicDifference }) => publicDifference === 0).length;
  const counted = (agrees: string) => pairs.filter((pair) => pair.agrees === agrees).length;
  const parts = [
    [counted('agrees'), 'the same way round'],
    [counted('disagrees'), 'the other way round'],
    [counted('undecided') - tied, 'too close to say'],
    [tied, 'tied in the public table'],
  ] as const;
  const there = parts.filter(([count]) => count > 0);
  // Said once is enough.
  const said = there.map(([, what], i) => (i === 0 && what !== parts[3][1] ? `${what} on your work` : what));
  const figure = overall({ n, tau, interval }, confidence);
  if (pairs.length === 1) return `The one pair is ${said[0]}${figure}.`;
  const counts = there.map(([count], i) => `${count} ${count === 1 ? 'is' : 'are'} ${said[i]}`);
  return `Of ${pairs.length} pairs ${listed(counts)}${figure}.`;
}

function overall(
  { n, tau, interval }: { n: number; tau: number | undefined; interval: Interval | undefined },
  confidence: number,
): string {
  if (n < ENOUGH_FOR_TAU || tau === undefined || interval === undefined) return '';
  const text = (value: number) => value.toFixed(2).replace('-', '\u2212');
  const sure = `${Number((100 * confidence).toPrecision(4))} %`;
  return `; the order of all ${n} agrees by ${text(tau)} (Kendall's tau-b, ${sure} interval ${interval.map(text).join(' to ')})`;
}

/** `a`, `a, and b`, `a, b, and c`. */
function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')}, and ${parts.at(-1)}`;
}
