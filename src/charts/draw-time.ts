/// <reference lib="dom" />
/** Values over decisions, a column for each: points with their intervals, joined only where they may be. */
import { dot, link, type Markish, text } from '@observablehq/plot';
import type { Interval } from '../core/decision.ts';
import type { Canvas } from './chart.ts';
import { colours } from './colours.ts';
import { drawPlot } from './draw-plot.ts';
import { fitText } from './fit-text.ts';
import { labelOf } from './names.ts';
import { NOTE_SIZE, notesUnder } from './notes.ts';
import { pointLabels } from './point-labels.ts';
import { textWidth } from './text-width.ts';
import { xLabels } from './x-labels.ts';

export interface TimePoint {
  /** The column, from 0. */
  readonly column: number;
  readonly value: number;
  readonly interval?: Interval;
  readonly filled: boolean;
  /** Of the same measure as the one before it in its series. */
  readonly joined: boolean;
  /** Beside it in the picture; '' for none. */
  readonly label: string;
  readonly title: string;
  readonly href?: string | undefined;
}

export interface TimeSeries {
  readonly colour: string;
  readonly symbol: 'circle' | 'square' | 'triangle' | 'diamond';
  readonly points: readonly TimePoint[];
}

export interface TimeChart {
  readonly title: string;
  readonly description: string;
  /** What stands under each column, the oldest first. */
  readonly columns: readonly string[];
  readonly series: readonly TimeSeries[];
  readonly domain: Interval;
  readonly ticks: readonly number[];
  readonly tickText: (value: number) => string;
  /** 0 for the low end of the domain, 1 for the high one. */
  readonly share: (value: number) => number;
  /** Columns before which a dashed line stands: what is on its two sides is not of one measure. */
  readonly breaks?: readonly number[];
  /** Labels stand in a column at the right: they name whole series. */
  readonly labelsAtEnd?: boolean;
  /** What the axis shows. */
  readonly axis: string;
  readonly notes: readonly string[];
}

const TOP = 30;
/** Points that share a column stand so far apart at the most, in CSS pixels. */
const BESIDE = 12;
const LABEL_SHARE = 0.35;

