/** Evals drawn from real scores, decided by `decide` itself, counted against the truth of the whole set. */
import { decide } from '../src/core/decide.ts';
import type { DecideOptions, Decision } from '../src/core/decision.ts';
import { chanceToTell } from '../src/core/plan/chance.ts';
import { pairedT } from './paired-t.ts';
import type { Scores } from './real-scores.ts';

/** [0, 1), the same for a seed on every machine (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const integer = (random: () => number, below: number) => Math.floor(random() * below);

/** One eval: rows of scores of k systems, in the order in which they were rated. */
export function decideOn(
  rows: readonly (readonly number[])[],
  by: Scores['by'],
  options: DecideOptions,
  more: { readonly weights?: readonly number[]; readonly costs?: readonly number[] } = {},
): Decision {
  const names = rows[0]!.map((_, column) => `s${column}`);
  const { weights, costs } = more;
  return decide({
    examples: rows.map((_, i) => ({
      id: `e${i}`,
      ...(weights === undefined ? {} : { weight: weights[i]! }),
    })),
    candidates: names.map((name) => ({ name })),
    ...(costs === undefined
      ? {}
      : {
          outputs: rows.flatMap((_, i) =>
            costs.map((costUsd, column) => ({
              example: `e${i}`,
              candidate: names[column]!,
              status: 'ok' as const,
              costUsd,
            })),
          ),
        }),
    ratings: rows.flatMap((row, i) =>
      row.map((score, column) => ({
        example: `e${i}`,
        candidate: names[column]!,
        rater: 'r',
        ...(by === 'rating' ? { rating: score } : { acceptable: score === 1 }),
      })),
    ),
    options: { by, ...options },
  });
}

export interface Drawing {
  readonly set: Scores;
  readonly n: number;
  readonly evals: number;
  readonly random: () => number;
  readonly looks?: readonly number[];
}

const optionsOf = ({ looks }: Drawing): DecideOptions => (looks === undefined ? {} : { looks });

function sample({ set, n, random }: Drawing, columns: readonly number[]): number[][] {
  return Array.from({ length: n }, () => {
    const row = set.scores[integer(random, set.scores.length)]!;
    return columns.map((column) => row[column]!);
  });
}

function twoSystems({ set, random }: Drawing): [number, number] {
  const a = integer(random, set.systems.length);
  const b = integer(random, set.systems.length - 1);
  return [a, b >= a ? b + 1 : b];
}

export function meanOf(set: Scores, column: number): number {
  return set.scores.reduce((sum, row) => sum + row[column]!, 0) / set.scores.length;
}

/** Share of evals whose plain interval holds the true difference, unweighted and for skewed traffic weights. */
export function coverage(drawing: Drawing): { readonly picked: number; readonly traffic: number } {
  const { set, evals, random } = drawing;
  let picked = 0;
  let traffic = 0;
  for (let i = 0; i < evals; i++) {
    const [a, b] = twoSystems(drawing);
    const truth = meanOf(set, a) - meanOf(set, b);
    const rows = sample(drawing, [a, b]);
    // Items were drawn evenly, so any weights that do not look at the scores estimate the same truth.
    const weights = rows.map(() => (random() < 0.3 ? 4 : 1));
    const { comparisons } = decideOn(rows, set.by, optionsOf(drawing), { weights });
    const covers = (estimand: string) => {
      const [low, high] = comparisons.find((one) => one.estimand === estimand)!.interval;
      return low <= truth && truth <= high;
    };
    if (covers('picked')) picked++;
    if (covers('traffic')) traffic++;
  }
  return { picked: picked / evals, traffic: traffic / evals };
}

/** Share of exact ties that get a winner: of two real systems, each item's two scores change places by a coin. */
export function falseCalls(drawing: Drawing): number {
  const { set, evals, random } = drawing;
  let called = 0;
  for (let i = 0; i < evals; i++) {
    const rows = sample(drawing, twoSystems(drawing)).map(([a, b]) => (random() < 0.5 ? [a!, b!] : [b!, a!]));
    if (decideOn(rows, set.by, optionsOf(drawing)).verdict.winner !== undefined) called++;
  }
  return called / evals;
}

/** The same where the first ten were a decision of their own, as `--quick` makes one, before the plan of the whole went on: either names a winner. */
export function falseCallsAfterQuick(drawing: Drawing): number {
  const { set, evals, random } = drawing;
  let called = 0;
  for (let i = 0; i < evals; i++) {
    const rows = sample(drawing, twoSystems(drawing)).map(([a, b]) => (random() < 0.5 ? [a!, b!] : [b!, a!]));
    const ten = decideOn(rows.slice(0, 10), set.by, { looks: [10] });
    if ((ten.verdict.winner ?? decideOn(rows, set.by, optionsOf(drawing)).verdict.winner) !== undefined)
      called++;
  }
  return called / evals;
}

