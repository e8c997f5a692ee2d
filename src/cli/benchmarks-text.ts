/** Public tables in the terminal: what was read of them, never more of it than was asked for. */
import {
  type AliasChange,
  type Benchmark,
  type BenchmarkColumn,
  type BenchmarkScore,
  NOBODY,
} from '../core/benchmarks/benchmark.ts';
import type { Doubt } from '../core/benchmarks/model-names.ts';
import { visibleLine } from '../core/visible.ts';
import type { AddedBenchmark, AddResult } from '../pipeline/benchmarks/add.ts';
import type { MatchedBenchmark } from '../pipeline/benchmarks/matched.ts';
import { table, wrap } from '../report/text-layout.ts';
import { count } from './app.ts';
import type { Terminal } from './terminal.ts';

/** What is said of a table is said of every one alike: at most so many names in a line. */
const MOST_NAMES = 8;

export function addText({ file, format, tables, skipped }: AddResult, terminal: Terminal): string {
  const others =
    skipped.length === 0
      ? ''
      : `; ${count(skipped.length, 'other table')} in it ${skipped.length === 1 ? 'is' : 'are'} none (${skipped
          .slice(0, 3)
          .map(({ line, why }) => `line ${line}: ${why}`)
          .join('; ')})`;
  const head = `${visibleLine(file)} is read as ${format}: ${count(tables.length, 'benchmark table')}${others}.`;
  return [
    wrap(head, terminal.width),
    ...tables.map((one) => addedText(one, terminal)),
    'Next: fieldtest filter, or after the rating: fieldtest benchmarks compare',
  ].join('\n\n');
}

function addedText(one: AddedBenchmark, { width, paint }: Terminal): string {
  const { benchmark, status, models, leftOut, notes, line } = one;
  const what = {
    added: 'added',
    unchanged: 'is there already, unchanged',
    updated: 'is there; its source, date or author is new',
  }[status];
  const says = (text: string) => wrap(text, width, { first: '  ', rest: '    ' });
  const scored = benchmark.columns.some((_, at) =>
    benchmark.models.some(({ scores }) => scores[at]?.interval !== undefined),
  );
  return [
    paint.bold(
      wrap(
        `${visibleLine(benchmark.name)} ${what}: ${count(benchmark.models.length, 'model')}, one per ${models === 'rows' ? 'row' : 'column'}, line ${line}`,
        width,
      ),
    ),
    ...benchmark.columns.map((column) => says(`${columnText(column)}`)),
    ...(scored ? [says('The intervals that it gives are kept.')] : []),
    ...(leftOut.length === 0 ? [] : [says(leftOutText(leftOut))]),
    ...notes.map((note) => says(visibleLine(note))),
    says(originText(benchmark)),
    says(matchesText(one)),
    ...doubtLines(one.doubts, { width }),
    ...flagLines(one).map((text) => says(text)),
  ].join('\n');
}

/** `score: higher is better, of 100`. */
export function columnText({ name, direction, unit, range, kind }: BenchmarkColumn): string {
  const of =
    unit !== undefined
      ? `, in ${unit}`
      : range === undefined
        ? ', of no known scale'
        : range === 1
          ? ', a share of 1'
          : `, of ${range}`;
  return `${visibleLine(name)}: ${direction} is better${kind === 'quality' || unit !== undefined ? of : ''}${kind === 'quality' ? '' : `; ${kind}, no quality`}`;
}

function leftOutText(leftOut: AddedBenchmark['leftOut']): string {
  const groups = [...Map.groupBy(leftOut, ({ why }) => why)];
  return `Left out: ${groups.map(([why, list]) => `${some(list.map(({ column }) => column))} (${why})`).join('; ')}. --column takes one in.`;
}

function originText({ source, date, author }: Benchmark): string {
  const by = author === undefined ? '' : `, by ${author}`;
  return visibleLine(
    `From ${source}${by}, ${date === undefined ? 'without a date (say it with --date)' : `of ${date}`}.`,
  );
}

