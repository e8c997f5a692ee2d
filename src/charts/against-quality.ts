/** Quality against what it costs, in money or in time, with those marked that nobody beats in both. */
import type { Decision } from '../core/decision.ts';
import { type CostOf, type FrontPoint, type FrontStanding, frontOf } from '../core/front.ts';
import { estimateText, qualityName, qualityOf } from '../core/quality.ts';
import { capital } from '../core/wording/figures.ts';
import type { Chart, ChartInput } from './chart.ts';
import { drawFront } from './draw-front.ts';
import { nameInSentence, namesInSentence } from './names.ts';

export interface CostAxis {
  readonly name: string;
  readonly title: string;
  readonly costOf: CostOf;
  readonly show: (cost: number) => string;
  /** `cost of 1,000 answers`. */
  readonly label: string;
  /** `cheapest`. */
  readonly least: string;
  /** `costs no more`, `cost no more`. */
  readonly noMore: { readonly singular: string; readonly plural: string };
  /** `Price unknown`. */
  readonly unknown: string;
}

/** The chart over such an axis. */
export function againstQuality(axis: CostAxis): Chart {
  const describe = ({ decision }: ChartInput) => description(frontOf(decision, axis.costOf), decision, axis);
  return {
    name: axis.name,
    title: axis.title,
    describe,
    draw(input, canvas) {
      const { decision } = input;
      const points = frontOf(decision, axis.costOf);
      if (points.length === 0) return undefined;
      const { title, show, label } = axis;
      const notes = notesOf(points, decision, axis);
      return drawFront(
        { title, description: describe(input), points, show, axis: label, notes },
        input,
        canvas,
      );
    },
  };
}

function description(points: readonly FrontPoint[], decision: Decision, axis: CostAxis): string {
  if (points.length === 0) return `No candidate is rated and has a known ${axis.label}.`;
  const said = points.map(
    (point) => `${nameInSentence(point.name)} ${estimateText(point, decision)} at ${axis.show(point.cost)}`,
  );
  const standings = standingNotes(points, axis, ['', '', '']);
  return [
    `${qualityName(decision)}, against the ${axis.label}: ${said.join(', ')}.`,
    ...standings.map(capital),
  ].join(' ');
}

/** What the three kinds of point mean, each with its points; `marks` say how they are drawn. */
function standingNotes(
  points: readonly FrontPoint[],
  { noMore, least }: CostAxis,
  [filled, pale, hollow]: readonly [string, string, string],
): readonly string[] {
  const note = (mark: string, standing: FrontStanding, meaning: string) => {
    const names = points.filter((point) => point.standing === standing).map(({ name }) => name);
    return names.length === 0 ? [] : [`${mark}${meaning}: ${namesInSentence(names)}.`];
  };
  return [
    ...note(filled, 'front', `better than all that ${noMore.plural}, or the ${least}`),
    ...note(pale, 'open', `not shown to be better than one that ${noMore.singular}`),
    ...note(hollow, 'beaten', `out, or a rival that ${noMore.singular} is better`),
  ];
}

function notesOf(points: readonly FrontPoint[], decision: Decision, axis: CostAxis): readonly string[] {
  const placed = new Set(points.map(({ name }) => name));
  const unknown = decision.candidates.filter((one) => axis.costOf(one) === undefined).map(({ name }) => name);
  const unrated = decision.candidates
    .filter((one) => qualityOf(one, decision) === undefined && !unknown.includes(one.name))
    .map(({ name }) => name);
  return [
    ...(points.length < 2 ? [] : standingNotes(points, axis, ['Filled, ', 'Pale, ', 'Hollow, '])),
    ...(points.filter(({ bestMeasured }) => bestMeasured).length < 2
      ? []
      : [`Dotted: from the ${axis.least} to the best, those that are measured better than all before them.`]),
    ...(unknown.length === 0 ? [] : [`${axis.unknown}: ${namesInSentence(unknown)}.`]),
    ...(unrated.length === 0 || placed.size === 0 ? [] : [`Not rated: ${namesInSentence(unrated)}.`]),
  ];
}
