/** Between which milestones nothing links the figures. */
import type { History } from '../history/history.ts';

/** `Decisions 1 and 2, 4 and 5 have no example in common: ...`; undefined where all are linked. */
export function setsApartText({
  decisions,
  stations,
}: Pick<History, 'decisions' | 'stations'>): string | undefined {
  const pairs = stations.flatMap((number, i) =>
    i > 0 && decisions.find((one) => one.number === number)?.shared === 0
      ? [`${stations[i - 1]} and ${number}`]
      : [],
  );
  return pairs.length === 0
    ? undefined
    : `Decisions ${pairs.join(', ')} have no example in common: what is before and what is after are not to be put beside each other.`;
}
