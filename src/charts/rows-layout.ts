/** Where the parts of a chart of rows stand: names beside their marks where there is room, else above. */
import { fitText } from './fit-text.ts';
import { keptTogether } from './names.ts';
import { NOTE_SIZE } from './notes.ts';
import type { Row, RowGroup } from './row.ts';
import { textWidth } from './text-width.ts';

export interface PlacedRow {
  readonly row: Row;
  readonly faint: boolean;
  /** Of the marks. */
  readonly y: number;
  readonly from: number;
  readonly to: number;
}

export interface PlacedText {
  readonly words: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly pale: boolean;
}

export interface RowsLayout {
  readonly rows: readonly PlacedRow[];
  /** They begin at their x. */
  readonly labels: readonly PlacedText[];
  /** They end at their x. */
  readonly figures: readonly PlacedText[];
  /** The plot itself. */
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  /** The heights that lines across all rows may pass: not where names stand. */
  readonly clear: readonly { readonly from: number; readonly to: number }[];
}

const NAME_SIZE = 13;
const GAP = 14;
const LINE = 16;
/** From here on names stand beside their marks. */
const WIDE = 560;

/** All in CSS pixels; `dense`: many rows, whose names stay beside their marks however narrow it is. */
export function rowsLayout(
  groups: readonly RowGroup[],
  { width, dense }: { readonly width: number; readonly dense: boolean },
): RowsLayout {
  const wide = width >= WIDE;
  const beside = wide || dense;
  const size = dense ? NOTE_SIZE : NAME_SIZE;
  const figureOf = (row: Row) => (wide ? row.figure : dense ? row.shortFigure : row.figure);
  const all = groups.flatMap(({ rows }) => rows);
  const figureWidth = widest(all.map(figureOf), NOTE_SIZE);
  const wanted = Math.max(
    widest(
      all.map(({ names }) => names.join(VERSUS)),
      size,
    ),
    widest(
      all.map(({ said = [] }) => said.join(BETWEEN)),
      NOTE_SIZE,
    ),
  );
  const nameWidth = Math.min(wanted, Math.floor(width * (dense ? 0.34 : 0.4)));
  const beforeFigure = width - figureWidth - GAP;
  // Two names need the line for themselves.
  const figureBelow = !beside && all.some(({ names }) => names.length > 1);
  const nameRoom = beside ? nameWidth : figureBelow ? width : beforeFigure;
  const saidRoom = beside ? nameWidth : figureBelow ? beforeFigure : width;
  const rows: PlacedRow[] = [];
  const labels: PlacedText[] = [];
  const figures: PlacedText[] = [];
  const blocks: { from: number; to: number }[] = [];
  let y = 4;
  for (const { head, rows: own, faint = false } of groups) {
    if (head !== undefined) {
      const [name, more] = head;
      const room = width - textWidth(`${BETWEEN}${more}`, NOTE_SIZE);
      const words = `${keptTogether(fitText(name, room, NOTE_SIZE))}${BETWEEN}${more}`;
      labels.push({ words, x: 0, y: y + 12, size: NOTE_SIZE, pale: true });
      y += 22;
    }
    const from = y;
    for (const row of own) {
      const { height, name, marks } = linesOf({ beside, dense, more: row.said !== undefined });
      labels.push({ words: fitNames(row.names, nameRoom, size), x: 0, y: y + name, size, pale: faint });
      if (row.said !== undefined) {
        const words = fitParts(row.said, saidRoom);
        labels.push({ words, x: 0, y: y + name + LINE, size: NOTE_SIZE, pale: true });
      }
      const figureY = y + (beside ? marks : name + (figureBelow ? LINE : 0));
      figures.push({ words: figureOf(row), x: width, y: figureY, size: NOTE_SIZE, pale: faint });
      rows.push({ row, faint, y: y + marks, from: y, to: y + height });
      y += height;
    }
    blocks.push({ from, to: y });
    if (head !== undefined) y += 8;
  }
  return {
    rows,
    labels,
    figures,
    left: beside ? nameWidth + GAP : 8,
    right: beside ? width - figureWidth - GAP : width - 8,
    bottom: y,
    clear: beside ? blocks : rows.map((row) => ({ from: row.y - 11, to: row.y + 11 })),
  };
}

const VERSUS = ' vs ';
const BETWEEN = ' \u00b7 ';

/** As many of the parts, from the first on, as there is room for. */
function fitParts(parts: readonly string[], room: number): string {
  const fits = parts.map((_, i) => parts.slice(0, parts.length - i).join(BETWEEN));
  return fits.find((some) => textWidth(some, NOTE_SIZE) <= room) ?? fitText(parts[0] ?? '', room, NOTE_SIZE);
}

/** Names that are compared share the room; what one leaves the other gets. */
function fitNames(names: readonly string[], room: number, size: number): string {
  const [first, second] = names;
  if (first === undefined || second === undefined) return fitText(first ?? '', room, size);
  const left = room - textWidth(VERSUS, size);
  const widths = [textWidth(first, size), textWidth(second, size)] as const;
  const beside = (other: number) => Math.max(left / 2, left - other);
  return [fitText(first, beside(widths[1]), size), fitText(second, beside(widths[0]), size)]
    .map(keptTogether)
    .join(VERSUS);
}

/** The height of a row, and where in it the middles of its name and its marks are. */
function linesOf(of: { readonly beside: boolean; readonly dense: boolean; readonly more: boolean }) {
  if (of.dense) return { height: 20, name: 10, marks: 10 };
  const more = of.more ? LINE : 0;
  if (of.beside) return { height: 34 + more / 2, name: 17 - more / 4, marks: 17 + more / 4 };
  return { height: 46 + more, name: 10, marks: 30 + more };
}

function widest(texts: readonly string[], size: number): number {
  return Math.ceil(Math.max(0, ...texts.map((one) => textWidth(one, size))));
}
