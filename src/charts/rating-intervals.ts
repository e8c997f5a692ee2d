/** How each candidate is rated, and how surely: means with their intervals, the best first. */
import type { CandidateDecision, Decision } from '../core/decision.ts';
import {
  estimateText,
  type Quality,
  qualityName,
  qualityOf,
  qualityText,
  qualityTick,
} from '../core/quality.ts';
import { percent } from '../core/wording/figures.ts';
import { candidateLook } from './candidate-looks.ts';
import type { Chart, ChartInput } from './chart.ts';
import { drawRows } from './draw-rows.ts';
import { labelOf, nameInSentence, namesInSentence } from './names.ts';
import type { Row } from './row.ts';
import { ticks } from './ticks.ts';

export const ratingIntervals: Chart = {
  name: 'rating-intervals',
  title: 'How each candidate is rated',
  describe,
  draw(input, canvas) {
    const { decision } = input;
    const rated = ratedFirst(decision);
    if (rated.length === 0) return undefined;
    return drawRows(canvas, {
      title: ratingIntervals.title,
      description: describe(input),
      groups: [{ rows: rated.map((one) => rowOf(one, input)) }],
      domain: decision.scale,
      ticks: ticks(decision.scale, 6),
      tickText: (value) => qualityTick(value, decision),
      axis: `${qualityName(decision)}; line: ${percent(decision.confidence)} interval`,
      notes: notesOf(decision),
    });
  },
};

interface Rated extends Quality {
  readonly candidate: CandidateDecision;
}

/** The rated candidates, the best first. */
function ratedFirst(decision: Decision): readonly Rated[] {
  return decision.candidates
    .flatMap((candidate) => {
      const quality = qualityOf(candidate, decision);
      return quality === undefined ? [] : [{ candidate, ...quality }];
    })
    .sort((x, y) => y.mean - x.mean);
}

function describe({ decision }: ChartInput): string {
  const rated = ratedFirst(decision);
  if (rated.length === 0) return 'No candidate is rated yet.';
  const figures = rated.map((one) => `${nameInSentence(one.candidate.name)} ${estimateText(one, decision)}`);
  const level = `with ${percent(decision.confidence)} intervals`;
  return `${qualityName(decision)}, ${level}: ${figures.join(', ')}.${best(decision)}`;
}

function best({ contenders, candidates }: Decision): string {
  if (candidates.length < 2 || contenders.length === 0) return '';
  return contenders.length === candidates.length
    ? ' Each of them may be the best.'
    : ` ${contenders.length === 1 ? 'The best' : 'May be the best'}: ${namesInSentence(contenders)}.`;
}

function rowOf({ candidate, ...quality }: Rated, { decision, link }: ChartInput): Row {
  const { name, n } = candidate;
  const figure = estimateText(quality, decision);
  const standing = standingOf(candidate, decision);
  const label = labelOf(name);
  return {
    names: [label],
    said: [...standing, `${n} rated`],
    figure,
    shortFigure: qualityText(quality.mean, decision),
    ...quality,
    ...candidateLook(decision, name),
    filled: candidate.contender,
    title: [`${label}: ${figure}`, ...standing, `${n} rated`].join(', '),
    href: link?.({ candidate: name }),
  };
}

function standingOf(
  { incumbent, contender, excluded }: CandidateDecision,
  decision: Decision,
): readonly string[] {
  const { contenders, candidates } = decision;
  const best =
    candidates.length < 2 || contenders.length === candidates.length || !contender
      ? []
      : [contenders.length === 1 ? 'best' : 'may be best'];
  return [...best, ...(excluded === undefined ? [] : ['out']), ...(incumbent ? ['current'] : [])];
}

function notesOf({ candidates, contenders }: Decision): readonly string[] {
  const unrated = candidates.filter(({ n }) => n === 0).map(({ name }) => name);
  return [
    ...(candidates.length > 1
      ? ['Lines that overlap settle nothing: see each against each, on the same examples.']
      : []),
    ...(contenders.length < candidates.length && candidates.length > 1
      ? ['Filled: may be the best; hollow: a rival is better, or it is out.']
      : []),
    ...candidates.flatMap(({ name, excluded }) =>
      excluded === undefined ? [] : [`${nameInSentence(name)} is out: ${labelOf(excluded)}.`],
    ),
    ...(unrated.length === 0 ? [] : [`Not rated: ${namesInSentence(unrated)}.`]),
  ];
}
