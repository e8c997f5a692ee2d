/** Names of points in a plane: beside them where there is room, else in a column at the right with a line to each. */
import { NOTE_SIZE } from './notes.ts';
import { type Box, placeLabels, spread } from './place-labels.ts';
import { textWidth } from './text-width.ts';

/** In CSS pixels, with the ends of the line through it. */
export interface PlacedPoint {
  readonly x: number;
  readonly y: number;
  readonly top: number;
  readonly bottom: number;
}

export interface PointLabel {
  readonly words: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
  /** Where the line to the point begins; absent beside it. */
  readonly from?: PlacedPoint;
}

const DOT = 7;
const LEADER = 24;
const LINE = 18;

/**
 * The labels, clear of the line through `joined` where that can be, and the right end of the plane that they leave; `place` gives the points of a plane that ends there. Both in the
 * order of `words`.
 */
export function pointLabels(
  words: readonly string[],
  place: (right: number) => readonly PlacedPoint[],
  {
    bounds,
    joined,
    others = { points: [], lines: [] },
    column: atEnd = false,
  }: {
    readonly bounds: Box;
    readonly joined: readonly number[];
    /** Points without a name, and lines, that no name should lie on. */
    readonly others?: {
      readonly points: readonly PlacedPoint[];
      readonly lines: readonly (readonly [PlacedPoint, PlacedPoint])[];
    };
    /** All of them in the column: they are ends of lines, which would run through what stands beside a point. */
    readonly column?: boolean;
  },
): { readonly labels: readonly PointLabel[]; readonly right: number } {
  const widths = words.map((one) => textWidth(one, NOTE_SIZE));
  const points = place(bounds.right);
  const obstacles = [...points, ...others.points].flatMap(({ x, y, top, bottom }) => [
    { left: x - DOT, right: x + DOT, top: y - DOT, bottom: y + DOT },
    { left: x - 2, right: x + 2, top, bottom },
  ]);
  const wanted = points.map(({ x, y }, i) => ({ x, y, width: widths[i]! }));
  const alongLine = [joined.map((index) => points[index]!), ...others.lines].flatMap(boxesAlong);
  const places = atEnd
    ? undefined
    : (placeLabels(wanted, { bounds, obstacles: [...obstacles, ...alongLine] }) ??
      placeLabels(wanted, { bounds, obstacles }));
  if (places !== undefined)
    return { labels: places.map((one, i) => ({ ...one, words: words[i]! })), right: bounds.right };
  const column = bounds.right - Math.max(...widths);
  const right = column - LEADER;
  const narrower = place(right - DOT);
  const heights = spread(
    narrower.map(({ y }) => y),
    LINE,
    [bounds.top + LINE / 2, bounds.bottom - LINE / 2],
  );
  return {
    labels: narrower.map((from, i) => ({
      words: words[i]!,
      x: column,
      y: heights[i]!,
      anchor: 'start',
      from,
    })),
    right: right - DOT,
  };
}

/** Small boxes that cover the line from point to point. */
function boxesAlong(points: readonly PlacedPoint[]): readonly Box[] {
  return points.slice(1).flatMap((to, i) => {
    const from = points[i]!;
    const count = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 4);
    return Array.from({ length: count }, (_, step) => {
      const x = from.x + ((to.x - from.x) * (step + 0.5)) / count;
      const y = from.y + ((to.y - from.y) * (step + 0.5)) / count;
      return { left: x - 2, right: x + 2, top: y - 2, bottom: y + 2 };
    });
  });
}
