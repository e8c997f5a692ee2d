/** Who gave what, where several raters rated the same answers. */
import { type Markish, rect, text } from '@observablehq/plot';
import { coefficient } from '../core/wording/figures.ts';
import type { Chart, ChartInput } from './chart.ts';
import { colours } from './colours.ts';
import { drawPlot } from './draw-plot.ts';
import { fitText } from './fit-text.ts';
import { labelOf, namesInSentence } from './names.ts';
import { NOTE_SIZE, notesUnder } from './notes.ts';
import { judgementOf, type RatingStep, ratingSteps, stepOf } from './rating-steps.ts';
import { textWidth } from './text-width.ts';
import { xLabels } from './x-labels.ts';

export const agreement: Chart = {
  name: 'agreement',
  title: 'What raters gave the same answers',
  describe,
  draw(input, canvas) {
    const both = ratedTwice(input);
    if (both.length === 0) return undefined;
    const { width } = canvas;
    const steps = ratingSteps(input.decision);
    const indent = 14 + Math.max(...steps.map(({ label }) => textWidth(label, NOTE_SIZE)));
    const size = Math.min(Math.floor((width - indent - 2) / steps.length), 52);
    const bottom = TOP + size * steps.length;
    const names = ratersOf(both);
    const [across, up] =
      names.length === 2 ? names.map(labelOf) : (['the lower of the two ratings', 'the higher'] as const);
    const notes = notesUnder(notesOf(both, input), width);
    const axis = { x: 0, textAnchor: 'start', fill: colours.ink2 } as const;
    return drawPlot(canvas, {
      title: agreement.title,
      description: describe(input),
      height: Math.ceil(bottom + 46 + notes.height),
      marks: [
        text([fitText(`Up: ${up}`, width, NOTE_SIZE)], { ...axis, y: 10 }),
        ...cellMarks(both, { input, steps, size, left: indent, bottom }),
        text([...steps], {
          x: indent - 8,
          y: (_: RatingStep, i: number) => bottom - (i + 0.5) * size,
          text: 'label',
          textAnchor: 'end',
          fill: colours.ink2,
        }),
        xLabels(
          steps.map((_, i) => i),
          {
            at: (i) => indent + (i + 0.5) * size,
            words: (i) => steps[i]!.label,
            y: bottom + 13,
            within: [0, width],
          },
        ),
        text([fitText(`Across: ${across}`, width, NOTE_SIZE)], { ...axis, y: bottom + 34 }),
        notes.mark(bottom + 42),
      ],
    });
  },
};

const TOP = 24;

interface RatedTwice {
  readonly example: string;
  readonly raters: readonly [string, string];
  /** Of the first and the second by name; of more than two raters the lower and the higher. */
  readonly values: readonly [number, number];
}

/** Every answer once for each two of its raters. */
function ratedTwice({ decision, evidence }: ChartInput): readonly RatedTwice[] {
  const pairs = evidence.examples.flatMap(({ id, cells }) =>
    cells.flatMap(({ ratings }) => {
      const own = ratings
        .flatMap((rating) => {
          const value = judgementOf(rating, decision);
          return value === undefined ? [] : [{ rater: rating.rater, trial: rating.trial, value }];
        })
        .sort((x, y) => (x.rater < y.rater ? -1 : 1));
      return own.flatMap((one, i) =>
        own
          .slice(i + 1)
          .filter(({ trial, rater }) => trial === one.trial && rater !== one.rater)
          .map(
            (other): RatedTwice => ({
              example: id,
              raters: [one.rater, other.rater],
              values: [one.value, other.value],
            }),
          ),
      );
    }),
  );
  if (ratersOf(pairs).length <= 2) return pairs;
  return pairs.map((pair) => ({
    ...pair,
    values: [Math.min(...pair.values), Math.max(...pair.values)],
  }));
}

function ratersOf(pairs: readonly RatedTwice[]): readonly string[] {
  return [...new Set(pairs.flatMap(({ raters }) => raters))].sort();
}

function describe(input: ChartInput): string {
  const both = ratedTwice(input);
  if (both.length === 0) return 'No answer is rated by more than one rater.';
  const { by, scale, agreement: known } = input.decision;
  const within = (most: number) => both.filter(({ values: [x, y] }) => Math.abs(x - y) <= most).length;
  const close = Math.max(1, Math.round((scale[1] - scale[0]) / 10));
  const near = by === 'rating' ? `, and no more than ${close} apart in ${within(close)}` : '';
  const alpha = known === undefined ? '' : ` Krippendorff's alpha is ${coefficient(known.alpha)}.`;
  return `${namesInSentence(ratersOf(both))} gave the same in ${within(0)} of ${both.length} pairs of ratings${near}.${alpha}`;
}

function cellMarks(
  both: readonly RatedTwice[],
  of: {
    readonly input: ChartInput;
    readonly steps: readonly RatingStep[];
    readonly size: number;
    readonly left: number;
    readonly bottom: number;
  },
): readonly Markish[] {
  const { steps, size, left, bottom } = of;
  const link = of.input.link;
  const cells = steps.flatMap((_, x) =>
    steps.map((__, y) => {
      const own = both.filter(
        ({ values }) => stepOf(values[0], steps) === x && stepOf(values[1], steps) === y,
      );
      const examples = [...new Set(own.map(({ example }) => example))];
      return { x, y, count: own.length, examples };
    }),
  );
  type Cell = (typeof cells)[number];
  const most = Math.max(...cells.map(({ count }) => count));
  const box = {
    x1: ({ x }: Cell) => left + x * size + 1,
    x2: ({ x }: Cell) => left + (x + 1) * size - 1,
    y1: ({ y }: Cell) => bottom - y * size - 1,
    y2: ({ y }: Cell) => bottom - (y + 1) * size + 1,
  };
  const used = cells.filter(({ count }) => count > 0);
  return [
    rect(
      cells.filter(({ x, y }) => x === y),
      { ...box, fill: 'none', stroke: colours.ink3 },
    ),
    rect(used, {
      ...box,
      fill: colours.accent,
      fillOpacity: ({ count }: Cell) => 0.08 + (0.37 * count) / most,
      title: ({ x, y, count }: Cell) => `${steps[x]!.label} and ${steps[y]!.label}: ${count}`,
      // A cell of several examples leads nowhere: no target stands for them all.
      href: ({ examples }: Cell) => (examples.length === 1 ? link?.({ example: examples[0]! }) : undefined),
    }),
    text(used, {
      x: ({ x }: Cell) => left + (x + 0.5) * size,
      y: ({ y }: Cell) => bottom - (y + 0.5) * size,
      text: ({ count }: Cell) => String(count),
      fill: colours.ink,
      fontVariant: 'tabular-nums',
      pointerEvents: 'none',
    }),
  ];
}

function notesOf(both: readonly RatedTwice[], input: ChartInput): readonly string[] {
  const more = ratersOf(both).length === 2 ? '' : ', and with more than two raters once for each two of them';
  return [`Framed: the same rating. An answer counts once${more}.`, describe(input)];
}
