/// <reference lib="dom" />
/** Points of quality against cost, with a line through those that nobody beats in both, as measured. */
import { dot, line, link, type Markish, ruleX, text } from '@observablehq/plot';
import type { Decision } from '../core/decision.ts';
import type { FrontPoint } from '../core/front.ts';
import { estimateText, qualityName, qualityTick } from '../core/quality.ts';
import { percent } from '../core/wording/figures.ts';
import { candidateLook } from './candidate-looks.ts';
import type { Canvas, ChartInput } from './chart.ts';
import { colours } from './colours.ts';
import { costScale } from './cost-scale.ts';
import { drawPlot } from './draw-plot.ts';
import { fitText } from './fit-text.ts';
import { labelOf } from './names.ts';
import { NOTE_SIZE, notesUnder } from './notes.ts';
import { type PlacedPoint, type PointLabel, pointLabels } from './point-labels.ts';
import { textWidth } from './text-width.ts';
import { ticks } from './ticks.ts';
import { xLabels } from './x-labels.ts';

export interface FrontPicture {
  readonly title: string;
  readonly description: string;
  readonly points: readonly FrontPoint[];
  readonly show: (cost: number) => string;
  /** What the axis of cost shows. */
  readonly axis: string;
  readonly notes: readonly string[];
}

const TOP = 30;
/** Of the width, for the longest name. */
const LABEL_SHARE = 0.4;

export function drawFront(
  picture: FrontPicture,
  { decision, link: address }: ChartInput,
  canvas: Canvas,
): SVGSVGElement {
  const { width } = canvas;
  const { points } = picture;
  // The whole scale, as in the other charts: a part of it makes small differences look large.
  const domain = decision.scale;
  const yTicks = ticks(domain, 6);
  const tickText = (value: number) => qualityTick(value, decision);
  const left = Math.ceil(Math.max(...yTicks.map((tick) => textWidth(tickText(tick), NOTE_SIZE)))) + 22;
  const height = Math.max(Math.min(Math.max(width * 0.45, 210), 320), points.length * 18 + 12);
  const bottom = TOP + height;
  const y = (value: number) => bottom - ((value - domain[0]) / (domain[1] - domain[0])) * height;
  const scaleTo = (right: number) =>
    costScale(
      points.map(({ cost }) => cost),
      { range: [left, right], ticks: width < 500 ? 4 : 6 },
    );
  const place = (right: number): readonly PlacedPoint[] => {
    const { at } = scaleTo(right);
    return sideBySide(
      points.map(({ cost, mean, interval: [low, high] }) => ({
        x: at(cost),
        y: y(mean),
        top: y(high),
        bottom: y(low),
      })),
    );
  };
  const words = points.map(({ name }) => fitText(labelOf(name), width * LABEL_SHARE, NOTE_SIZE));
  const bounds = { left, right: width - 8, top: TOP - 8, bottom };
  const { labels, right } = pointLabels(words, place, { bounds, joined: joinedBy(points) });
  const scale = scaleTo(right);
  const placed = place(right);
  const notes = notesUnder(
    [
      `Across: ${picture.axis}${scale.log ? ', on a log scale' : ''}. Upright lines: ${percent(decision.confidence)} intervals.`,
      ...picture.notes,
    ],
    width,
  );
  return drawPlot(canvas, {
    title: picture.title,
    description: picture.description,
    height: Math.ceil(bottom + 26 + notes.height),
    marks: [
      link([...yTicks], {
        x1: left - 8,
        x2: right,
        y1: y,
        y2: y,
        stroke: colours.line,
      }),
      ruleX(scale.ticks.map(scale.at), { y1: bottom, y2: bottom + 4, stroke: colours.ink3 }),
      line(
        joinedBy(points).map((index) => placed[index]!),
        { x: 'x', y: 'y', stroke: colours.ink3, strokeDasharray: '2 4' },
      ),
      leaders(labels),
      ...points.flatMap((point, i) => pointMarks(point, placed[i]!, { picture, decision, address })),
      ...textsOf(labels),
      ...textsOf([
        ...yTicks.map((tick) => ({
          words: tickText(tick),
          x: left - 14,
          y: y(tick),
          anchor: 'end' as const,
          pale: true,
        })),
        { words: fitText(qualityName(decision), width, NOTE_SIZE), x: 0, y: 10, anchor: 'start', pale: true },
      ]),
      xLabels(scale.ticks, { at: scale.at, words: picture.show, y: bottom + 14, within: [left - 8, width] }),
      notes.mark(bottom + 26),
    ],
  });
}

