/** The best quality that each price bought, decision by decision. */
import type { History } from '../../core/history/history.ts';
import { estimateText, qualityName, qualityTick } from '../../core/quality.ts';
import { usd } from '../../core/wording/figures.ts';
import { setsApartText } from '../../core/wording/sets-apart.ts';
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
    const last = history.stations.at(-1);
    if (last === undefined || ends.length === 0) return undefined;
    const latest = entryOf(history, last);
    const [least, most] = latest.by === 'rating' ? latest.scale : [0, 1];
    const [low, high] = roundOut([Math.min(...ends), Math.max(...ends)]);
    const domain = [Math.max(least, low), Math.min(most, high)] as const;
    const breaks = breaksOf(history);
    return drawTime(canvas, {
      title: bestAtEachPrice.title,
      description: describe(input),
      columns: columnsOf(history),
      labelsAtEnd: true,
      series: bands.map(({ best, upTo }, i) => ({
        ...bandLook(i, bands.length),
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
              label: column === best.findLastIndex((other) => other !== null) ? `up to ${usd(upTo)}` : '',
              title: `Up to ${usd(upTo)}: ${labelOf(one.name)} ${estimateText(one, entryOf(history, number))}, ${usd(one.costPer1000Usd)}`,
              href: input.link?.(number),
            },
          ];
        }),
      })),
      breaks,
      domain,
      ticks: ticks(domain, 6),
      tickText: (value) => qualityTick(value, latest),
      share: (value) => (value - domain[0]) / (domain[1] - domain[0] || 1),
      axis: `Up: ${qualityName(latest)}, with 95 % intervals; one grey and shape for each price of 1,000 answers`,
      notes: [
        'Each point is on the examples of its own decision; points are joined where the examples are the same.',
        ...(breaks.length === 0 ? [] : [BREAK_NOTE]),
        ...otherQuestionNote(input),
      ],
    });
  },
};

/** Whether its figures are of the same unit as those of the last one. */
function asToday(history: History, number: number): boolean {
  const [then, now] = [entryOf(history, number), entryOf(history, history.stations.at(-1)!)];
  return then.by === now.by && then.scale.join() === now.scale.join();
}

function otherQuestionNote({ history }: HistoryInput): readonly string[] {
  const others = history.stations.filter((number) => !asToday(history, number));
  return others.length === 0
    ? []
    : [`Not drawn, since what decided or its scale was another: ${others.join(', ')}.`];
}

/** Without those that buy no more than the one below, and without what was measured in another unit. */
function bandsOf({ history }: HistoryInput) {
  const prices = history.prices.map(({ upTo, best }) => ({
    upTo,
    best: best.map((one, column) => (asToday(history, history.stations[column]!) ? one : null)),
  }));
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
    return [`up to ${usd(upTo)} ${nameInSentence(one.name)} ${estimateText(one, entry)}`];
  });
  if (said.length === 0) return 'No price is known.';
  const apart = setsApartText(history);
  return `In the last decision: ${said.join(', ')}.${apart === undefined ? '' : ` ${apart}`}`;
}
