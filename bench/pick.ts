/** `npm run bench:pick [-- SEEDS]`: what 50 picked examples cover against 50 random records, and how far the weighted estimate is off; exit code 1 when a goal is missed. */
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ProductionRecord } from '../src/core/record.ts';
import { seededNumbers } from '../src/core/seeded-numbers.ts';
import { csv } from '../src/importers/csv.ts';
import { pickExamples } from '../src/sampling/pick.ts';
import { poolBuilder } from '../src/sampling/pool.ts';
import { type ViewedPool, viewPool } from '../src/sampling/view.ts';
import { dot } from '../src/stats/spherical-k-means.ts';
import { atMost, type Figure, printFigures, printTitle, told } from './review/figures.ts';

const COUNT = 50;
const SEEDS = Number(process.argv[2] ?? 200);
const BANKING = join(import.meta.dirname, '../../shared/data/banking77/train.csv');

/** Records with a class each, and figures of 0 or 1 whose means over all records are known. */
interface Labelled {
  readonly view: ViewedPool;
  readonly classes: readonly string[];
  readonly records: number;
  readonly figures: readonly Known[];
}

/** A figure of each entry, and its mean over all records. */
interface Known {
  readonly of: readonly number[];
  readonly mean: number;
}

/** What a set of 50 shows and estimates. */
interface Seen {
  readonly classes: number;
  readonly edges: number;
  /** Mean of 1 - cosine between a record and the example nearest to it. */
  readonly distance: number;
  /** Of each figure, how far its estimate is off. */
  readonly off: readonly number[];
}

async function labelled(
  records: AsyncIterable<ProductionRecord>,
  classOf: (record: ProductionRecord) => string,
): Promise<Labelled> {
  const builder = poolBuilder();
  const counts = new Map<string, number>();
  let all = 0;
  for await (const record of records) {
    builder.add(record);
    const name = classOf(record);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    all++;
  }
  const view = viewPool(builder.toPool());
  const classes = view.entries.map(({ record }) => classOf(record));
  // Whether a record is of one half of the classes, for ten halves that chance made.
  const figures = Array.from({ length: 10 }, (_, half) => {
    const random = seededNumbers('half', String(half));
    const inside = new Set([...counts.keys()].sort().filter(() => random() < 0.5));
    const known = [...counts].reduce((sum, [name, n]) => sum + (inside.has(name) ? n : 0), 0);
    return { of: classes.map((name) => Number(inside.has(name))), mean: known / all };
  });
  return { view, classes, records: all, figures };
}

