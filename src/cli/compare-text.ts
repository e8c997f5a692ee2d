/** Public against own ranks in the terminal. */
import type { ComparedColumn, ComparedTable, CompareResult } from '../core/benchmarks/compare.ts';
import { visibleLine } from '../core/visible.ts';
import { interval, percent, rating, wholePercent } from '../core/wording/figures.ts';
import { flipsSentence, flipText, HOW_COMMON } from '../core/wording/rank-flips.ts';
import { table, wrap } from '../report/text-layout.ts';
import { count } from './app.ts';
import { scoreText } from './benchmarks-text.ts';
import type { Terminal } from './terminal.ts';

/** So many pairs are listed; --json has all. */
const MOST_FLIPS = 20;

export function compareText(result: CompareResult, terminal: Terminal): string {
  const { width, paint } = terminal;
  const { by, examples, confidence, tables } = result;
  const own = by === 'rating' ? 'mean ratings' : 'shares of acceptable answers';
  const any = tables.some(({ columns }) => columns.length > 0);
  return [
    wrap(
      `Public scores beside your own ${own} on ${count(examples, 'example')}. Points are percent of the range of a score; intervals are ${Number((100 * confidence).toPrecision(4))} %, of your own figures alone.`,
      width,
    ),
    ...tables.map((one) => tableText(one, { by, terminal })),
    ...(any ? [paint.dim(wrap(HOW_COMMON, width))] : []),
  ].join('\n\n');
}

interface Options {
  readonly by: CompareResult['by'];
  readonly terminal: Terminal;
}

function tableText({ name, source, date, flags, columns }: ComparedTable, options: Options): string {
  const { width, paint } = options.terminal;
  const head = wrap(visibleLine(`${name}${date === undefined ? '' : ` (${date})`}, from ${source}`), width);
  if (columns.length === 0)
    return `${paint.bold(head)}\n${wrap('No two candidates have both a score in it and ratings of yours.', width, { first: '  ', rest: '  ' })}`;
  return [
    paint.bold(head),
    ...flags.map(({ text }) => wrap(visibleLine(`Picked: ${text}`), width, { first: '  ', rest: '    ' })),
    ...columns.map((column) => columnBlock(column, options)),
  ].join('\n');
}

function columnBlock(compared: ComparedColumn, { by, terminal }: Options): string {
  const { width, paint } = terminal;
  const { column, ranks, agreement, flips } = compared;
  const says = (text: string) => wrap(visibleLine(text), width, { first: '  ', rest: '    ' });
  const rows = ranks.map((one) => ({
    [`  ${visibleLine(column.name)}`]: `  ${visibleLine(one.candidate)}`,
    There: scoreText(one.public),
    Rank: String(one.publicRank),
    Here:
      by === 'rating'
        ? `${rating(one.own.mean)} (${interval(one.own.interval, rating)})`
        : `${percent(one.own.mean)} (${interval(one.own.interval, wholePercent)})`,
    'Own rank': String(one.ownRank),
  }));
  const listed = flips?.flips ?? [];
  return [
    '',
    table(rows, { width, left: new Set([`  ${visibleLine(column.name)}`]), paintHead: paint.dim }),
    says(agreement.claim),
    says(flipsSentence(compared)),
    ...listed
      .slice(0, MOST_FLIPS)
      .map((flip) => wrap(visibleLine(flipText(flip)), width, { first: '    ', rest: '      ' })),
    ...(listed.length > MOST_FLIPS ? [`    and ${listed.length - MOST_FLIPS} more`] : []),
  ].join('\n');
}
