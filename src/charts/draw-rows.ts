/// <reference lib="dom" />
/** Rows of a name, an interval and its figure: the form of all charts that compare means. */
import { dot, link, type Markish, rect, ruleX, text } from '@observablehq/plot';
import type { Interval } from '../core/decision.ts';
import type { Canvas } from './chart.ts';
import { colours } from './colours.ts';
import { drawPlot } from './draw-plot.ts';
import { notesUnder } from './notes.ts';
import type { RowGroup } from './row.ts';
import { type PlacedRow, type PlacedText, type RowsLayout, rowsLayout } from './rows-layout.ts';
import { xLabels } from './x-labels.ts';

export interface RowsChart {
  readonly title: string;
  readonly description: string;
  readonly groups: readonly RowGroup[];
  readonly domain: Interval;
  readonly ticks: readonly number[];
  readonly tickText: (value: number) => string;
  /** What the axis shows. */
  readonly axis: string;
  readonly notes: readonly string[];
  /** A shaded range, and a line that the intervals are held against. */
  readonly band?: Interval;
  readonly zero?: number;
  /** Many rows: low ones, whose names stay beside them however narrow it is. */
  readonly dense?: boolean;
}

export function drawRows(canvas: Canvas, chart: RowsChart): SVGSVGElement {
  const { width } = canvas;
  const { domain } = chart;
  const layout = rowsLayout(chart.groups, { width, dense: chart.dense === true });
  const { left, right, bottom } = layout;
  const at = (value: number) => {
    const share = (value - domain[0]) / (domain[1] - domain[0]);
    return left + Math.min(Math.max(share, 0), 1) * (right - left);
  };
  const notes = notesUnder([`${chart.axis}.`, ...chart.notes], width);
  const notesTop = bottom + 24;
  return drawPlot(canvas, {
    title: chart.title,
    description: chart.description,
    height: Math.ceil(notesTop + notes.height),
    marks: [
      ...background(chart, at, layout.clear),
      ...layout.rows.flatMap((placed) => marksOf(placed, at)),
      textsOf(layout.labels, 'start'),
      textsOf(layout.figures, 'end'),
      xLabels(chart.ticks, { at, words: chart.tickText, y: bottom + 12, within: [0, width] }),
      notes.mark(notesTop),
      // Over all the others: whoever points at any part of a row means the row.
      rect([...layout.rows], {
        x1: 0,
        x2: width,
        y1: 'from',
        y2: 'to',
        fill: 'transparent',
        title: ({ row }: PlacedRow) => row.title,
        href: ({ row }: PlacedRow) => row.href,
      }),
    ],
  });
}

type Position = (value: number) => number;

function background({ band, ticks, zero }: RowsChart, at: Position, clear: RowsLayout['clear']) {
  return clear.flatMap(({ from, to }): readonly Markish[] => {
    const upTo = { y1: from, y2: to };
    const zeros = zero === undefined ? [] : [at(zero)];
    return [
      rect(band === undefined ? [] : [band], {
        ...upTo,
        x1: ([low]: Interval) => at(low),
        x2: ([, high]: Interval) => at(high),
        fill: colours.line,
        fillOpacity: 0.6,
      }),
      ruleX(ticks.map(at), { ...upTo, stroke: colours.line }),
      ruleX(zeros, { ...upTo, stroke: colours.ink3, strokeWidth: 1.5 }),
    ];
  });
}

function marksOf({ row, y, faint }: PlacedRow, at: Position): readonly Markish[] {
  const colour = faint ? colours.ink3 : row.colour;
  const line = ([low, high]: Interval, strokeWidth: number, strokeOpacity: number) =>
    link([row], {
      x1: at(low),
      x2: at(high),
      y1: y,
      y2: y,
      stroke: colour,
      strokeWidth,
      strokeOpacity,
      strokeLinecap: 'butt',
    });
  return [
    ...(row.thick === undefined ? [] : [line(row.thick, 9, 0.3)]),
    faint ? line(row.interval, 1, 0.6) : line(row.interval, 2, 1),
    dot([row], {
      x: at(row.mean),
      y,
      r: 4.5,
      symbol: row.symbol,
      fill: row.filled && !faint ? colour : colours.paper,
      stroke: colour,
      strokeWidth: 2,
    }),
  ];
}

function textsOf(texts: readonly PlacedText[], textAnchor: 'start' | 'end'): Markish {
  return text([...texts], {
    x: 'x',
    y: 'y',
    text: 'words',
    fill: ({ pale }: PlacedText) => (pale ? colours.ink2 : colours.ink),
    fontSize: 'size',
    fontVariant: 'tabular-nums',
    textAnchor,
  });
}
