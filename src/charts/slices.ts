/** Where each candidate is strong and weak: its mean in every slice. */
import { estimateText, qualityName, qualityText, qualityTick } from '../core/quality.ts';
import { percent } from '../core/wording/figures.ts';
import { FEW, MOST_PARTS, type Part, partsOf } from '../core/wording/slices.ts';
import { candidateLook } from './candidate-looks.ts';
import type { Chart, ChartInput } from './chart.ts';
import { drawRows } from './draw-rows.ts';
import { labelOf, nameInSentence } from './names.ts';
import type { Row, RowGroup } from './row.ts';
import { ticks } from './ticks.ts';

export const slices: Chart = {
  name: 'slices',
  title: 'Slice by slice',
  describe,
  draw(input, canvas) {
    const { decision } = input;
    const all = partsOf(decision);
    if (all.length === 0) return undefined;
    const shown = all.slice(0, MOST_PARTS);
    return drawRows(canvas, {
      title: slices.title,
      description: describe(input),
      groups: shown.map((slice) => groupOf(slice, input)),
      domain: decision.scale,
      ticks: ticks(decision.scale, 6),
      tickText: (value) => qualityTick(value, decision),
      axis: `${qualityName(decision)}; line: ${percent(decision.confidence)} interval`,
      notes: notesOf(all),
      dense: true,
    });
  },
};

function describe({ decision }: ChartInput): string {
  const all = partsOf(decision);
  if (all.length === 0) return 'No slice has rated examples yet.';
  const enough = all.filter(({ n }) => n >= FEW).slice(0, 3);
  const said = enough.map(({ name, n, estimates }) => {
    const figures = estimates.map(
      ({ candidate, mean }) => `${nameInSentence(candidate)} ${qualityText(mean, decision)}`,
    );
    return `${nameInSentence(name)} (${examplesText(n)}): ${figures.join(', ')}`;
  });
  const start = `${qualityName(decision)}, in ${all.length === 1 ? '1 slice' : `${all.length} slices`}`;
  if (said.length === 0) return `${start}, none of which has ${FEW} rated examples.`;
  const largest = all.length > said.length ? ', the largest first' : '';
  return `${start}${largest}. ${said.join('; ')}.`;
}

function groupOf({ name, n, estimates }: Part, { decision, link }: ChartInput): RowGroup {
  const faint = n < FEW;
  const slice = labelOf(name);
  const href = link?.({ slice: name });
  return {
    head: [slice, `${examplesText(n)}${faint ? ', too few to read' : ''}`],
    faint,
    rows: estimates.map(({ candidate, ...estimate }): Row => {
      const label = labelOf(candidate);
      const figure = estimateText(estimate, decision);
      return {
        names: [label],
        figure,
        shortFigure: qualityText(estimate.mean, decision),
        mean: estimate.mean,
        interval: estimate.interval,
        ...candidateLook(decision, candidate),
        filled: true,
        title: `${slice}, ${label}: ${figure}, ${estimate.n} rated`,
        href,
      };
    }),
  };
}

function notesOf(all: readonly Part[]): readonly string[] {
  const rest = all.slice(MOST_PARTS);
  return [
    ...(all.slice(0, MOST_PARTS).some(({ n }) => n < FEW)
      ? [`Grey and hollow: fewer than ${FEW} rated examples.`]
      : []),
    ...(rest.length === 0
      ? []
      : [
          `Not shown: ${rest.length} more ${rest.length === 1 ? 'slice' : 'slices'} of at most ${examplesText(rest[0]!.n)}.`,
        ]),
  ];
}

function examplesText(n: number): string {
  return n === 1 ? '1 example' : `${n} examples`;
}
