/** A decision for the terminal: the verdict first, then the figures, then how they could be wrong. */
import type { CandidateDecision, Comparison, Decision, Interval } from '../core/decision.ts';
import { visibleLine } from '../core/visible.ts';
import { cautions, type Missing } from './caution.ts';
import { headline, interval, milliseconds, percent, rating, signed, usd, wholePercent } from './figures.ts';
import { type Paint, table, wrap } from './text-layout.ts';

export interface TerminalOptions {
  /** Columns; the figures become lists below 90. */
  readonly width: number;
  readonly paint: Paint;
  readonly missing: Missing;
}

/** The report, ending in a newline. */
export function terminalReport(task: string, decision: Decision, options: TerminalOptions): string {
  const { width, paint } = options;
  const { verdict } = decision;
  const winner = verdict.winner === undefined ? undefined : visibleLine(verdict.winner);
  const blocks = [
    paint.dim(wrap(visibleLine(task), width)),
    paint.bold(headline(verdict.kind, winner, beatenIncumbent(decision))),
    wrap(visibleLine(verdict.because), width),
    paint.dim(wrap(basis(decision), width)),
    candidateBlock(decision, options),
    trafficBlock(decision, options),
    comparisonBlock(decision, options),
    cautionBlock(decision, options),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** The name of what runs now when it is no contender any more though no winner is known. */
function beatenIncumbent({ candidates }: Decision): string | undefined {
  const beaten = candidates.find(({ incumbent, contender, n }) => incumbent && !contender && n > 0);
  return beaten === undefined ? undefined : visibleLine(beaten.name);
}

function basis({ examples, split, looks, confidence }: Decision): string {
  const look =
    looks.planned === 'final' ? 'one look, at the end' : `planned looks ${looks.planned.join(', ')}`;
  return `${examples} ${split} ${examples === 1 ? 'example' : 'examples'}; ${look}; intervals at ${percent(confidence)} confidence`;
}

function candidateBlock(decision: Decision, { width, paint }: TerminalOptions): string {
  const rows = decision.candidates.map((candidate) => ({
    candidate,
    cells: {
      Candidate: `${visibleLine(candidate.name)}${candidate.incumbent ? ' (current)' : ''}`,
      n: String(candidate.n),
      Rating: ratingCell(candidate),
      'Would show': acceptableCell(candidate),
      'per 1,000': candidate.costPer1000Usd === undefined ? 'unknown' : usd(candidate.costPer1000Usd),
      'p50 / p95': latencyCell(candidate),
      Failed: failedCell(candidate),
    },
  }));
  const note = (candidate: CandidateDecision): string =>
    candidate.excluded === undefined ? '' : `out: ${candidate.excluded}`;
  const paintRow = (row: number, text: string) => (rows[row]!.candidate.contender ? text : paint.dim(text));
  const left = new Set(['Candidate']);
  const text = table(
    rows.map((row) => row.cells),
    { width, left, paintHead: paint.dim, paintRow },
  );
  const notes = rows.flatMap(({ candidate }) =>
    note(candidate) === '' ? [] : [wrap(`${visibleLine(candidate.name)} is ${note(candidate)}`, width)],
  );
  return [text, ...notes].join('\n');
}

/** The same candidates weighted to the real traffic, apart from the picked set. */
function trafficBlock({ candidates, by }: Decision, { width, paint }: TerminalOptions): string {
  const show = by === 'rating' ? rating : percent;
  const figures = candidates.flatMap(({ name, traffic }) =>
    traffic === undefined
      ? []
      : [`${visibleLine(name)} ${show(traffic.mean)} (${interval(traffic.interval, show)})`],
  );
  if (figures.length === 0) return '';
  return paint.dim(wrap(`Weighted to your real traffic: ${figures.join(', ')}`, width));
}

function ratingCell({ rating: figure }: CandidateDecision): string {
  return figure === undefined ? '-' : `${rating(figure.mean)} (${interval(figure.interval, rating)})`;
}

function acceptableCell({ acceptable }: CandidateDecision): string {
  return acceptable === undefined
    ? '-'
    : `${percent(acceptable.rate)} (${interval(acceptable.interval, wholePercent)})`;
}

function latencyCell({ latencyMs }: CandidateDecision): string {
  return latencyMs === undefined
    ? 'unknown'
    : `${milliseconds(latencyMs.p50)} / ${milliseconds(latencyMs.p95)}`;
}

function failedCell({ statuses }: CandidateDecision): string {
  const bad = (['error', 'refused', 'truncated', 'empty'] as const).filter((status) => statuses[status] > 0);
  return bad.length === 0 ? '0' : bad.map((status) => `${statuses[status]} ${status}`).join(', ');
}

function comparisonBlock({ comparisons, by, scale }: Decision, { width, paint }: TerminalOptions): string {
  const picked = comparisons.filter(({ estimand, n }) => estimand === 'picked' && n > 0);
  if (picked.length === 0) return '';
  const show = (value: number) => signed(value, by);
  const rows = picked.map(betterFirst).map((one) => ({
    Compared: `${visibleLine(one.a)} \u2212 ${visibleLine(one.b)}`,
    n: String(one.n),
    Difference: show(one.difference),
    Interval: interval(one.interval, show),
    'Interval that decides': interval(one.decisionInterval, show),
    Better: one.winner === null ? 'too close' : visibleLine(one.winner),
  }));
  const unit =
    by === 'rating' ? `rating, ${scale[0]} to ${scale[1]}` : 'share that would be shown, points of percent';
  const head = paint.dim(wrap(`Compared on the same examples (${unit})`, width));
  return `${head}\n${table(rows, { width, left: new Set(['Compared']), paintHead: paint.dim })}`;
}

/** People read "better minus worse" at a glance; the Decision itself keeps the config's order. */
function betterFirst(one: Comparison): Comparison {
  if (one.difference >= 0) return one;
  const mirrored = ([low, high]: Interval): Interval => [-high, -low];
  return {
    ...one,
    a: one.b,
    b: one.a,
    difference: -one.difference,
    interval: mirrored(one.interval),
    decisionInterval: mirrored(one.decisionInterval),
  };
}

function cautionBlock(decision: Decision, { width, paint, missing }: TerminalOptions): string {
  const lines = cautions(decision, missing);
  if (lines.length === 0) return '';
  const list = lines.map((line) => wrap(visibleLine(line), width, { first: '- ', rest: '  ' }));
  return [paint.dim('How this could be wrong'), ...list].join('\n');
}
