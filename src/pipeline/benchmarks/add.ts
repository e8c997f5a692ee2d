/** `fieldtest benchmarks add`: every public table of a file, all of them or none. */
import type { AliasChange, Benchmark, BenchmarkAlias } from '../../core/benchmarks/benchmark.ts';
import { plain, type TableSaid } from '../../core/benchmarks/column-roles.ts';
import { isDay } from '../../core/benchmarks/dates.ts';
import { benchmarkDigest } from '../../core/benchmarks/digest.ts';
import { plainName } from '../../core/benchmarks/model-names.ts';
import { providerNamed } from '../../core/benchmarks/providers.ts';
import type { RawTable } from '../../core/benchmarks/raw-table.ts';
import { type ReadTable, readTable } from '../../core/benchmarks/read-table.ts';
import type { Context } from '../../core/context.ts';
import { FieldtestError } from '../../core/errors.ts';
import { readAliases } from './aliases.ts';
import { aliasesOf, type MatchedBenchmark, matched } from './matched.ts';

export interface AddOptions extends TableSaid {
  /** A path; `-` is what is pasted. */
  readonly file: string;
  readonly name?: string;
  readonly source?: string;
  /** YYYY-MM-DD. */
  readonly date?: string;
  readonly author?: string;
  /** `public name=candidate`, `public name=-`, `public name=`. */
  readonly aliases?: readonly string[];
  /** Asks yes or no; absent without a terminal. */
  readonly ask?: (question: string) => Promise<boolean>;
}

export interface AddedBenchmark extends MatchedBenchmark {
  /** `updated`: the same table, with another source, date or author than it had. */
  readonly status: 'added' | 'unchanged' | 'updated';
  readonly models: 'rows' | 'columns';
  readonly line: number;
  readonly leftOut: ReadTable['leftOut'];
  readonly notes: readonly string[];
}

export interface AddResult {
  readonly file: string;
  readonly format: string;
  readonly tables: readonly AddedBenchmark[];
  /** Tables of the file that are no benchmarks. */
  readonly skipped: readonly { readonly line: number; readonly why: string }[];
  readonly aliases: readonly AliasChange[];
}

/** Throws a FieldtestError for a file without a table, for columns of which the better way is not known, and for a name that is taken. */
export async function addBenchmarks(context: Context, options: AddOptions): Promise<AddResult> {
  checkDate(options.date);
  const source = await context.files.source(options.file);
  const { format, tables } = await (await context.importers()).tables(source);
  const said = await settled(tables, options);
  const readings = tables.map((table) => readTable(table, said));
  const read = readings.filter((one) => one.kind === 'benchmark');
  const skipped = readings.flatMap((one) => (one.kind === 'none' ? [{ line: one.line, why: one.why }] : []));
  if (read.length === 0) throw noTable(options.file, skipped);
  requireColumns(read, said);
  const names = read.flatMap(({ table }) => table.models.map(({ name }) => name));
  const aliases = new Map(await aliasesOf(context));
  const given = readAliases(context, options.aliases ?? [], { models: names, kept: [...aliases.keys()] });
  for (const { alias, candidate } of given) {
    if (candidate === undefined) aliases.delete(alias);
    else aliases.set(alias, candidate);
  }
  const asked = await askedAliases(context, { read, aliases, options });
  for (const { alias, candidate } of asked) aliases.set(alias, candidate);
  const added: AddedBenchmark[] = [];
  await context.store.changeBenchmarks((now) => {
    added.length = 0;
    const put: Benchmark[] = [];
    for (const [index, one] of read.entries()) {
      const { benchmark, status } = placed(one, {
        now: [...now, ...put],
        index,
        several: read.length > 1,
        options,
        at: context.clock.now(),
      });
      if (status !== 'unchanged') put.push(benchmark);
      const { models, line, leftOut, notes } = one;
      added.push({ ...matched(benchmark, context, aliases), status, models, line, leftOut, notes });
    }
    return { put, aliases: [...given, ...asked] };
  });
  return { file: options.file, format, tables: added, skipped, aliases: [...given, ...asked] };
}

/** What was said of the columns, and what is found out by asking. */
async function settled(tables: readonly RawTable[], options: AddOptions): Promise<TableSaid> {
  const { columns, models } = options;
  const [higher, lower] = [[...(options.higher ?? [])], [...(options.lower ?? [])]];
  const both = higher.find((name) => lower.some((other) => plain(other) === plain(name)));
  if (both !== undefined)
    throw new FieldtestError('usage', `--higher and --lower both name "${both}"`, 'Name it once.');
  const said = (): TableSaid => ({
    ...(columns === undefined ? {} : { columns }),
    ...(models === undefined ? {} : { models }),
    higher,
    lower,
  });
  const unsure = [
    ...new Set(
      tables.flatMap((table) => {
        const reading = readTable(table, said());
        return reading.kind === 'none' ? [] : reading.unsure;
      }),
    ),
  ];
  const open: string[] = [];
  for (const name of unsure) {
    if (await options.ask?.(`Is a higher number better in "${name}"?`)) higher.push(name);
    else if (await options.ask?.(`Is a lower number better in "${name}"?`)) lower.push(name);
    else open.push(name);
  }
  if (open.length > 0) throw unsureError(options.file, open);
  return said();
}

