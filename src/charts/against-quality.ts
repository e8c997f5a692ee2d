/** Quality against what it costs, in money or in time, with those marked that nobody beats in both. */
import type { Decision } from '../core/decision.ts';
import { type CostOf, type FrontPoint, type FrontStanding, frontOf } from '../core/front.ts';
import { estimateText, qualityName, qualityOf } from '../core/quality.ts';
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
  /** `cheaper`. */
  readonly less: string;
  /** `costs no more`. */
  readonly noMore: string;
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
  return `${qualityName(decision)}, against the ${axis.label}: ${said.join(', ')}. Where ${onFront(points, axis)}.`;
}

function onFront(points: readonly FrontPoint[], { less }: CostAxis): string {
  return `nobody is both ${less} and better: ${namesInSentence(namesOf(points, 'front'))}`;
}

function notesOf(points: readonly FrontPoint[], decision: Decision, axis: CostAxis): readonly string[] {
  const open = namesOf(points, 'open');
  const beaten = namesOf(points, 'beaten');
  const placed = new Set(points.map(({ name }) => name));
  const unknown = decision.candidates.filter((one) => axis.costOf(one) === undefined).map(({ name }) => name);
  const unrated = decision.candidates
    .filter((one) => qualityOf(one, decision) === undefined && !unknown.includes(one.name))
    .map(({ name }) => name);
  return [
    ...(points.length < 2 ? [] : [`Filled, since ${onFront(points, axis)}.`]),
    ...(open.length === 0
      ? []
      : [
          `Pale, since it is too close to call whether a rival that ${axis.noMore} is better: ${namesInSentence(open)}.`,
        ]),
    ...(beaten.length === 0
      ? []
      : [`Hollow, since a rival that ${axis.noMore} is better: ${namesInSentence(beaten)}.`]),
    ...(unknown.length === 0 ? [] : [`${axis.unknown}: ${namesInSentence(unknown)}.`]),
    ...(unrated.length === 0 || placed.size === 0 ? [] : [`Not rated: ${namesInSentence(unrated)}.`]),
  ];
}

function namesOf(points: readonly FrontPoint[], standing: FrontStanding): readonly string[] {
  return points.filter((point) => point.standing === standing).map(({ name }) => name);
}
