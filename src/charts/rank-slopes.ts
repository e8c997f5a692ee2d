/// <reference lib="dom" />
/** The public order on the left, your own on the right, and a line for every candidate between them. */
import { link, type Markish, rect, text } from '@observablehq/plot';
import type { ComparedColumn, RankedCandidate } from '../core/benchmarks/compare.ts';
import { FAR_POINTS, NEAR_POINTS, SURE_POINTS } from '../core/benchmarks/rank-flips.ts';
import { flipText } from '../core/wording/rank-flips.ts';
import type { Chart, ChartTarget } from './chart.ts';
import { colours } from './colours.ts';
import { drawPlot } from './draw-plot.ts';
import { fitText } from './fit-text.ts';
import { keptTogether, labelOf, nameInSentence } from './names.ts';
import { NOTE_SIZE, notesUnder } from './notes.ts';

export interface RankSlopesInput {
  readonly compared: ComparedColumn;
  /** The address of what a line stands for; undefined where there is none. */
  readonly link?: (target: ChartTarget) => string | undefined;
}

export const rankSlopes: Chart<RankSlopesInput> = {
  name: 'rank-slopes',
  title: 'The public order, and yours',
  describe,
  draw(input, canvas) {
    const { ranks } = input.compared;
    if (ranks.length < 2 || ranks.length > MOST) return undefined;
    const { width } = canvas;
    const lines = placed(input);
    // Narrow, the names need what the lines can spare.
    const side = Math.floor(Math.min(width * (width < 500 ? NARROW_SIDE : SIDE), 260));
    const notes = notesUnder(
      [axisNote(input), ...(lines.some(({ strong }) => strong) ? [STRONG_NOTE] : []), CROSS_NOTE],
      width,
    );
    const bottom = TOP + ranks.length * ROW;
    return drawPlot(canvas, {
      title: rankSlopes.title,
      description: describe(input),
      height: Math.ceil(bottom + notes.height),
      marks: [
        ...heads(width, side),
        ...lines.flatMap((line) => marksOf(line, { width, side })),
        ...labels(lines, { width, side }),
        notes.mark(bottom),
        // Over all the others: whoever points at a name means its candidate.
        ...hitAreas(lines, { width, side }),
      ],
    });
  },
};

/** Of so many lines nothing can be read; the table below has them all. */
const MOST = 60;
const TOP = 30;
const ROW = 22;
/** Of the width, for the names of one side. */
const SIDE = 0.37;
const NARROW_SIDE = 0.42;
const STRONG_NOTE = `Strong: pairs within ${NEAR_POINTS} points in the table and ${FAR_POINTS} or more apart here, each with its interval beyond ${SURE_POINTS}.`;
const CROSS_NOTE = 'Lines that cross are no finding of themselves: close pairs cross by chance.';

interface Line {
  readonly of: RankedCandidate;
  readonly label: string;
  readonly left: number;
  readonly right: number;
  /** Part of a pair that is close there and far apart here. */
  readonly strong: boolean;
  readonly title: string;
  readonly href: string | undefined;
}

interface Frame {
  readonly width: number;
  /** Room for the names on each side. */
  readonly side: number;
}

function placed({ compared, link: address }: RankSlopesInput): readonly Line[] {
  const { ranks, flips, column } = compared;
  const strong = new Set((flips?.flips ?? []).flatMap(({ a, b }) => [a, b]));
  const here = [...ranks].sort((a, b) => a.ownRank - b.ownRank);
  const y = (at: number) => TOP + (at + 0.5) * ROW;
  return ranks.map((of, at) => ({
    of,
    label: labelOf(of.candidate),
    left: y(at),
    right: y(here.indexOf(of)),
    strong: strong.has(of.candidate),
    title: `${keptTogether(labelOf(of.candidate))}: ${of.publicRank} by ${keptTogether(labelOf(column.name))}, ${of.ownRank} here`,
    href: address?.({ candidate: of.candidate }),
  }));
}

function heads(width: number, side: number): readonly Markish[] {
  const head = (x: number, words: string, textAnchor: 'start' | 'end') =>
    text([words], { x, y: TOP / 2 - 2, fill: colours.ink2, fontSize: NOTE_SIZE, textAnchor });
  return [head(side, 'in public', 'end'), head(width - side, 'on your work', 'start')];
}

function marksOf({ left, right, strong }: Line, { width, side }: Frame): readonly Markish[] {
  return [
    link([0], {
      x1: side + GAP,
      x2: width - side - GAP,
      y1: left,
      y2: right,
      stroke: strong ? colours.accent : colours.ink3,
      strokeWidth: strong ? 2.5 : 1,
      strokeOpacity: strong ? 1 : 0.7,
    }),
  ];
}

const GAP = 6;

function labels(lines: readonly Line[], { width, side }: Frame): readonly Markish[] {
  const of = (from: 'left' | 'right') =>
    lines.map((line) => {
      const rank = from === 'left' ? line.of.publicRank : line.of.ownRank;
      const name = keptTogether(fitText(line.label, side - 34, NOTE_SIZE));
      return { y: line[from], words: from === 'left' ? `${name}  ${rank}` : `${rank}  ${name}` };
    });
  const mark = (from: 'left' | 'right') =>
    text(of(from), {
      x: from === 'left' ? side : width - side,
      y: 'y',
      text: 'words',
      fill: colours.ink,
      fontSize: NOTE_SIZE,
      fontVariant: 'tabular-nums',
      textAnchor: from === 'left' ? 'end' : 'start',
    });
  return [mark('left'), mark('right')];
}

function hitAreas(lines: readonly Line[], { width, side }: Frame): readonly Markish[] {
  const area = (from: 'left' | 'right') =>
    rect([...lines], {
      x1: from === 'left' ? 0 : width - side,
      x2: from === 'left' ? side : width,
      y1: (line: Line) => line[from] - ROW / 2,
      y2: (line: Line) => line[from] + ROW / 2,
      fill: 'transparent',
      title: 'title',
      href: 'href',
    });
  return [area('left'), area('right')];
}

function axisNote({ compared: { column, ranks } }: RankSlopesInput): string {
  return `Ranks among ${ranks.length} candidates with both: by ${nameInSentence(column.name)} in the table, and by your own means.`;
}

/** So many are named in a sentence. */
const NAMED = 6;

function describe({ compared: { ranks, flips, agreement } }: RankSlopesInput): string {
  if (ranks.length < 2) return 'No two candidates have both a public score and ratings.';
  const told = ranks
    .slice(0, NAMED)
    .map(
      ({ candidate, publicRank, ownRank }) =>
        `${nameInSentence(candidate)} ${publicRank} there and ${ownRank} here`,
    );
  const more = ranks.length > NAMED ? `, and ${ranks.length - NAMED} more` : '';
  const first = flips?.flips[0];
  const flip =
    first === undefined
      ? ''
      : ` ${flipText({ ...first, a: nameInSentence(first.a), b: nameInSentence(first.b) })}.`;
  return `Rank in public and here: ${told.join('; ')}${more}. ${agreement.claim}${flip}`;
}
