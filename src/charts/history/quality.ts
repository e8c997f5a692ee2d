/** How good each model is, by family, where it entered: all on the set of the last decision. */
import type { ModelHistory } from '../../core/history/models.ts';
import { estimateText, qualityName, qualityTick } from '../../core/quality.ts';
import { drawTime, type TimePoint } from '../draw-time.ts';
import { labelOf, nameInSentence } from '../names.ts';
import { roundOut, ticks } from '../ticks.ts';
import { columnsOf, entryOf, type HistoryChart, type HistoryInput, lookOf } from './history-chart.ts';

type Placed = ModelHistory & { readonly score: NonNullable<ModelHistory['score']> };

export const qualityOverTime: HistoryChart = {
  name: 'quality-over-time',
  title: 'Quality of each model, where it entered',
  describe,
  draw(input, canvas) {
    const { history } = input;
    const models = comparable(input);
    const latest = latestOf(input);
    if (latest === undefined || models.length === 0) return undefined;
    const ends = models.flatMap(({ score }) => [...score.interval]);
    const domain = roundOut([Math.min(...ends), Math.max(...ends)]);
    const families = [...new Set(models.map(({ family }) => family))];
    return drawTime(canvas, {
      title: qualityOverTime.title,
      description: describe(input),
      columns: columnsOf(history),
      series: families.map((family, i) => ({
        ...lookOf(i),
        points: models.filter((one) => one.family === family).map((one) => pointOf(one, input)),
      })),
      domain,
      ticks: ticks(domain, 6),
      tickText: (value) => qualityTick(value, latest),
      share: (value) => (value - domain[0]) / (domain[1] - domain[0] || 1),
      axis: `Up: ${qualityName(latest)}, on the set of decision ${latest.number}, with 95 % intervals; across: the decision in which a model entered`,
      notes: [
        `One colour and shape for each family: ${families.map(labelOf).join(', ')}.`,
        ...(models.some(({ score }) => score.kind === 'linked')
          ? [
              'Hollow: measured on an earlier set and linked to this one; the interval has the error of the link in it.',
            ]
          : []),
        ...apartNote(input),
      ],
    });
  },
};

function latestOf({ history }: HistoryInput) {
  const number = history.stations.at(-1);
  return number === undefined ? undefined : entryOf(history, number);
}

function comparable({ history }: HistoryInput): readonly Placed[] {
  return history.models.flatMap((model) => {
    const { score } = model;
    return score === undefined || score.kind === 'apart' ? [] : [{ ...model, score }];
  });
}

function apartNote({ history }: HistoryInput): readonly string[] {
  const apart = history.models.filter(({ score }) => score?.kind === 'apart');
  return apart.length === 0
    ? []
    : [
        `Not drawn, since nothing links them to this set: ${apart.map(({ name }) => labelOf(name)).join(', ')}.`,
      ];
}

function pointOf(model: Placed, input: HistoryInput): TimePoint {
  const { history, link } = input;
  const { name, score, entered } = model;
  const latest = latestOf(input)!;
  const column = history.stations.findIndex((number) => number >= entered.decision);
  const linked = score.kind === 'linked' ? `, linked by ${score.shared} of ${score.of} examples` : '';
  return {
    column: Math.max(0, column),
    value: score.mean,
    interval: score.interval,
    filled: score.kind === 'direct',
    joined: false,
    label: name,
    title: `${labelOf(name)}: ${estimateText(score, latest)}${linked}`,
    href: link?.(entered.decision),
  };
}

function describe(input: HistoryInput): string {
  const latest = latestOf(input);
  const models = comparable(input);
  if (latest === undefined || models.length === 0) return 'No model is rated yet.';
  const figures = models.map(
    ({ name, score, entered }) =>
      `${nameInSentence(name)} ${estimateText(score, latest)} since ${entered.at.slice(0, 10)}${score.kind === 'linked' ? ' (linked)' : ''}`,
  );
  return `${qualityName(latest)} with 95 % intervals: ${figures.join(', ')}.`;
}
