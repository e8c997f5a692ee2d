/** What a report says, in its order: the verdict, why, the figures, what was compared, and how it could be wrong. */
import type { Comparison, Decision } from '../core/decision.ts';
import { visibleLine } from '../core/visible.ts';
import { candidateCells, type FigureCell, figuresLegend } from '../core/wording/candidates.ts';
import { cautions, caveats } from '../core/wording/caution.ts';
import { checkRows, detailLines, gateText } from '../core/wording/checks.ts';
import {
  basis,
  comparisonLegend,
  comparisonRows,
  edgesLine,
  trafficLine,
} from '../core/wording/comparisons.ts';
import { firstAttemptLines } from '../core/wording/first-attempts.ts';
import { frontLine } from '../core/wording/front.ts';
import { repeatLines } from '../core/wording/repeats.ts';
import { sliceRows } from '../core/wording/slices.ts';
import { syntheticLines } from '../core/wording/synthetic.ts';
import { APART, anchor, type Block, type Cell, heading, muted, ROWS, text } from './blocks.ts';
import type { ReportData } from './report.ts';
import { sliceNames } from './row-order.ts';

/** What comes first: the reason, and on what it stands. */
export function summaryBlocks({ decision }: ReportData): readonly Block[] {
  return [
    text(visibleLine(decision.verdict.because), ROWS),
    ...caveats(decision).map((line) => text(visibleLine(line), ROWS)),
    muted(basis(decision)),
  ];
}

/** The candidates, what they cost, and who beats whom. */
export function figureBlocks({ decision, evidence }: ReportData): readonly Block[] {
  const slices = sliceNames(evidence.examples);
  const edges = slices.includes('edge') ? anchor('slice', slices.indexOf('edge')) : ROWS;
  return [
    heading('The candidates'),
    candidateTable(decision),
    ...(decision.candidates.every(({ contender }) => contender)
      ? []
      : [muted('Grey: beaten by a rival, or out.')]),
    ...decision.candidates.flatMap(({ name, excluded }) =>
      excluded === undefined ? [] : [text(`${visibleLine(name)} is out: ${visibleLine(excluded)}.`)],
    ),
    ...lines(figuresLegend(decision), muted),
    ...lines(trafficLine(decision), (line) => text(line, ROWS)),
    ...lines(edgesLine(decision), (line) => text(line, edges)),
    ...spendingBlocks(decision),
    ...comparisonBlocks(decision),
    ...sliceTable(decision, slices),
    ...noteBlock(decision),
  ];
}

export function doubtBlocks({ decision, missing }: ReportData): readonly Block[] {
  const doubts = cautions(decision, missing).map(visibleLine);
  return [
    heading('How this could be wrong'),
    doubts.length === 0
      ? text('Nothing that was looked at speaks against it.')
      : { kind: 'list', items: doubts },
  ];
}

/** How the figures were made, and from what. */
export function methodBlocks({ decision, at }: ReportData): readonly Block[] {
  return [
    heading('How it was made'),
    { kind: 'list', items: decision.method },
    muted(`Decided at ${at}. Hash of what was read: ${decision.inputsHash}.`),
  ];
}

function lines(line: string, as: (content: string) => Block): readonly Block[] {
  return line === '' ? [] : [as(line)];
}

function candidateTable({ candidates }: Decision): Block {
  return {
    kind: 'table',
    heads: ['Candidate', 'Rated', 'Rating', 'Acceptable', 'Cost', 'Time', 'Failed'],
    rows: candidates.map((candidate, index) => {
      const cells = candidateCells(candidate);
      const to = anchor('candidate', index);
      return {
        out: !candidate.contender,
        cells: [
          { text: `${visibleLine(candidate.name)}${candidate.incumbent ? ' (current)' : ''}`, to },
          { text: cells.rated, to },
          { ...figureCell(cells.rating), to },
          { ...figureCell(cells.acceptable), to },
          { text: cells.cost, to },
          { text: cells.time, to },
          { text: cells.failed, to },
        ],
      };
    }),
  };
}

function figureCell({ figure, range }: FigureCell): Cell {
  return range === undefined ? { text: figure } : { text: figure, beside: range };
}

