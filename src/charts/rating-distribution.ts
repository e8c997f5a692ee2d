/** How often each rating was given: a mean of 3 may be all 3s, or 1s and 5s. */
import { type Markish, rect, ruleY, text } from '@observablehq/plot';
import { candidateLook } from './candidate-looks.ts';
import type { Chart, ChartInput } from './chart.ts';
import { colours } from './colours.ts';
import { drawPlot } from './draw-plot.ts';
import { fitText } from './fit-text.ts';
import { labelOf, nameInSentence } from './names.ts';
import { NOTE_SIZE, notesUnder } from './notes.ts';
import { type Panel, panelsOf } from './panels.ts';
import { judgementOf, type RatingStep, ratingSteps, stepOf } from './rating-steps.ts';
import { textWidth } from './text-width.ts';
import { xLabels } from './x-labels.ts';

export const ratingDistribution: Chart = {
  name: 'rating-distribution',
  title: 'How often each rating was given',
  describe,
  draw(input, canvas) {
    const given = distributions(input);
    if (given.length === 0) return undefined;
    const { width } = canvas;
    const grid = panelsOf(given.length, { width, height: HEIGHT, narrowest: 148, most: 4 });
    const notes = notesUnder(notesOf(input), width);
    const steps = ratingSteps(input.decision);
    const most = Math.max(...given.flatMap(({ counts }) => counts));
    return drawPlot(canvas, {
      title: ratingDistribution.title,
      description: describe(input),
      height: Math.ceil(grid.bottom + notes.height),
      marks: [
        ...given.flatMap((one, i) =>
          panelMarks(one, { input, steps, most, panel: grid.panels[i]!, width: grid.width }),
        ),
        notes.mark(grid.bottom),
      ],
    });
  },
};

const HEIGHT = 150;
/** Within a panel: the floor of the bars, and how high the highest is. */
const FLOOR = 116;
const HIGHEST = 72;

interface Distribution {
  readonly name: string;
  readonly n: number;
  /** Of each step. */
  readonly counts: readonly number[];
}

/** All ratings of all raters, repeats apart, of the candidates that have any. */
function distributions({ decision, evidence }: ChartInput): readonly Distribution[] {
  const steps = ratingSteps(decision);
  return evidence.candidates.flatMap((name, column) => {
    const values = evidence.examples.flatMap(({ cells }) =>
      cells[column]!.ratings.flatMap((rating) => judgementOf(rating, decision) ?? []),
    );
    const counts = steps.map((_, i) => values.filter((value) => stepOf(value, steps) === i).length);
    return values.length === 0 ? [] : [{ name, n: values.length, counts }];
  });
}

function describe(input: ChartInput): string {
  const given = distributions(input);
  if (given.length === 0) return 'No rating is given yet.';
  const steps = ratingSteps(input.decision);
  const said = given.map(({ name, counts }) => {
    const parts = counts.flatMap((count, i) => (count === 0 ? [] : [`${count} \u00d7 ${steps[i]!.label}`]));
    return `${nameInSentence(name)}: ${parts.join(', ')}`;
  });
  return `How often each ${input.decision.by === 'rating' ? 'rating' : 'answer'} was given. ${said.join('; ')}.`;
}

function panelMarks(
  { name, n, counts }: Distribution,
  of: {
    readonly input: ChartInput;
    readonly steps: readonly RatingStep[];
    readonly most: number;
    readonly panel: Panel;
    readonly width: number;
  },
): readonly Markish[] {
  const { panel, width, steps, input } = of;
  const { decision, link } = input;
  const floor = panel.top + FLOOR;
  const step = width / steps.length;
  const middle = (i: number) => panel.left + (i + 0.5) * step;
  const half = Math.min(step * 0.4, 26);
  const label = labelOf(name);
  const total = width < 220 ? String(n) : `${n} ${decision.by === 'rating' ? 'ratings' : 'answers'}`;
  const bars = counts.map((count, i) => ({ count, i, top: floor - (count / of.most) * HIGHEST }));
  return [
    ruleY([floor], { x1: panel.left, x2: panel.left + width, stroke: colours.line }),
    rect(
      bars.filter(({ count }) => count > 0),
      {
        x1: ({ i }: { i: number }) => middle(i) - half,
        x2: ({ i }: { i: number }) => middle(i) + half,
        y1: 'top',
        y2: floor,
        fill: candidateLook(decision, name).colour,
        title: ({ count, i }: { count: number; i: number }) =>
          `${label}: ${count} of ${n} rated ${steps[i]!.label}`,
        href: () => link?.({ candidate: name }),
      },
    ),
    text(
      bars.filter(({ count }) => count > 0 && textWidth(String(of.most), NOTE_SIZE) < step),
      {
        x: ({ i }: { i: number }) => middle(i),
        y: ({ top }: { top: number }) => top - 9,
        text: ({ count }: { count: number }) => String(count),
        fill: colours.ink2,
        fontVariant: 'tabular-nums',
      },
    ),
    text([fitText(label, width - textWidth(total, NOTE_SIZE) - 24, NOTE_SIZE)], {
      x: panel.left,
      y: panel.top + 14,
      textAnchor: 'start',
      fill: colours.ink,
    }),
    text([total], {
      x: panel.left + width,
      y: panel.top + 14,
      textAnchor: 'end',
      fill: colours.ink2,
      fontVariant: 'tabular-nums',
    }),
    xLabels(
      steps.map((_, i) => i),
      {
        at: middle,
        words: (i) => steps[i]!.label,
        y: floor + 13,
        within: [panel.left, panel.left + width],
      },
    ),
  ];
}

function notesOf({ decision, evidence }: ChartInput): readonly string[] {
  const failed = evidence.candidates.flatMap((name, column) => {
    const count = evidence.examples.filter(({ cells }) => cells[column]!.failed).length;
    return count === 0 ? [] : [`${nameInSentence(name)} ${count}`];
  });
  const all = decision.by === 'rating' ? 'ratings' : 'answers';
  return [
    `Above each bar: how often it was given; beside each name: all ${all} of all raters.`,
    ...(failed.length === 0
      ? []
      : [`Without an answer, which counts as the lowest and is no bar: ${failed.join(', ')}.`]),
  ];
}