/** Best of k neighbours in the true ranking: how often the true best stays, and how often a wrong winner is named. */
export function bestOf(
  drawing: Drawing,
  k: number,
): { readonly kept: number; readonly wrong: number; readonly named: number } {
  const { set, evals, random } = drawing;
  const ranked = set.systems.map((_, column) => column).sort((a, b) => meanOf(set, b) - meanOf(set, a));
  let kept = 0;
  let wrong = 0;
  let named = 0;
  for (let i = 0; i < evals; i++) {
    const start = integer(random, ranked.length - k + 1);
    const columns = ranked.slice(start, start + k);
    const { contenders, verdict } = decideOn(sample(drawing, columns), set.by, optionsOf(drawing));
    if (contenders.includes('s0')) kept++;
    if (verdict.winner !== undefined) named++;
    if (verdict.winner !== undefined && verdict.winner !== 's0') wrong++;
  }
  return { kept: kept / evals, wrong: wrong / evals, named: named / evals };
}

/** Share of real gaps that get the right winner, beside the ordinary paired t test; and labels used by looks. */
export function power(drawing: Drawing): {
  readonly ours: number;
  readonly pairedT: number;
  readonly labels: number;
} {
  const { set, n, evals } = drawing;
  const gap = set.by === 'rating' ? 0.2 : 0.05;
  let ours = 0;
  let plain = 0;
  let labels = 0;
  let done = 0;
  while (done < evals) {
    const [a, b] = twoSystems(drawing);
    const truth = meanOf(set, a) - meanOf(set, b);
    if (Math.abs(truth) < gap) continue;
    done++;
    const rows = sample(drawing, [a, b]);
    const { verdict, looks } = decideOn(rows, set.by, optionsOf(drawing));
    if (verdict.winner === (truth > 0 ? 's0' : 's1')) ours++;
    labels += looks.decidedAt ?? n;
    if (pairedT(rows.map(([x, y]) => x! - y!)) === Math.sign(truth)) plain++;
  }
  return { ours: ours / evals, pairedT: plain / evals, labels: labels / evals };
}

/**
 * Share of evals in which a candidate at a tenth of the price is called as good, or best, though it is worse by `times` the margin: on each
 * item it says, by chance, what the dear one says or what a worse system does, so often that the means are as far apart as is wanted.
 */
export function cheaperThoughWorse(drawing: Drawing, times: number): number {
  const { set, evals, random } = drawing;
  const gap = times * (set.by === 'rating' ? 0.2 : 0.05);
  let called = 0;
  for (let done = 0; done < evals; ) {
    const [a, b] = twoSystems(drawing);
    const truth = meanOf(set, a) - meanOf(set, b);
    if (truth < gap) continue;
    done++;
    const rows = sample(drawing, [a, b]).map(([x, y]) => [x!, random() < gap / truth ? y! : x!]);
    const { verdict } = decideOn(rows, set.by, optionsOf(drawing), { costs: [0.01, 0.001] });
    if (verdict.winner === 's1') called++;
  }
  return called / evals;
}

/** Real gaps from `least` to `most`: how often a plan says that they are found, and how often they are. */
export function foretold(
  drawing: Drawing,
  { least, most }: { readonly least: number; readonly most: number },
): { readonly pairs: number; readonly foretold: number; readonly found: number } {
  const { set, n, evals, looks = 'final' as const } = drawing;
  const pairs = set.systems
    .flatMap((_, a) => set.systems.map((_other, b) => [a, b] as const))
    .map((columns) => ({ columns, ...spreadOf(set, columns) }))
    .filter(({ gap }) => gap >= least && gap < most);
  const scale = set.by === 'rating' ? ([1, 5] as const) : ([0, 1] as const);
  const rule = { by: set.by, scale, confidence: 0.95, candidates: 2, looks, unitsPerExample: 1 };
  let sum = 0;
  let found = 0;
  for (let i = 0; i < evals; i++) {
    const { columns, gap, deviation } = pairs[i % pairs.length]!;
    sum += chanceToTell(rule, { examples: n, gap, deviation });
    if (decideOn(sample(drawing, columns), set.by, optionsOf(drawing)).verdict.winner === 's0') found++;
  }
  return { pairs: pairs.length, foretold: sum / evals, found: found / evals };
}

function spreadOf({ scores }: Scores, [a, b]: readonly [number, number]) {
  const differences = scores.map((row) => row[a]! - row[b]!);
  const gap = differences.reduce((sum, one) => sum + one, 0) / scores.length;
  const squares = differences.reduce((sum, one) => sum + (one - gap) ** 2, 0);
  return { gap, deviation: Math.sqrt(squares / scores.length) };
}