/** `weights` of the entries at `indexes`; what they estimate is their weighted mean. */
function see(
  { view, classes, figures }: Labelled,
  indexes: readonly number[],
  weights: readonly number[],
): Seen {
  const { vectors, records } = view;
  const all = records.reduce((a, b) => a + b, 0);
  const near = vectors.map((vector) =>
    indexes.reduce((most, index) => Math.max(most, dot(vector, vectors[index]!)), 0),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  return {
    classes: new Set(indexes.map((index) => classes[index])).size,
    edges: new Set(indexes.flatMap((index) => view.edges[index]!.map(({ kind }) => kind))).size,
    distance: near.reduce((total, one, index) => total + (1 - one) * records[index]!, 0) / all,
    off: figures.map(
      ({ of, mean }) =>
        indexes.reduce((total, index, at) => total + weights[at]! * of[index]!, 0) / sum - mean,
    ),
  };
}

function picked(set: Labelled, seed: number): Seen {
  const { examples } = pickExamples(set.view, { count: COUNT, holdout: 0, seed });
  const at = new Map(set.view.entries.map(({ id }, index) => [id, index]));
  return see(
    set,
    examples.map(({ id }) => at.get(id)!),
    examples.map(({ weight }) => weight!),
  );
}

/** Records of the traffic, each equally likely, none twice. */
function random(set: Labelled, seed: number): Seen {
  const next = seededNumbers('random', String(seed));
  // The highest of random numbers to the power of 1 / records: Efraimidis and Spirakis 2006.
  const indexes = set.view.records
    .map((records, index) => ({ index, key: next() ** (1 / records) }))
    .sort((a, b) => b.key - a.key)
    .slice(0, COUNT)
    .map(({ index }) => index);
  return see(
    set,
    indexes,
    indexes.map(() => 1),
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(mean(values.map((value) => value ** 2)));
}

/** The mean over the seeds in standard errors, of the draws and of the pool, which is a sample itself: beyond 4 it is no chance. */
function bias(set: Labelled, seen: readonly Seen[], figure: number): number {
  const values = seen.map(({ off }) => off[figure]!);
  const middle = mean(values);
  const ofDraws = mean(values.map((value) => (value - middle) ** 2)) / values.length;
  const { mean: known } = set.figures[figure]!;
  const kept = set.view.entries.length;
  const ofPool = (known * (1 - known) * (1 - Math.min(1, kept / set.records))) / kept;
  return Math.abs(middle) / Math.sqrt(ofDraws + ofPool);
}

/** Picked and random, side by side. */
function beside(
  what: string,
  [ours, theirs]: readonly [number, number],
  goal: string,
  met: (ours: number, theirs: number) => boolean,
): Figure {
  const digits = ours < 1 ? 4 : 1;
  const measured = `${ours.toFixed(digits)} | ${theirs.toFixed(digits)}`;
  return { what: `${what} (picked | random)`, measured, goal, met: met(ours, theirs) };
}

function compare(set: Labelled): readonly Figure[] {
  const seeds = Array.from({ length: SEEDS }, (_, seed) => seed);
  const ours = seeds.map((seed) => picked(set, seed));
  const theirs = seeds.map((seed) => random(set, seed));
  const of = (seen: readonly Seen[], figure: 'classes' | 'edges' | 'distance') =>
    mean(seen.map((one) => one[figure]));
  const error = (seen: readonly Seen[]) => rootMeanSquare(seen.flatMap(({ off }) => off));
  const kinds = new Set(set.view.edges.flatMap((own) => own.map(({ kind }) => kind))).size;
  const worst = Math.max(...set.figures.map((_, figure) => bias(set, ours, figure)));
  const { view, classes } = set;
  return [
    told('entries of the pool', String(view.entries.length)),
    beside(
      `classes, of ${new Set(classes).size}`,
      [of(ours, 'classes'), of(theirs, 'classes')],
      'more',
      (a, b) => a > b,
    ),
    beside(
      `kinds of edge, of ${kinds}`,
      [of(ours, 'edges'), of(theirs, 'edges')],
      '1.5 x',
      (a, b) => a > 1.5 * b,
    ),
    beside(
      'distance from a record to the nearest',
      [of(ours, 'distance'), of(theirs, 'distance')],
      'less',
      (a, b) => a < b,
    ),
    beside(
      'estimate of a known mean, RMS off',
      [error(ours), error(theirs)],
      '1.05 x',
      (a, b) => a <= 1.05 * b,
    ),
    atMost('its largest bias, in standard errors', worst, 4),
  ];
}

async function* bankingRecords(): AsyncGenerator<ProductionRecord> {
  const source = { file: BANKING, chunks: createReadStream(BANKING) };
  for await (const row of csv.read(source, { reference: 'category' })) {
    if (row.kind === 'rejected') throw new Error(row.rejected.reason);
    yield row.record;
  }
}

interface Mail {
  readonly id: string;
  readonly input: string;
  readonly metadata: { readonly group: string; readonly encoding: string };
}

async function* mailRecords(): AsyncGenerator<ProductionRecord> {
  const program = new URL('../examples/mail-triage/corpus.mjs', import.meta.url).href;
  const { mails } = (await import(program)) as { mails(): AsyncIterable<Mail> };
  for await (const { id, input, metadata } of mails()) yield { name: id, input, metadata };
}

const sets: readonly (readonly [string, () => Promise<Labelled>])[] = [
  ['6,046 mails of 5 groups', () => labelled(mailRecords(), ({ metadata }) => String(metadata?.group))],
  ...(existsSync(BANKING)
    ? [
        [
          '10,003 questions to a bank of 77 intents',
          () => labelled(bankingRecords(), ({ reference }) => String(reference)),
        ] as const,
      ]
    : []),
];
let good = true;
for (const [name, load] of sets) {
  printTitle(`${name}: ${COUNT} picked against ${COUNT} random ones, ${SEEDS} seeds`);
  const figures = compare(await load());
  printFigures(figures);
  good &&= figures.every(({ met }) => met);
}
if (!existsSync(BANKING)) process.stdout.write('\nbanking77 is not there, and was left out\n');
process.exitCode = good ? 0 : 1;