/** Nearer than this, in CSS pixels, one mark hides another. */
const CLEAR = 10;

/** Points that would hide each other stand side by side; half of them may then be a few pixels off their cost. */
function sideBySide(points: readonly PlacedPoint[]): readonly PlacedPoint[] {
  const groups: number[][] = [];
  for (const [i, point] of points.entries()) {
    const near = groups.find((group) =>
      group.some((j) => Math.abs(points[j]!.x - point.x) < CLEAR && Math.abs(points[j]!.y - point.y) < CLEAR),
    );
    if (near === undefined) groups.push([i]);
    else near.push(i);
  }
  const moved = new Map(
    groups.flatMap((group) => {
      const middle = group.reduce((sum, i) => sum + points[i]!.x, 0) / group.length;
      return group.length === 1
        ? []
        : group
            .toSorted((i, j) => points[i]!.x - points[j]!.x)
            .map((i, place) => [i, middle + (place - (group.length - 1) / 2) * CLEAR] as const);
    }),
  );
  return points.map((point, i) => ({ ...point, x: moved.get(i) ?? point.x }));
}

/** The points that nobody is both cheaper and better than as measured, the cheapest first. */
function joinedBy(points: readonly FrontPoint[]): readonly number[] {
  return points
    .flatMap(({ bestMeasured }, index) => (bestMeasured ? [index] : []))
    .sort((i, j) => points[i]!.cost - points[j]!.cost);
}

function leaders(labels: readonly PointLabel[]): Markish {
  return link(
    labels.flatMap(({ x, y, from }) => (from === undefined ? [] : [{ x, y, from }])),
    {
      x1: ({ from }: { from: PlacedPoint }) => from.x,
      y1: ({ from }: { from: PlacedPoint }) => from.y,
      x2: ({ x }: { x: number }) => x - 4,
      y2: 'y',
      stroke: colours.ink3,
      strokeOpacity: 0.6,
    },
  );
}

/** Filled where it is better than all that cost no more, pale where that is open, hollow and small where a rival beats it in both. */
function pointMarks(
  point: FrontPoint,
  { x, y, top, bottom }: PlacedPoint,
  of: { readonly picture: FrontPicture; readonly decision: Decision; readonly address: ChartInput['link'] },
): readonly Markish[] {
  const { colour, symbol } = candidateLook(of.decision, point.name);
  const beaten = point.standing === 'beaten';
  const shape = { x, y, r: beaten ? 4 : 5.5, symbol, stroke: colour, strokeWidth: 2 };
  const words = `${labelOf(point.name)}: ${estimateText(point, of.decision)}, ${of.picture.show(point.cost)}`;
  return [
    link([point], {
      x1: x,
      x2: x,
      y1: top,
      y2: bottom,
      stroke: colour,
      strokeWidth: 2,
      strokeOpacity: beaten ? 0.5 : 1,
    }),
    // The lines end behind the mark.
    dot([point], { ...shape, fill: colours.paper }),
    dot([point], {
      ...shape,
      fill: colour,
      fillOpacity: { front: 1, open: 0.3, beaten: 0 }[point.standing],
      title: () => words,
      href: () => of.address?.({ candidate: point.name }),
    }),
  ];
}

function textsOf(
  texts: readonly (Pick<PointLabel, 'words' | 'x' | 'y' | 'anchor'> & { readonly pale?: boolean })[],
): readonly Markish[] {
  return (['start', 'end'] as const).map((textAnchor) =>
    text(
      texts.filter(({ anchor }) => anchor === textAnchor),
      {
        x: 'x',
        y: 'y',
        text: 'words',
        textAnchor,
        fill: ({ pale }: { pale?: boolean }) => (pale === true ? colours.ink2 : colours.ink),
      },
    ),
  );
}