function unsureError(file: string, open: readonly string[]): FieldtestError {
  const quoted = open.map((name) => JSON.stringify(name)).join(' ');
  const which = open.length === 1 ? 'it is' : 'they are';
  return new FieldtestError(
    'usage',
    `${file}: it is not clear which numbers are better in ${quoted}`,
    `Say it: fieldtest benchmarks add ${JSON.stringify(file)} --higher ${quoted} (or --lower; or name with --column the columns that you want, if ${which} not among them)`,
  );
}

function noTable(file: string, skipped: AddResult['skipped']): FieldtestError {
  const why = skipped
    .slice(0, 3)
    .map((one) => `line ${one.line}: ${one.why}`)
    .join('; ');
  return new FieldtestError(
    'input',
    `${file}: no table of models and scores${why === '' ? '' : ` (${why})`}`,
    'A table needs names of models in a row or column, and numbers; where they are not known: --models rows, or --models columns.',
  );
}

/** What is named must be there, in one of the tables. */
function requireColumns(read: readonly ReadTable[], said: TableSaid): void {
  const names = read.flatMap(({ table, leftOut }) => [
    ...table.columns.map(({ name }) => name),
    ...leftOut.map(({ column }) => column),
  ]);
  for (const [flag, list] of [
    ['--column', said.columns],
    ['--higher', said.higher],
    ['--lower', said.lower],
  ] as const)
    for (const name of list ?? [])
      if (names.every((known) => plain(known) !== plain(name)))
        throw new FieldtestError(
          'usage',
          `${flag}: there is no column "${name}"`,
          `There are: ${[...new Set(names)].join(', ')}.`,
        );
}

/** Candidates that are not found for sure, where there is somebody to ask. */
async function askedAliases(
  context: Context,
  {
    read,
    aliases,
    options,
  }: {
    readonly read: readonly ReadTable[];
    readonly aliases: ReadonlyMap<string, string>;
    readonly options: AddOptions;
  },
): Promise<readonly BenchmarkAlias[]> {
  const { ask } = options;
  if (ask === undefined) return [];
  const found: BenchmarkAlias[] = [];
  for (const { table } of read) {
    const known = new Map([...aliases, ...found.map(({ alias, candidate }) => [alias, candidate] as const)]);
    const { doubts } = matched({ ...table, name: '', digest: '', source: '', at: '' }, context, known);
    for (const { candidate, models } of doubts) {
      for (const model of models) {
        if (!(await ask(`Is "${model}" of the table your candidate "${candidate}"?`))) continue;
        found.push({ alias: plainName(model), candidate, at: context.clock.now() });
        break;
      }
    }
  }
  return found;
}

interface Place {
  readonly now: readonly Benchmark[];
  readonly index: number;
  readonly several: boolean;
  readonly options: AddOptions;
  readonly at: string;
}

function placed(
  one: ReadTable,
  { now, index, several, options, at }: Place,
): { readonly benchmark: Benchmark; readonly status: AddedBenchmark['status'] } {
  const digest = benchmarkDigest(one.table);
  const { source, author } = options;
  const date = options.date ?? one.date;
  const same = now.find((other) => other.digest === digest);
  if (same !== undefined) {
    const benchmark = {
      ...same,
      ...(source === undefined ? {} : { source }),
      ...(options.date === undefined ? {} : { date: options.date }),
      ...(author === undefined ? {} : { author: providerNamed(author) }),
    };
    const isChanged =
      benchmark.source !== same.source || benchmark.date !== same.date || benchmark.author !== same.author;
    return { benchmark, status: isChanged ? 'updated' : 'unchanged' };
  }
  const name = nameOf(one, { index, several, options });
  if (now.some((other) => other.name === name))
    throw new FieldtestError(
      'conflict',
      `there is another public table "${name}"`,
      `Nothing was added. Give this one a name of its own (--name ${name}-${date ?? '2'}), or take that one away first: fieldtest benchmarks remove ${name}`,
    );
  return {
    benchmark: {
      name,
      digest,
      source: source ?? (options.file === '-' ? 'pasted' : options.file.replace(/^.*[/\\]/, '')),
      ...(date === undefined ? {} : { date }),
      ...(author === undefined ? {} : { author: providerNamed(author) }),
      columns: one.table.columns,
      models: one.table.models,
      at,
    },
    status: 'added',
  };
}

/** `--name`, else what the file is called; of several tables of a file with a number, or by what stands above them. */
function nameOf(
  { title }: ReadTable,
  { index, several, options: { name, file } }: Omit<Place, 'now' | 'at'>,
): string {
  const own = title === undefined ? undefined : slug(title);
  const whole =
    name === undefined
      ? file === '-'
        ? undefined
        : slug(file.replace(/^.*[/\\]/, '').replace(/\.[a-z\d]{1,5}$/i, ''))
      : slug(name);
  if (!several) return whole ?? own ?? 'table';
  return index === 0 ? (whole ?? 'table') : `${whole ?? 'table'}-${index + 1}`;
}

function slug(text: string): string {
  const plainText = text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60);
  return plainText === '' ? 'table' : plainText;
}

function checkDate(date: string | undefined): void {
  if (date !== undefined && !isDay(date))
    throw new FieldtestError(
      'usage',
      `--date ${date} is no day`,
      'Write it as YYYY-MM-DD: --date 2026-03-10',
    );
}
