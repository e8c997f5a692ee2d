/** The rows behind a decision: what every figure of it was made from, example by example. */
import { partsOf } from './decide/apart.ts';
import { buildTable, type Cell, cellValue } from './decide/cells.ts';
import { checkInput } from './decide/check-input.ts';
import { pairsOf } from './decide/pairs.ts';
import { type Rows, readRows } from './decide/read-rows.ts';
import { type Settings, settingsOf } from './decide/settings.ts';
import type { DecideInput } from './decision.ts';
import type { OutputStatus } from './output.ts';

/** One answer of a candidate to an example. */
export interface EvidenceOutput {
  readonly trial: number;
  readonly status: OutputStatus;
  readonly costUsd?: number;
  readonly latencyMs?: number;
  readonly firstTokenMs?: number;
  /** Characters. */
  readonly length?: number;
}

/** What a rater finally said of one answer. */
export interface EvidenceRating {
  readonly rater: string;
  readonly trial: number;
  readonly rating?: number;
  readonly acceptable?: boolean;
}

/** A candidate on an example. */
export interface EvidenceCell {
  /** What it counts as, in the unit of what decides: the mean over trials and raters, the lowest of the scale where it failed. Absent while it is not rated. */
  readonly value?: number;
  readonly failed: boolean;
  readonly outputs: readonly EvidenceOutput[];
  readonly ratings: readonly EvidenceRating[];
}

export interface EvidenceExample {
  readonly id: string;
  readonly weight?: number;
  /** What it belongs to, with others that are no independent examples: one conversation, one customer. */
  readonly cluster?: string;
  readonly slices: readonly string[];
  /** One cell for each candidate, in the order of the config. */
  readonly cells: readonly EvidenceCell[];
}

/** Two candidates on the examples that both have. */
export interface EvidencePair {
  readonly a: string;
  readonly b: string;
  /** `a` minus `b`, in the unit of what decides, in the order in which the examples became complete. */
  readonly differences: readonly { readonly example: string; readonly difference: number }[];
}

export interface Evidence {
  readonly candidates: readonly string[];
  /** The examples that decide, by id. */
  readonly examples: readonly EvidenceExample[];
  readonly pairs: readonly EvidencePair[];
  /** Synthetic examples, where real ones decide. */
  readonly apart: readonly EvidenceExample[];
}

/**
 * The rows behind `decide(input)`. Its pairs hold every example that both candidates have; with planned looks the decision uses the
 * first `n` of them. Throws as `decide` does.
 */
export function evidenceOf(input: DecideInput): Evidence {
  checkInput(input, settingsOf(input));
  const { decides, apart } = partsOf(input);
  const names = input.candidates.map(({ name }) => name);
  const { examples, pairs } = rowsOf(decides);
  return {
    candidates: names,
    examples,
    pairs: pairs.map(({ a, b, items }) => ({
      a: names[a]!,
      b: names[b]!,
      differences: items.map(({ example, difference }) => ({ example: examples[example]!.id, difference })),
    })),
    apart: apart === undefined ? [] : rowsOf(apart).examples,
  };
}

/** The examples of `evidenceOf` without the pairs, which take most of its time. */
export function evidenceRows(input: DecideInput): Pick<Evidence, 'candidates' | 'examples'> {
  checkInput(input, settingsOf(input));
  const { examples } = tableOf(partsOf(input).decides);
  return { candidates: input.candidates.map(({ name }) => name), examples };
}

function rowsOf(input: DecideInput) {
  const { settings, table, cells, examples } = tableOf(input);
  return { examples, pairs: pairsOf(table, cells, input.candidates.length, settings.scale[0]) };
}

function tableOf(input: DecideInput) {
  const settings = settingsOf(input);
  const { rows } = readRows(input, settings);
  const table = buildTable(input, rows, settings);
  const cells = table[settings.by];
  const details = detailsOf(rows);
  const clusters = new Map(input.examples.map(({ id, cluster }) => [id, cluster]));
  const clusterOf = (id: string) => {
    const cluster = clusters.get(id);
    return cluster === undefined ? {} : { cluster };
  };
  const examples = table.examples.map(({ id, weight, slices }, index) => ({
    id,
    ...(weight === undefined ? {} : { weight }),
    ...clusterOf(id),
    slices,
    cells: input.candidates.map(({ name }, column) => ({
      ...worthOf(cells[index]![column], settings),
      outputs: details.outputs.get(keyOf(id, name)) ?? [],
      ratings: details.ratings.get(keyOf(id, name)) ?? [],
    })),
  }));
  return { settings, table, cells, examples };
}

function worthOf(cell: Cell | undefined, { scale: [low] }: Settings) {
  if (cell === undefined) return { failed: false };
  return { value: cellValue(cell, low), failed: cell.failed };
}

function keyOf(example: string, candidate: string): string {
  return JSON.stringify([example, candidate]);
}

function detailsOf({ ratings, outputs }: Rows) {
  const byOutput = Map.groupBy(outputs, ({ example, candidate }) => keyOf(example, candidate));
  const byRating = Map.groupBy(ratings, ({ example, candidate }) => keyOf(example, candidate));
  const inOrder = <Row extends { readonly trial: number }>(rows: readonly Row[]) =>
    [...rows].sort((x, y) => x.trial - y.trial);
  return {
    outputs: new Map(
      [...byOutput].map(([key, own]) => [
        key,
        inOrder(
          own.map(({ trial = 1, status, costUsd, latencyMs, firstTokenMs, length }) => ({
            trial,
            status,
            ...(costUsd === undefined ? {} : { costUsd }),
            ...(latencyMs === undefined ? {} : { latencyMs }),
            ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
            ...(length === undefined ? {} : { length }),
          })),
        ),
      ]),
    ),
    ratings: new Map(
      [...byRating].map(([key, own]) => [
        key,
        inOrder(
          own.map(({ rater, trial, rating, acceptable }) => ({
            rater,
            trial,
            ...(rating === undefined ? {} : { rating }),
            ...(acceptable === undefined ? {} : { acceptable }),
          })),
        ),
      ]),
    ),
  };
}