export function drawTime(canvas: Canvas, chart: TimeChart): SVGSVGElement {
  const { width } = canvas;
  const { columns, series, ticks, tickText, share } = chart;
  const left = Math.ceil(Math.max(...ticks.map((tick) => textWidth(tickText(tick), NOTE_SIZE)))) + 26;
  const all = series.flatMap((one) => one.points.map((point) => ({ ...one, point })));
  const named = all.flatMap(({ point }, i) => (point.label === '' ? [] : [i]));
  const height = Math.max(Math.min(Math.max(width * 0.4, 200), 320), named.length * 14);
  const bottom = TOP + height;
  const y = (value: number) => bottom - Math.min(Math.max(share(value), 0), 1) * height;
  const columnIn = (right: number) => (right - left - 28) / Math.max(columns.length, 1);
  const xTo = (right: number) => (column: number) => left + 14 + columnIn(right) * (column + 0.5);
  const shifts = besideEachOther(all.map(({ point }) => point));
  // Where many share a narrow column, its neighbours keep theirs.
  const shareOfColumn = 0.8 / (2 * Math.max(0.5, ...shifts) + 1);
  const gapIn = (right: number) => Math.min(BESIDE, columnIn(right) * shareOfColumn);
  const place = (right: number) =>
    all.map(({ point }, i) => ({
      x: xTo(right)(point.column) + shifts[i]! * gapIn(right),
      y: y(point.value),
      top: y(point.interval?.[1] ?? point.value),
      bottom: y(point.interval?.[0] ?? point.value),
    }));
  const words = named.map((i) => fitText(labelOf(all[i]!.point.label), width * LABEL_SHARE, NOTE_SIZE));
  const placeNamed = (right: number) => {
    const placed = place(right);
    return named.map((i) => placed[i]!);
  };
  const bounds = { left, right: width - 4, top: TOP - 8, bottom };
  const atFirst = place(bounds.right);
  const { labels, right } = pointLabels(words, placeNamed, {
    bounds,
    joined: [],
    others: {
      points: atFirst.filter((_, i) => !named.includes(i)),
      lines: all.flatMap(({ point }, i) =>
        point.joined && i > 0 ? [[atFirst[i - 1]!, atFirst[i]!] as const] : [],
      ),
    },
    column: chart.labelsAtEnd === true,
  });
  const placed = place(right);
  const radius = Math.min(5, Math.max(3, gapIn(right) * 0.7));
  const notes = notesUnder([`${chart.axis}.`, ...chart.notes], width);
  return drawPlot(canvas, {
    title: chart.title,
    description: chart.description,
    height: Math.ceil(bottom + 26 + notes.height),
    marks: [
      link([...ticks], { x1: left - 8, x2: right, y1: y, y2: y, stroke: colours.line }),
      link([...(chart.breaks ?? [])], {
        x1: (column: number) => xTo(right)(column - 0.5),
        x2: (column: number) => xTo(right)(column - 0.5),
        y1: TOP - 8,
        y2: bottom,
        stroke: colours.ink3,
        strokeDasharray: '4 4',
      }),
      ...joins(all, placed),
      ...labels.flatMap(({ from, x, y: at }) =>
        from === undefined
          ? []
          : [
              link([from], {
                x1: from.x,
                y1: from.y,
                x2: x - 4,
                y2: at,
                stroke: colours.ink3,
                strokeOpacity: 0.6,
              }),
            ],
      ),
      ...all.flatMap(({ colour, symbol, point }, i) =>
        pointMarks({ colour, symbol, point }, placed[i]!, radius),
      ),
      ...(['start', 'end'] as const).map((textAnchor) =>
        text(
          labels.filter(({ anchor }) => anchor === textAnchor),
          { x: 'x', y: 'y', text: 'words', textAnchor, fill: colours.ink },
        ),
      ),
      text([...ticks], {
        x: left - 14,
        y,
        text: tickText,
        textAnchor: 'end',
        fill: colours.ink2,
        fontVariant: 'tabular-nums',
      }),
      xLabels(
        columns.map((_, column) => column),
        { at: xTo(right), words: (column) => columns[column]!, y: bottom + 14, within: [left - 8, width] },
      ),
      notes.mark(bottom + 26),
    ],
  });
}

/** How many places each point is from the middle of its column. */
function besideEachOther(points: readonly TimePoint[]): readonly number[] {
  const byColumn = Map.groupBy(points, ({ column }) => column);
  return points.map((point) => {
    const same = byColumn.get(point.column)!;
    return same.indexOf(point) - (same.length - 1) / 2;
  });
}

type Drawn = Omit<TimeSeries, 'points'> & { readonly point: TimePoint };
type At = { readonly x: number; readonly y: number; readonly top: number; readonly bottom: number };

function joins(all: readonly Drawn[], placed: readonly At[]): readonly Markish[] {
  return all.flatMap(({ point, colour }, i) =>
    point.joined && i > 0
      ? [
          link([point], {
            x1: placed[i - 1]!.x,
            y1: placed[i - 1]!.y,
            x2: placed[i]!.x,
            y2: placed[i]!.y,
            stroke: colour,
            strokeWidth: 1.5,
          }),
        ]
      : [],
  );
}

function pointMarks(
  { colour, symbol, point }: Drawn,
  { x, y, top, bottom }: At,
  r: number,
): readonly Markish[] {
  const shape = { x, y, r, symbol, stroke: colour, strokeWidth: 2 };
  return [
    link([point], {
      x1: x,
      x2: x,
      y1: top,
      y2: bottom,
      stroke: colour,
      strokeWidth: 1.5,
      strokeOpacity: 0.7,
    }),
    // The lines end behind the mark.
    dot([point], { ...shape, fill: colours.paper }),
    dot([point], {
      ...shape,
      fill: colour,
      fillOpacity: point.filled ? 1 : 0,
      title: () => point.title,
      href: () => point.href,
    }),
  ];
}
