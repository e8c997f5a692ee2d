/** Whether longer answers are rated higher: every rated answer by its length, candidate by candidate. */
import { dot, link as linkMark, type Markish, text } from '@observablehq/plot';
import type { Decision } from '../core/decision.ts';
import { qualityTick } from '../core/quality.ts';
import { coefficient } from '../core/wording/figures.ts';
import { candidateLook } from './candidate-looks.ts';
import type { Chart, ChartInput } from './chart.ts';
import { colours } from './colours.ts';
import { type CostScale, costScale } from './cost-scale.ts';
import { drawPlot } from './draw-plot.ts';
import { fitText } from './fit-text.ts';
import { labelOf, nameInSentence } from './names.ts';
import { NOTE_SIZE, notesUnder } from './notes.ts';
import { type Panel, panelsOf } from './panels.ts';
import { judgementOf } from './rating-steps.ts';
import { textWidth } from './text-width.ts';
import { ticks } from './ticks.ts';
import { xLabels } from './x-labels.ts';

export const lengthRating: Chart = {
  name: 'length-rating',
  title: 'Length of the answer against its rating',
  describe,
  draw(input, canvas) {
    const { decision } = input;
    const answers = ratedAnswers(input);
    const own = [...Map.groupBy(answers, ({ candidate }) => candidate)];
    if (own.length === 0) return undefined;
    const { width } = canvas;
    const yTicks = ticks(decision.scale, 5);
    const indent = 18 + Math.max(...yTicks.map((tick) => textWidth(qualityTick(tick, decision), NOTE_SIZE)));
    const grid = panelsOf(own.length, { width, height: HEIGHT, narrowest: 220, most: 3, indent });
    const scale = costScale(
      answers.map(({ length }) => length),
      { range: [6, grid.width - 6], ticks: 5 },
    );
    const notes = notesUnder(notesOf(input, scale), width);
    return drawPlot(canvas, {
      title: lengthRating.title,
      description: describe(input),
      height: Math.ceil(grid.bottom + notes.height),
      marks: [
        ...own.flatMap(([name, rows], i) =>
          panelMarks({ name, rows, input, yTicks, scale, panel: grid.panels[i]!, width: grid.width }),
        ),
        notes.mark(grid.bottom),
      ],
      crowd: true,
    });
  },
};

const HEIGHT = 176;
/** Within a panel: between the lowest and the highest rating. */
const FLOOR = 138;
const CEILING = 40;
const RADIUS = 3;

interface RatedAnswer {
  readonly candidate: string;
  readonly example: string;
  readonly length: number;
  /** The mean of its raters. */
  readonly value: number;
}

function ratedAnswers({ decision, evidence }: ChartInput): readonly RatedAnswer[] {
  return evidence.candidates.flatMap((candidate, column) =>
    evidence.examples.flatMap(({ id, cells }) => {
      const { outputs, ratings } = cells[column]!;
      return outputs.flatMap(({ trial, status, length }) => {
        const values = ratings
          .filter((rating) => rating.trial === trial)
          .flatMap((rating) => judgementOf(rating, decision) ?? []);
        if (length === undefined || status === 'error' || values.length === 0) return [];
        const value = values.reduce((sum, one) => sum + one, 0) / values.length;
        return [{ candidate, example: id, length, value }];
      });
    }),
  );
}

function describe(input: ChartInput): string {
  const own = [...Map.groupBy(ratedAnswers(input), ({ candidate }) => candidate)];
  if (own.length === 0) return 'No rated answer has a known length.';
  const said = own.map(([name, rows]) => {
    const lengths = rows.map(({ length }) => length).sort((x, y) => x - y);
    return `${nameInSentence(name)} ${count(lengths[Math.floor((lengths.length - 1) / 2)]!)}`;
  });
  return [`Characters of the answer in the middle: ${said.join(', ')}.`, correlation(input.decision)]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** '' where the decision gives none. */
function correlation({ lengthCorrelation = [] }: Decision): string {
  if (lengthCorrelation.length === 0) return '';
  const said = lengthCorrelation.map(
    ({ rater, n, r }) => `${nameInSentence(rater)} ${coefficient(r)} (n ${n})`,
  );
  return `Correlation of length and rating within a candidate, \u22121 to 1: ${said.join(', ')}.`;
}

function panelMarks(of: {
  readonly name: string;
  readonly rows: readonly RatedAnswer[];
  readonly input: ChartInput;
  readonly yTicks: readonly number[];
  readonly scale: CostScale;
  readonly panel: Panel;
  readonly width: number;
}): readonly Markish[] {
  const { panel, width, scale, rows, yTicks } = of;
  const { decision, link } = of.input;
  const [low, high] = decision.scale;
  const at = (length: number) => panel.left + scale.at(length);
  const y = (value: number) => panel.top + FLOOR - ((value - low) / (high - low)) * (FLOOR - CEILING);
  const { colour } = candidateLook(decision, of.name);
  const label = labelOf(of.name);
  return [
    linkMark([...yTicks], { x1: panel.left, x2: panel.left + width, y1: y, y2: y, stroke: colours.line }),
    text([fitText(label, width, NOTE_SIZE)], {
      x: panel.left,
      y: panel.top + 14,
      textAnchor: 'start',
      fill: colours.ink,
    }),
    ...(panel.first
      ? [
          text([...yTicks], {
            x: panel.left - 10,
            y,
            text: (tick: number) => qualityTick(tick, decision),
            textAnchor: 'end',
            fill: colours.ink2,
          }),
        ]
      : []),
    dot(sideBySide(rows, { at, y }), {
      x: 'x',
      y: 'y',
      r: RADIUS,
      fill: colour,
      fillOpacity: 0.35,
      stroke: colour,
      title: ({ row }: { row: RatedAnswer }) =>
        `${label}: ${count(row.length)} characters, rated ${qualityTick(Number(row.value.toFixed(2)), decision)}`,
      href: ({ row }: { row: RatedAnswer }) => link?.({ example: row.example, candidate: row.candidate }),
    }),
    xLabels(scale.ticks, {
      at,
      words: count,
      y: panel.top + FLOOR + 20,
      within: [panel.left, panel.left + width],
    }),
  ];
}

/** Answers of one length and rating would hide each other: they stand one above the other, a little apart. */
function sideBySide(
  rows: readonly RatedAnswer[],
  { at, y }: { readonly at: (length: number) => number; readonly y: (value: number) => number },
) {
  const places = rows.map((row) => ({ row, x: at(row.length), y: y(row.value) }));
  const stacks = Map.groupBy(places, (one) => `${Math.round(one.x / RADIUS)} ${Math.round(one.y)}`);
  return [...stacks.values()].flatMap((stack) =>
    stack.map((one, i) => ({
      ...one,
      y: one.y + Math.ceil(i / 2) * (i % 2 === 0 ? 1 : -1) * Math.min(RADIUS, 16 / stack.length),
    })),
  );
}

function notesOf({ decision }: ChartInput, scale: CostScale): readonly string[] {
  const up = decision.by === 'rating' ? 'the rating' : 'whether it is acceptable';
  const all = correlation(decision);
  return [
    `Across: characters of the answer${scale.log ? ', on a log scale' : ''}; up: ${up}. A dot is an answer.`,
    ...(all === '' ? [] : [all]),
  ];
}

function count(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}
