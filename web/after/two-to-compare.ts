/** Which two candidates a reader wants to see beside each other first. */
import type { Decision } from '../../src/core/decision.ts';

/** The winner, or who leads, and its closest rival: the incumbent, else the next. Undefined with one candidate. */
export function twoToCompare(decision: Decision): { readonly a: string; readonly b: string } | undefined {
  const { by, candidates, verdict } = decision;
  const worth = ({ rating, acceptable }: (typeof candidates)[number]) =>
    (by === 'rating' ? rating?.mean : acceptable?.rate) ?? Number.NEGATIVE_INFINITY;
  const ranked = candidates.toSorted((x, y) => {
    const [first, second] = [worth(x), worth(y)];
    return first === second ? 0 : second - first;
  });
  const a = verdict.winner ?? ranked[0]?.name;
  const others = ranked.filter(({ name }) => name !== a);
  const b = (others.find(({ incumbent }) => incumbent) ?? others[0])?.name;
  return a === undefined || b === undefined ? undefined : { a, b };
}
