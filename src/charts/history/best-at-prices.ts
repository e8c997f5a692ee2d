/** The best quality that each price bought, decision by decision. */
import { estimateText, qualityName, qualityText, qualityTick } from '../../core/quality.ts';
import { usd } from '../../core/wording/figures.ts';
import { drawTime, type TimePoint } from '../draw-time.ts';
import { labelOf, nameInSentence } from '../names.ts';
import { roundOut, ticks } from '../ticks.ts';
import {
  BREAK_NOTE,
  bandLook,
  breaksOf,
  columnsOf,
  entryOf,
  type HistoryChart,
  type HistoryInput,
  sameExamples,
} from './history-chart.ts';

export const bestAtEachPrice: HistoryChart = {
  name: 'best-at-each-price',
  title: 'Best quality at each price',
  describe,
  draw(input, canvas) {
    const { history } = input;
    const bands = bandsOf(input);
    const ends = bands.flatMap(({ best }) => best.flatMap((one) => (one === null ? [] : [...one.interval])));
    const latest = history.stations.at(-1);
    if (latest === undefined || ends.length === 0) return undefined;
    const { scale } = entryOf(history, latest);
    const [low, high] = roundOut([Math.min(...ends), Math.max(...ends)]);
    const breaks = breaksOf(history);
    const domain = [Math.max(scale[0], low), Math.min(scale[1], high)] as const;
    return drawTime(canvas, {
      title: bestAtEachPrice.title,
      description: describe(input),
      columns: columnsOf(history),
      labelsAtEnd: true,
      series: bands.map(({ best, upTo }, i) => ({
        ...bandLook(i),
        points: best.flatMap((one, column): readonly TimePoint[] => {
          if (one === null) return [];
          const number = history.stations[column]!;
          const before = best[column - 1] ?? null;
          return [
            {
              column,
              value: one.mean,
              interval: one.interval,
              filled: true,
              joined: before !== null && sameExamples(history, number),
              label: column === best.length - 1 ? `up to ${usd(upTo)}` : '',
              title: `Up to ${usd(upTo)}: ${labelOf(one.name)} ${estimateText(one, entryOf(history, number))}, ${usd(one.costPer1000Usd)}`,
              href: input.link?.(number),
            },
          ];
        }),
      })),
      breaks,
      domain,
      ticks: ticks(domain, 6),
      tickText: (value) => qualityTick(value, entryOf(history, latest)),
      share: (value) => (value - domain[0]) / (domain[1] - domain[0] || 1),
      axis: `Up: ${qualityName(entryOf(history, latest))}; with 95 % intervals; one grey and shape for each price of 1,000 answers`,
      notes: [
        'Each point is on the examples of its own decision; points are joined where the examples are the same.',
        ...(breaks.length === 0 ? [] : [BREAK_NOTE]),
      ],
    });
  },
};

/** Without those that buy no more than the one below. */
function bandsOf({ history }: HistoryInput) {
  const { prices } = history;
  return prices.filter(
    ({ best }, i) => i === 0 || best.some((one, at) => one?.name !== prices[i - 1]!.best[at]?.name),
  );
}

function describe(input: HistoryInput): string {
  const { history } = input;
  const said = bandsOf(input).flatMap(({ upTo, best }) => {
    const one = best.at(-1);
    if (!one) return [];
    const entry = entryOf(history, history.stations.at(-1)!);
    return [`up to ${usd(upTo)} ${nameInSentence(one.name)} ${qualityText(one.mean, entry)}`];
  });
  return said.length === 0 ? 'No price is known.' : `In the last decision: ${said.join(', ')}.`;
}
