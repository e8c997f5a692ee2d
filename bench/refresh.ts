/** `npm run bench:refresh [-- SEEDS [POWER_SEEDS]]`: how often `refresh` sees a drift that is not there, and how often it finds one that is; exit code 1 when a goal is missed. */
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ProductionRecord } from '../src/core/record.ts';
import { seededNumbers } from '../src/core/seeded-numbers.ts';
import { csv } from '../src/importers/csv.ts';
import { pickExamples } from '../src/sampling/pick.ts';
import { poolBuilder } from '../src/sampling/pool.ts';
import { coveredBy } from '../src/sampling/refresh/covered.ts';
import { driftOf, shrunkIn } from '../src/sampling/refresh/drift.ts';
import { neighbours } from '../src/sampling/refresh/neighbours.ts';
import { proposalOf } from '../src/sampling/refresh/proposal.ts';
import { sideBySide } from '../src/sampling/refresh/side-by-side.ts';
import { viewPool } from '../src/sampling/view.ts';
import { dot } from '../src/stats/spherical-k-means.ts';
import { atMost, type Figure, printFigures, printTitle } from './review/figures.ts';

const SEEDS = Number(process.argv[2] ?? 200);
const POWER_SEEDS = Number(process.argv[3] ?? 40);
const BANKING = join(import.meta.dirname, '../../shared/data/banking77/train.csv');
const TAIL = 0.025;

interface Question {
  readonly record: ProductionRecord;
  readonly intent: string;
}

/** A change that is planted between two halves of the log. */
interface Shift {
  readonly name: string;
  /** Intents that only the new half has, and that only the old one has. */
  readonly added: number;
  readonly removed: number;
  /** Of the new half, the share that is written in another way. */
  readonly rewritten?: { readonly share: number; readonly how: (text: string) => string };
}

const SHIFTS: readonly Shift[] = [
  { name: '3 of 77 intents are new', added: 3, removed: 0 },
  { name: '10 of 77 intents are new', added: 10, removed: 0 },
  { name: '20 of 77 intents are new', added: 20, removed: 0 },
  { name: '10 of 77 intents are gone', added: 0, removed: 10 },
  {
    name: '5 % comes as JSON',
    added: 0,
    removed: 0,
    rewritten: { share: 0.05, how: (text) => JSON.stringify({ channel: 'app', question: text }) },
  },
  {
    name: '20 % has a greeting before it',
    added: 0,
    removed: 0,
    rewritten: { share: 0.2, how: (text) => `Good morning, I hope that you are well. ${text} Kind regards` },
  },
];

interface Seen {
  readonly moved: boolean;
  readonly by: { readonly [test: string]: boolean };
  readonly listed: boolean;
  readonly stoodFor: number;
  /** Of records of new intents, and of the others, the share that is called new. */
  readonly recall: number;
  readonly falseShare: number;
  /** New intents that have an example among what would come in, and the share of those that come in that are of one. */
  readonly added: number;
  readonly precise: number;
  /** Examples of intents that are gone that would leave, and of the others. */
  readonly retired: number;
  readonly retiredWrongly: number;
  /** By the distance to the nearest example in place of the neighbours, at the tenth of the old pool that is farthest. */
  readonly recallByExample: number;
}

function shuffled<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function see(questions: readonly Question[], shift: Shift, seed: number): Seen {
  const random = seededNumbers('bench refresh', shift.name, String(seed));
  const mixed = shuffled(questions, random);
  const intents = shuffled([...new Set(questions.map(({ intent }) => intent))].sort(), random);
  const isNew = new Set(intents.slice(0, shift.added));
  const isGone = new Set(intents.slice(shift.added, shift.added + shift.removed));
  const half = Math.floor(mixed.length / 2);
  const before = mixed.slice(0, half).filter(({ intent }) => !isNew.has(intent));
  const after = mixed
    .slice(half)
    .filter(({ intent }) => !isGone.has(intent))
    .map((one) => {
      const { share, how } = shift.rewritten ?? { share: 0, how: (text: string) => text };
      if (random() >= share) return one;
      return { ...one, record: { ...one.record, input: how(String(one.record.input)) } };
    });
  const poolOf = (some: readonly Question[]) => {
    const builder = poolBuilder();
    for (const { record } of some) builder.add(record);
    return builder.toPool();
  };
  const [old, fresh] = [poolOf(before), poolOf(after)];
  const set = pickExamples(viewPool(old), { count: 50, holdout: 0, seed }).examples;
  const view = sideBySide({ old, fresh }, { set, seed: String(seed) });
  const around = neighbours(view);
  const drift = driftOf(view, { old, fresh }, { near: around, seed: String(seed), tail: TAIL });
  const covered = coveredBy(view, {
    near: around,
    fresh,
    shrunk: shrunkIn(drift),
    tail: TAIL,
    drifted: drift.moved,
  });
  const { entries } = proposalOf({
    view,
    covered,
    drifted: drift.moved,
    set,
    saturated: new Set(),
    closed: new Set(),
    seed: String(seed),
  });
  const intentOf = new Map([...before, ...after].map(({ record, intent }) => [record.input, intent]));
  const ofEntry = (index: number) => intentOf.get(view.entries[index]!.record.input)!;
  const uncovered = new Set(covered.uncovered.flatMap(({ members }) => members));
  const positions = [...view.fresh.keys()];
  const [novel, known] = [
    positions.filter((at) => isNew.has(ofEntry(view.fresh[at]!))),
    positions.filter((at) => !isNew.has(ofEntry(view.fresh[at]!))),
  ];
  const share = (some: readonly number[], is: (at: number) => boolean) =>
    some.length === 0 ? Number.NaN : some.filter(is).length / some.length;
  const near = (index: number) =>
    view.examples.reduce((most, one) => Math.max(most, dot(view.vectors[index]!, view.vectors[one]!)), -1);
  const oldNear = view.old.map(near).sort((a, b) => a - b);
  const cut = oldNear[Math.floor(oldNear.length / 10)]!;
  const goneAt = set.map((example) => isGone.has(intentOf.get(example.input)!));
  const leaves = new Set(covered.gone);
  const all = [...set.keys()];
  const added = entries.map(({ record }) => intentOf.get(record.input)!);
  return {
    moved: drift.moved,
    by: Object.fromEntries(drift.tests.map(({ name, moved }) => [name, moved])),
    listed: [...drift.strata, ...drift.facets].some(({ moved }) => moved),
    stoodFor: covered.stoodFor.share,
    recall: share(novel, (at) => uncovered.has(at)),
    falseShare: share(known, (at) => uncovered.has(at)),
    added: new Set(added.filter((intent) => isNew.has(intent))).size,
    precise:
      added.length === 0 ? Number.NaN : added.filter((intent) => isNew.has(intent)).length / added.length,
    retired: share(
      all.filter((at) => goneAt[at]),
      (at) => leaves.has(at),
    ),
    retiredWrongly: share(
      all.filter((at) => !goneAt[at]),
      (at) => leaves.has(at),
    ),
    recallByExample: share(novel, (at) => near(view.fresh[at]!) < cut),
  };
}

