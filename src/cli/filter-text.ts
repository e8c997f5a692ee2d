/** What may be left out of a run, and why, in the terminal. */
import {
  FEWEST_MODELS,
  type FilteredCandidate,
  POOR_PERCENTILE,
  type TableStanding,
} from '../core/benchmarks/filter.ts';
import { plainName } from '../core/benchmarks/model-names.ts';
import { shellWord } from '../core/shell-word.ts';
import { visibleLine } from '../core/visible.ts';
import type { FilterResult } from '../pipeline/benchmarks/filter.ts';
import { wrap } from '../report/text-layout.ts';
import { count } from './app.ts';
import { scoreText } from './benchmarks-text.ts';
import type { Terminal } from './terminal.ts';

const RULE = `A candidate may be skipped when it is poor in every public table that it stands in, and two of these are independent (of different sources, and no copies of each other): in all columns of quality its score, at the better end of its interval where the table gives one, is below the lowest quarter (the ${POOR_PERCENTILE}th percentile) of the models there, of ${FEWEST_MODELS} or more; above the highest where lower is better.`;

export function filterText({ candidates, run, skip, tables }: FilterResult, terminal: Terminal): string {
  const { width, paint } = terminal;
  const head =
    skip.length === 0
      ? `Nobody is poor in every public table: run all ${candidates.length}.`
      : `${skip.map(visibleLine).join(', ')} may be skipped: poor in every public table that measured ${skip.length === 1 ? 'it' : 'them'}.`;
  return [
    paint.bold(wrap(head, width)),
    ...candidates.map((one) => candidateText(one, terminal)),
    wrap(RULE, width),
    ...(skip.length === 0 ? [] : [commandText(run, candidates.length)]),
    paint.dim(
      wrap(
        `By ${count(tables.length, 'table')}: ${tables.map(visibleLine).join(', ')}. This is a proposal: nothing is changed, and no order is meant.`,
        width,
      ),
    ),
  ].join('\n\n');
}

function candidateText(
  { candidate, because, tables }: FilteredCandidate,
  { width, paint }: Terminal,
): string {
  const verdict = {
    poor: 'skip',
    incumbent: 'run: poor everywhere, but it is what runs now, and stays to be compared with',
    'not-poor-everywhere': 'run',
    'one-source': 'run: poor, but by one measurement alone',
    'not-in-a-table': 'run: in no table that could say anything of it',
  }[because];
  const says = (text: string) => wrap(visibleLine(text), width, { first: '  ', rest: '    ' });
  // What keeps it in is what a reader asks for; of who is skipped, everything.
  const told = because === 'not-poor-everywhere' ? tables.filter(({ poor }) => !poor).slice(0, 1) : tables;
  return [
    because === 'poor'
      ? paint.bold(visibleLine(`${candidate}: ${verdict}`))
      : wrap(visibleLine(`${candidate}: ${verdict}`), width),
    ...told.map((table) => says(standingText(candidate, table))),
  ].join('\n');
}

/** `board (2024-07-31), as gpt-4o-2024-08-06: score 23.3 (21.2 to 25.0), below 33.1, the lowest quarter of 60`. */
function standingText(candidate: string, { table, date, model, columns, poor }: TableStanding): string {
  const shown = poor ? columns : columns.filter((one) => !one.poor).slice(0, 1);
  const parts = shown.map(({ column, direction, cut, models, ...score }) => {
    const [side, quarter] = direction === 'higher' ? ['below', 'lowest'] : ['above', 'highest'];
    return `${column} ${scoreText(score)}, ${poor ? '' : 'not '}${side} ${Number(cut.toPrecision(5))}, the ${quarter} quarter of ${models}`;
  });
  const as = plainName(model) === plainName(candidate) ? '' : `, as ${model}`;
  return `${table}${date === undefined ? '' : ` (${date})`}${as}: ${parts.join('; ')}`;
}

function commandText(run: readonly string[], all: number): string {
  if (run.length < 2)
    return `Of ${all} candidates ${run.length === 1 ? 'one is' : 'none is'} left, which is nothing to compare: add others to the config, or run them all.`;
  return [
    `To run without: fieldtest run --candidate ${run.map((name) => shellWord(visibleLine(name))).join(' ')}`,
    'To take it back: fieldtest run',
  ].join('\n');
}
