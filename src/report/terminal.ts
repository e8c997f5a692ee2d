/** A decision for the terminal: the verdict first, then the figures, then how they could be wrong. */
import type { CandidateDecision, Decision } from '../core/decision.ts';
import { visibleLine } from '../core/visible.ts';
import { candidateCells, type FigureCell, figuresLegend } from '../core/wording/candidates.ts';
import { cautions, caveats, type Missing } from '../core/wording/caution.ts';
import {
  basis,
  comparisonLegend,
  comparisonRows,
  edgesLine,
  trafficLine,
} from '../core/wording/comparisons.ts';
import { firstAttemptLines } from '../core/wording/first-attempts.ts';
import { frontLine } from '../core/wording/front.ts';
import { headline } from '../core/wording/headline.ts';
import { repeatLines } from '../core/wording/repeats.ts';
import { sliceRows } from '../core/wording/slices.ts';
import { spendingLines } from '../core/wording/spending.ts';
import { syntheticLines } from '../core/wording/synthetic.ts';
import { checkDetailText, checksTable } from './checks.ts';
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
  const blocks = [
    paint.dim(wrap(`Task: ${visibleLine(task)}`, width)),
    paint.bold(wrap(headline(decision), width)),
    wrap(visibleLine(verdict.because), width),
    ...caveats(decision).map((line) => wrap(visibleLine(line), width)),
    paint.dim(wrap(basis(decision), width)),
    candidateBlock(decision, options),
    lineBlock(decision, options),
    comparisonBlock(decision, options),
    sliceBlock(decision, options),
    noteBlock(decision, options),
    checkBlock(decision, options),
    cautionBlock(decision, options),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function candidateBlock(decision: Decision, { width, paint }: TerminalOptions): string {
  const rows = decision.candidates.map((candidate) => {
    const cells = candidateCells(candidate);
    return {
      candidate,
      cells: {
        Candidate: `${visibleLine(candidate.name)}${candidate.incumbent ? ' (current)' : ''}`,
        Rated: cells.rated,
        Rating: withRange(cells.rating),
        Acceptable: withRange(cells.acceptable),
        Cost: cells.cost,
        Time: cells.time,
        Failed: cells.failed,
      },
    };
  });
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
  const meaning = figuresLegend(decision);
  const explained = meaning === '' ? [] : [paint.dim(wrap(meaning, width))];
  return [text, ...notes, ...explained].join('\n');
}

function lineBlock(decision: Decision, { width, paint }: TerminalOptions): string {
  return [trafficLine(decision), edgesLine(decision), ...spendingLines(decision), frontLine(decision)]
    .filter((line) => line !== '')
    .map((line) => paint.dim(wrap(line, width)))
    .join('\n');
}

function withRange({ figure, range }: FigureCell): string {
  return range === undefined ? figure : `${figure} (${range})`;
}

function comparisonBlock(decision: Decision, { width, paint }: TerminalOptions): string {
  const rows = comparisonRows(decision).map((row) => ({
    Compared: row.compared,
    Rated: row.rated,
    Difference: row.difference,
    'Range that decides': row.range,
    Better: row.better,
  }));
  if (rows.length === 0) return '';
  const head = paint.dim(wrap(comparisonLegend(decision), width));
  return `${head}\n${table(rows, { width, left: new Set(['Compared']), paintHead: paint.dim })}`;
}

function sliceBlock(decision: Decision, { width, paint }: TerminalOptions): string {
  const { rows, left } = sliceRows(decision);
  if (rows.length === 0) return '';
  const cells = rows.map(({ slice, n, figures }) => ({
    Slice: visibleLine(slice),
    Examples: String(n),
    ...Object.fromEntries(
      decision.candidates.map(({ name }, i) => [
        visibleLine(name),
        figures[i] ? withRange(figures[i]) : 'none',
      ]),
    ),
  }));
  const text = table(cells, { width, left: new Set(['Slice']), paintHead: paint.dim });
  return [paint.dim('By slice'), text, ...(left === '' ? [] : [paint.dim(wrap(left, width))])].join('\n');
}

/** What retries and repeats did, where there were any. */
function noteBlock(decision: Decision, { width }: TerminalOptions): string {
  const lines = [...firstAttemptLines(decision), ...repeatLines(decision), ...syntheticLines(decision)];
  return lines.map((line) => wrap(line, width)).join('\n');
}

function checkBlock({ checks = [], confidence }: Decision, options: TerminalOptions): string {
  if (checks.length === 0) return '';
  const gated = checks.some(({ gate }) => gate) ? ' but for gates' : '';
  const head = options.paint.dim(
    wrap(`Automatic checks: no ratings, and no part of the verdict${gated}.`, options.width),
  );
  const details = checkDetailText(checks, options);
  return `${head}\n${checksTable(checks, confidence, options)}${details === '' ? '' : `\n\n${details}`}`;
}

function cautionBlock(decision: Decision, { width, paint, missing }: TerminalOptions): string {
  const lines = cautions(decision, missing);
  if (lines.length === 0) return '';
  const list = lines.map((line) => wrap(visibleLine(line), width, { first: '- ', rest: '  ' }));
  return [paint.dim('How this could be wrong'), ...list].join('\n');
}
