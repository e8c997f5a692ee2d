/** What an acceptable answer cost at the least, decision by decision. */
import { usd } from '../../core/wording/figures.ts';
import { priceText } from '../../core/wording/history.ts';
import { setsApartText } from '../../core/wording/sets-apart.ts';
import { drawTime } from '../draw-time.ts';
import { labelOf, nameInSentence } from '../names.ts';
import { logTicks } from '../ticks.ts';
import {
  BREAK_NOTE,
  bandLook,
  breaksOf,
  columnsOf,
  type HistoryChart,
  type HistoryInput,
  sameExamples,
} from './history-chart.ts';

export const acceptablePrice: HistoryChart = {
  name: 'acceptable-price',
  title: 'Price of an acceptable answer',
  describe,
  draw(input, canvas) {
    const { history } = input;
    const known = pointsOf(input);
    if (known.length === 0) return undefined;
    const ends = known.flatMap(({ usd: value, interval = [value, value] }) => [...interval]);
    const domain = [Math.min(...ends) / 1.5, Math.max(...ends) * 1.5] as const;
    const breaks = breaksOf(history);
    const joined = (i: number) =>
      known[i - 1]?.column === known[i]!.column - 1 &&
      sameExamples(history, history.stations[known[i]!.column]!);
    const log = (value: number) => Math.log(value / domain[0]) / Math.log(domain[1] / domain[0]);
    return drawTime(canvas, {
      title: acceptablePrice.title,
      description: describe(input),
      columns: columnsOf(history),
      series: [
        {
          ...bandLook(0, 1),
          points: known.map(({ column, name, usd: value, interval }, i) => ({
            column,
            value,
            ...(interval === undefined ? {} : { interval }),
            filled: true,
            joined: joined(i),
            // Who stays the cheapest is named once, where the line ends.
            label: known[i + 1]?.name === name && joined(i + 1) ? '' : name,
            title: `${labelOf(name)}: ${priceText({ usd: value, interval })}`,
            href: input.link?.(history.stations[column]!),
          })),
        },
      ],
      breaks,
      domain,
      ticks: logTicks(domain, 5),
      tickText: usd,
      share: log,
      axis: 'Up: the least that an answer which may be shown to a user costs, on a log scale; lines: by the 95 % interval of how many may be shown',
      notes: [
        'Points are joined where the examples are the same.',
        ...(breaks.length === 0 ? [] : [BREAK_NOTE]),
      ],
    });
  },
};

function pointsOf({ history }: HistoryInput) {
  return history.acceptable.flatMap((one, column) =>
    one === null || one.usd <= 0 ? [] : [{ ...one, column }],
  );
}

function describe(input: HistoryInput): string {
  const known = pointsOf(input);
  const columns = columnsOf(input.history);
  const apart = setsApartText(input.history);
  if (known.length === 0) return 'The price of an acceptable answer is not known.';
  return `Least price of an acceptable answer: ${known
    .map(
      ({ column, name, ...price }) =>
        `decision ${columns[column]} ${priceText(price)} by ${nameInSentence(name)}`,
    )
    .join(', ')}.${apart === undefined ? '' : ` ${apart}`}`;
}
