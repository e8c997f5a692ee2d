/** What moves in public tables, in the terminal. */
import { FEWEST_DATED, FEWEST_RECORDS, SHORTEST_DAYS, type Trend } from '../core/benchmarks/trends.ts';
import { visibleLine } from '../core/visible.ts';
import { pointsText } from '../core/wording/rank-flips.ts';
import type { TrendsResult } from '../pipeline/benchmarks/trends.ts';
import { table, wrap } from '../report/text-layout.ts';
import type { Terminal } from './terminal.ts';

/** A column this near to the end of its scale can move no more. */
const NEAR_END = 0.95;

export function trendsText({ by, trends }: TrendsResult, { width, paint }: Terminal): string {
  const [told, tooFew] = [trends.filter(isTold), trends.filter((trend) => !isTold(trend))];
  const rows = told.map((trend) => ({
    Column: visibleLine(trend.column.name),
    ...(by === 'all' ? {} : { [by === 'provider' ? 'Provider' : 'Family']: visibleLine(trend.group) }),
    Table: visibleLine(trend.table).slice(0, by === 'all' ? 24 : 16),
    Models: String(trend.dated),
    From: trend.records[0]!.date.slice(0, 7),
    Best: `${figure(trend.records[0]!.value)} to ${figure(trend.records.at(-1)!.value)}${isAtItsEnd(trend) ? ' *' : ''}`,
    'A year': speed(trend),
  }));
  const left = new Set(['Column', 'Provider', 'Family', 'Table', 'From']);
  return [
    ...(rows.length === 0 ? [] : [table(rows, { width, left, paintHead: paint.dim })]),
    ...(told.some(isAtItsEnd) ? ['* near the end of its scale: it can hardly move any more'] : []),
    ...(tooFew.length === 0
      ? []
      : [
          wrap(
            `Too few points for a speed (it takes ${FEWEST_DATED} models with a date, ${SHORTEST_DAYS} days, ${FEWEST_RECORDS} records): ${fewText(tooFew, by)}.`,
            width,
          ),
        ]),
    paint.dim(
      wrap(
        'A year: how the best score so far rises by date (least squares), from where three models are there, in points, percent of the range, where the range is known; with the 95 % interval of models drawn again. A table that begins late shows its first models catching up as if it were progress. It says what public tables show, not what your work would; where intervals overlap, which moves faster is not told. Dates are those in the names of models, else of their rows.',
        width,
      ),
    ),
  ].join('\n\n');
}

function isTold({ perYear }: Trend): boolean {
  return perYear !== undefined;
}

function speed({ pointsPerYear, pointsInterval, perYear, interval }: Trend): string {
  const [value, range] =
    pointsPerYear === undefined ? [perYear!, interval!] : [pointsPerYear, pointsInterval!];
  return `${pointsText(value)} (${range.map(pointsText).join(' to ')})${pointsPerYear === undefined ? ' of its unit' : ''}`;
}

function isAtItsEnd({ records, column: { range, direction } }: Trend): boolean {
  const best = records.at(-1)?.value;
  if (best === undefined || range === undefined) return false;
  return (direction === 'higher' ? best : range - best) >= NEAR_END * range;
}

function fewText(trends: readonly Trend[], by: TrendsResult['by']): string {
  const shown = trends.slice(0, 8).map(({ column, group, table: from, tooFew }) => {
    const of = by === 'all' ? '' : ` of ${group}`;
    return visibleLine(`${column.name}${of} in ${from} (${tooFew})`);
  });
  return `${shown.join('; ')}${trends.length > shown.length ? `; and ${trends.length - shown.length} more` : ''}`;
}

function figure(value: number): string {
  return String(Number(value.toPrecision(4)));
}