/** Price and time in full; a column that nothing is known of is left out. */
function spendingBlocks(decision: Decision): readonly Block[] {
  const all = decision.candidates.map(candidateCells);
  const columns = (
    [
      ['Per 1,000 answers', 'cost'],
      ['Per 1,000 acceptable ones', 'costPerAcceptable'],
      ['Time', 'time'],
      ['First token', 'firstToken'],
      ['Needed no retry', 'firstAttempt'],
    ] as const
  ).filter(([, key]) => all.some((cells) => cells[key] !== 'unknown'));
  if (columns.length === 0) return [];
  return [
    heading('Price and time'),
    {
      kind: 'table',
      heads: ['Candidate', ...columns.map(([head]) => head)],
      rows: decision.candidates.map(({ name, contender }, index) => {
        const to = anchor('candidate', index);
        const cells = columns.map(([, key]) => ({ text: all[index]![key], to }));
        return { out: !contender, cells: [{ text: visibleLine(name), to }, ...cells] };
      }),
    },
    ...lines(frontLine(decision), text),
  ];
}

function comparisonBlocks(decision: Decision): readonly Block[] {
  const rows = comparisonRows(decision);
  if (rows.length === 0) return [];
  return [
    heading('Compared'),
    {
      kind: 'table',
      heads: ['Compared', 'Rated', 'Difference', 'Range that decides', 'Better'],
      rows: rows.map(({ compared, rated, difference, range, better, pair }) => {
        const to = anchor('pair', pair);
        return { cells: [compared, rated, difference, range, better].map((one) => ({ text: one, to })) };
      }),
    },
    muted(comparisonLegend(decision)),
  ];
}

function sliceTable(decision: Decision, names: readonly string[]): readonly Block[] {
  const { rows, left } = sliceRows(decision);
  if (rows.length === 0) return [];
  return [
    heading('By slice'),
    {
      kind: 'table',
      heads: ['Slice', 'Examples', ...decision.candidates.map(({ name }) => visibleLine(name))],
      rows: rows.map(({ slice, n, figures }) => {
        const to = anchor('slice', names.indexOf(slice));
        return {
          cells: [
            { text: visibleLine(slice), to },
            { text: String(n), to },
            ...figures.map(
              (one): Cell => (one === undefined ? { text: 'none' } : { ...figureCell(one), to }),
            ),
          ],
        };
      }),
    },
    ...lines(left, muted),
  ];
}

function noteBlock(decision: Decision): readonly Block[] {
  const items = [
    ...firstAttemptLines(decision),
    ...repeatLines(decision),
    ...syntheticLines(decision).map((line) => [{ text: line, to: APART }]),
  ];
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

/** The automatic checks: no ratings, and but for gates no part of the verdict. */
export function checkBlocks({ decision: { checks = [] } }: ReportData): readonly Block[] {
  if (checks.length === 0) return [];
  const gate = new Map(checks.map((check) => [check.name, gateText(check)]));
  const beside = (range: string) => (range === '' ? {} : { beside: range });
  return [
    heading('Automatic checks'),
    muted('No ratings, and but for gates no part of the verdict.'),
    {
      kind: 'table',
      heads: ['Check', 'Candidate', 'Passed', 'Share', 'Against the best'],
      rows: checkRows(checks).map((row) => ({
        out: row.out,
        cells: [
          { text: visibleLine(row.check), ...beside(gate.get(row.check)!) },
          { text: visibleLine(row.candidate) },
          { text: row.passed },
          { text: row.share === '' ? 'none' : row.share, ...beside(row.range) },
          { text: row.difference, ...beside(row.differenceRange) },
        ],
      })),
    },
    ...checks.flatMap((check): readonly Block[] => {
      const details = detailLines(check);
      return details.lines.length === 0
        ? []
        : [text(`${visibleLine(check.name)}, where most is wrong:`), { kind: 'list', items: details.lines }];
    }),
  ];
}

/** The pair of a comparison among those as picked, in the order of the decision. */
export function pairsOf({ comparisons }: Decision): readonly Comparison[] {
  return comparisons.filter(({ estimand }) => estimand === 'picked');
}
