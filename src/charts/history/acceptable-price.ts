/** What an acceptable answer cost at the least, decision by decision. */
import { usd } from '../../core/wording/figures.ts';
import { drawTime } from '../draw-time.ts';
import { labelOf, nameInSentence } from '../names.ts';
import { logTicks } from '../ticks.ts';
import { columnsOf, type HistoryChart, type HistoryInput, lookOf, sameExamples } from './history-chart.ts';

export const acceptablePrice: HistoryChart = {
  name: 'acceptable-price',
  title: 'Price of an acceptable answer',
  describe,
  draw(input, canvas) {
    const { history } = input;
    const known = pointsOf(input);
    if (known.length === 0) return undefined;
    const values = known.map(({ usd: value }) => value);
    const domain = [Math.min(...values) / 2, Math.max(...values) * 2] as const;
    const log = (value: number) => Math.log(value / domain[0]) / Math.log(domain[1] / domain[0]);
    return drawTime(canvas, {
      title: acceptablePrice.title,
      description: describe(input),
      columns: columnsOf(history),
      series: [
        {
          ...lookOf(0),
          points: known.map(({ column, name, usd: value }, i) => ({
            column,
            value,
            filled: true,
            joined: known[i - 1]?.column === column - 1 && sameExamples(history, history.stations[column]!),
            label: name,
            title: `${labelOf(name)}: ${usd(value)}`,
            href: input.link?.(history.stations[column]!),
          })),
        },
      ],
      domain,
      ticks: logTicks(domain, 5),
      tickText: usd,
      share: log,
      axis: 'Up: the least that an answer which may be shown to a user costs, on a log scale',
      notes: ['Points are joined where the examples are the same.'],
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
  if (known.length === 0) return 'The price of an acceptable answer is not known.';
  return `Least price of an acceptable answer: ${known
    .map(
      ({ column, name, usd: value }) =>
        `decision ${columns[column]} ${usd(value)} by ${nameInSentence(name)}`,
    )
    .join(', ')}.`;
}
