/** A table of text becomes a benchmark: which numbers are scores of which models, and which way is better. */

import { thousands } from '../wording/thousands.ts';
import type { BenchmarkColumn, BenchmarkModel, BenchmarkTable } from './benchmark.ts';
import { plainCell, readCell } from './cell.ts';
import { rolesOf, type ScoreColumn, type TableSaid } from './column-roles.ts';
import { dateIn, dateOfTable } from './dates.ts';
import { withOneHead } from './merge-heads.ts';
import type { RawTable } from './raw-table.ts';
import { type Axis, axisOf, type Grid, modelsDown } from './table-axis.ts';

export interface ReadTable {
  readonly kind: 'benchmark';
  readonly table: BenchmarkTable;
  /** Where the models stood. */
  readonly models: 'rows' | 'columns';
  readonly title?: string;
  readonly line: number;
  /** Of the table, where it says one. */
  readonly date?: string;
  /** Columns of numbers of which it is not known which way is better. */
  readonly unsure: readonly string[];
  /** Columns that were left out, and why in a few words. */
  readonly leftOut: readonly { readonly column: string; readonly why: string }[];
  /** Sentences on what was read otherwise than it may have been meant. */
  readonly notes: readonly string[];
}

export type TableReading =
  | ReadTable
  | { readonly kind: 'none'; readonly line: number; readonly why: string }
  /** It would be one, but of no column it is known which way is better. */
  | { readonly kind: 'unsure'; readonly line: number; readonly unsure: readonly string[] };

/** Of both more, and it is a log of something, no table that anybody published. */
const MOST_MODELS = 5_000;
const MOST_COLUMNS = 200;
/** Longer names are texts. */
const MOST_NAME = 200;

/** Pure. `said`: what the user says of the table. A table without models or numbers is none. */
export function readTable(raw: RawTable, said: TableSaid = {}): TableReading {
  const none = (why: string): TableReading => ({ kind: 'none', line: raw.line, why });
  const written: Grid = {
    head: raw.head.map(headerText),
    rows: raw.rows.map((row) => row.map(plainCell)),
  };
  const whole = raw.known === undefined ? withOneHead(written) : written;
  const model = raw.known?.findIndex((known) => known?.role === 'model') ?? -1;
  const axis: Axis | undefined =
    model === -1 ? axisOf(whole, said.models) : { models: 'rows', column: model };
  if (axis === undefined)
    return none(
      whole.rows.some((row) => row.some((cell) => readCell(cell).kind === 'number'))
        ? 'no names of models that are known; where they stand is said with --models columns, or --models rows'
        : 'no names of models',
    );
  const [models, others] =
    axis.models === 'rows' ? [raw.rows.length, raw.head.length] : [axis.columns.length, raw.rows.length];
  if (models > MOST_MODELS) return none(`more than ${thousands(MOST_MODELS)} models`);
  if (others > MOST_COLUMNS) return none(`more than ${MOST_COLUMNS} columns of scores`);
  const down = axis.models === 'rows' ? whole : modelsDown(whole, axis);
  const column = axis.models === 'rows' ? axis.column : 0;
  const known = axis.models === 'rows' ? raw.known : undefined;
  // A line that only heads a group has no cells of its own.
  const rows = down.rows.filter(
    (row) => row[column] !== '' && row.some((cell, at) => at !== column && cell !== ''),
  );
  if (rows.length === 0) return none('no rows');
  const grid = { head: down.head, rows };
  const { scores, dates, variants, unsure, ...roles } = rolesOf(grid, { model: column, known, said });
  const noModels = axis.models === 'rows' ? [] : axis.others;
  const leftOut = [
    ...noModels.map((at) => ({
      column: whole.head[at] || `column ${at + 1}`,
      why: 'its head names no model',
    })),
    ...roles.leftOut,
  ];
  if (scores.length === 0 && unsure.length > 0) return { kind: 'unsure', line: raw.line, unsure };
  if (scores.length === 0) return none('no column of numbers that are better or worse');
  const names = distinctNames(rows, { model: column, variants });
  const dated = rows.map((row) => dates.map((at) => dateIn(row[at]!)).find((date) => date !== undefined));
  const allDates = new Set(dated);
  const all: BenchmarkModel[] = rows.map((row, index) => ({
    name: names[index]!,
    ...(dated[index] === undefined || allDates.size === 1 ? {} : { date: dated[index] }),
    scores: scores.map((one) => one.score(row)),
  }));
  const date = allDates.size === 1 && dated[0] !== undefined ? dated[0] : dateOfTable(raw);
  const scored = all.filter(({ scores: own }) => own.some((score) => score !== null));
  if (scored.length === 0) return none('no numbers');
  return {
    kind: 'benchmark',
    table: { columns: scores.map(columnOf), models: scored },
    models: axis.models,
    ...(raw.title === undefined ? {} : { title: raw.title }),
    line: raw.line,
    ...(date === undefined ? {} : { date }),
    unsure,
    leftOut,
    notes: notesOf(grid, scores),
  };
}

function headerText(text: string): string {
  // `MMLU<br/>-Redux` is one word that was broken to fit.
  return plainCell(text)
    .replace(/ -(?=\p{L})/gu, '-')
    .slice(0, MOST_NAME);
}

function columnOf({ name, kind, direction, unit, range, metric }: ScoreColumn): BenchmarkColumn {
  return {
    name,
    kind,
    direction,
    ...(unit === undefined ? {} : { unit }),
    ...(range === undefined ? {} : { range }),
    ...(metric === undefined ? {} : { metric }),
  };
}

/** Several rows of one model are told apart by what else they say, else by a number. */
function distinctNames(
  rows: Grid['rows'],
  { model, variants }: { readonly model: number; readonly variants: readonly number[] },
): readonly string[] {
  const plain = rows.map((row) => row[model]!.slice(0, MOST_NAME));
  const twice = new Set(plain.filter((name, index) => plain.indexOf(name) !== index));
  const taken = new Set<string>();
  return rows.map((row, index) => {
    const name = plain[index]!;
    const variant = variants.map((at) => row[at]!).find((text) => text !== '' && text.length <= 60);
    let full = twice.has(name) && variant !== undefined ? `${name} (${variant})` : name;
    for (let number = 2; taken.has(full); number++) full = `${name} #${number}`;
    taken.add(full);
    return full;
  });
}

function notesOf({ rows }: Grid, scores: readonly ScoreColumn[]): readonly string[] {
  return scores.flatMap(({ name, at, unit, score }) => {
    const cells = rows.map((row) => readCell(row[at]!));
    const second = cells.filter((cell) => cell.kind === 'number' && cell.second).length;
    const unread = cells.filter((cell) => cell.kind === 'text');
    const other = rows.filter((row, index) => cells[index]!.kind === 'number' && score(row) === null);
    const some = (count: number) => `${count === 1 ? 'One cell' : `${count} cells`} of "${name}"`;
    return [
      ...(second === 0
        ? []
        : [`${some(second)} ${second === 1 ? 'holds' : 'hold'} two numbers; the first counts.`]),
      ...(unread.length === 0
        ? []
        : [`${some(unread.length)} could not be read as a number, "${unread[0]!.text.slice(0, 40)}" first.`]),
      ...(other.length === 0
        ? []
        : [
            `${some(other.length)} ${other.length === 1 ? 'is' : 'are'} in another unit than ${unit}, and left out, "${other[0]![at]!.slice(0, 40)}" first.`,
          ]),
    ];
  });
}