function mean(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? Number.NaN : known.reduce((sum, value) => sum + value, 0) / known.length;
}

const text = (value: number) => (Number.isNaN(value) ? '' : `${(100 * value).toFixed(1)} %`);

function rowOf(name: string, seen: readonly Seen[]): { readonly [column: string]: string } {
  const rate = (is: (one: Seen) => boolean) => text(seen.filter(is).length / seen.length);
  return {
    shift: name,
    seeds: String(seen.length),
    drift: rate(({ moved }) => moved),
    strata: rate(({ by }) => by.strata!),
    words: rate(({ by }) => by.words!),
    length: rate(({ by }) => by.length!),
    listed: rate(({ listed }) => listed),
    'stood for': text(mean(seen.map(({ stoodFor }) => stoodFor))),
    'new found': text(mean(seen.map(({ recall }) => recall))),
    'by example': text(mean(seen.map(({ recallByExample }) => recallByExample))),
    'called new': text(mean(seen.map(({ falseShare }) => falseShare))),
    'in, new': text(mean(seen.map(({ precise }) => precise))),
    intents: mean(seen.map(({ added }) => added)).toFixed(1),
    'gone out': text(mean(seen.map(({ retired }) => retired))),
    'others out': text(mean(seen.map(({ retiredWrongly }) => retiredWrongly))),
  };
}

async function questionsOf(path: string): Promise<readonly Question[]> {
  const questions: Question[] = [];
  const source = { file: path, chunks: createReadStream(path) };
  for await (const row of csv.read(source, { reference: 'category' }))
    if (row.kind === 'record') {
      const { input, reference } = row.record;
      questions.push({ record: { input }, intent: String(reference) });
    }
  return questions;
}

if (!existsSync(BANKING)) {
  console.error(`no data: ${BANKING}`);
  process.exit(1);
}
const questions = await questionsOf(BANKING);
const rows: { readonly [column: string]: string }[] = [];
const show = (name: string, seen: readonly Seen[]) => {
  rows.push(rowOf(name, seen));
  console.error(JSON.stringify(rows.at(-1)));
};
const nothing = Array.from({ length: SEEDS }, (_, seed) =>
  see(questions, { name: 'nothing', added: 0, removed: 0 }, seed),
);
show('nothing has changed', nothing);
const found = SHIFTS.map((shift) => {
  const seen = Array.from({ length: POWER_SEEDS }, (_, seed) => see(questions, shift, seed));
  show(shift.name, seen);
  return { shift, seen };
});
console.table(rows);
const share = (seen: readonly Seen[], is: (one: Seen) => boolean) => seen.filter(is).length / seen.length;
const many = found.find(({ shift }) => shift.added === 20)!.seen;
const figures: readonly Figure[] = [
  // Three standard errors above 5 %.
  atMost(
    'false alarms where nothing has changed, %',
    100 * share(nothing, ({ moved }) => moved),
    Number((5 + 300 * Math.sqrt((0.05 * 0.95) / SEEDS)).toFixed(1)),
  ),
  atMost(
    'called new where nothing has changed, %',
    100 * mean(nothing.map(({ falseShare }) => falseShare)),
    2,
  ),
  atMost('drift by twenty new intents of 77 that is missed, %', 100 * share(many, ({ moved }) => !moved), 20),
];
printTitle(`Refresh: two halves of ${questions.length} questions, 50 examples of the older one`);
printFigures(figures);
process.exitCode = figures.every(({ met }) => met) ? 0 : 1;