function matchesText({ matches }: MatchedBenchmark): string {
  if (matches.length === 0) return 'None of your candidates is in it for sure.';
  const pairs = matches.map(
    ({ candidate, model, by }) => `${candidate} = ${model}${by === 'alias' ? ' (as you said)' : ''}`,
  );
  const wrong = JSON.stringify(`${matches[0]!.model}=-`);
  return visibleLine(
    `Your candidates in it: ${pairs.join('; ')}. If one is not, say so: fieldtest benchmarks alias ${wrong}`,
  );
}

/** `gpt-4o is ours`. */
export function aliasText({ alias, candidate }: AliasChange): string {
  if (candidate === undefined) return visibleLine(`${alias} is matched by its name again`);
  return visibleLine(
    candidate === NOBODY ? `${alias} is none of your candidates` : `${alias} is ${candidate}`,
  );
}

/** What to type where a name may be a candidate, each command whole in a line of its own. */
export function doubtLines(doubts: readonly Doubt[], { width }: Pick<Terminal, 'width'>): readonly string[] {
  return doubts.flatMap(({ candidate, models, why }) => {
    const may =
      why === 'several' ? `may be any of ${models.length} models in it` : 'may be in it under another name';
    return [
      wrap(visibleLine(`${candidate} ${may}. If so, say it (with - after the = where it is not):`), width, {
        first: '  ',
        rest: '    ',
      }),
      ...models.map((model) =>
        visibleLine(`    fieldtest benchmarks alias ${JSON.stringify(`${model}=${candidate}`)}`),
      ),
    ];
  });
}

export function flagLines({ flags }: MatchedBenchmark): readonly string[] {
  return flags.map(({ text }) => visibleLine(`Picked: ${text}`));
}

export function listText(list: readonly MatchedBenchmark[], { width, paint }: Terminal): string {
  if (list.length === 0) return 'There are no public tables yet.\n\nNext: fieldtest benchmarks add FILE';
  const rows = list.map(({ benchmark, matches, flags }) => ({
    Table: visibleLine(benchmark.name),
    Date: benchmark.date ?? '',
    Models: String(benchmark.models.length),
    Columns: String(benchmark.columns.length),
    Candidates: String(matches.length),
    Picked: flags.length === 0 ? '' : 'yes',
    Source: visibleLine(benchmark.source).slice(0, 48),
  }));
  const flagged = list.flatMap((one) =>
    flagLines(one).map((text) => wrap(`${visibleLine(one.benchmark.name)}: ${text}`, width)),
  );
  return [
    table(rows, { width, left: new Set(['Table', 'Date', 'Source', 'Picked']), paintHead: paint.dim }),
    ...flagged,
  ].join('\n\n');
}

export function showText(one: MatchedBenchmark, { width, paint }: Terminal): string {
  const { benchmark, matches } = one;
  const own = new Map(matches.map(({ model, candidate }) => [model, candidate]));
  const rows = benchmark.models.map(({ name, date, scores }) => ({
    Model: visibleLine(own.has(name) ? `${name} [${own.get(name)}]` : name),
    ...(benchmark.models.some((model) => model.date !== undefined) ? { Date: date ?? '' } : {}),
    ...Object.fromEntries(
      benchmark.columns.map((column, at) => [visibleLine(column.name), scoreText(scores[at] ?? null)]),
    ),
  }));
  return [
    paint.bold(visibleLine(benchmark.name)),
    wrap(originText(benchmark), width),
    ...benchmark.columns.map((column) => wrap(columnText(column), width, { first: '  ', rest: '    ' })),
    '',
    table(rows, { width, left: new Set(['Model', 'Date']), paintHead: paint.dim }),
    '',
    wrap(matchesText(one), width),
    ...doubtLines(one.doubts, { width }),
    ...flagLines(one).map((line) => wrap(line, width)),
  ].join('\n');
}

/** `79.4`, `79.4 (77.3 to 80.6)`. */
export function scoreText(score: BenchmarkScore | null): string {
  if (score === null) return '';
  const text = (value: number) => String(Number(value.toPrecision(5)));
  return score.interval === undefined
    ? text(score.value)
    : `${text(score.value)} (${score.interval.map(text).join(' to ')})`;
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map(visibleLine).join(', ');
  return names.length <= MOST_NAMES ? shown : `${shown} and ${names.length - MOST_NAMES} more`;
}
