/** Refreshes, screens and changes drawn from real scores, each judged by what the commands use. */
import { judgeChange } from '../src/core/change-check.ts';
import { decide } from '../src/core/decide.ts';
import type { DecideInput } from '../src/core/decision.ts';
import { evidenceOf } from '../src/core/evidence.ts';
import { SCREEN_EXAMPLES, screenOf } from '../src/core/screen.ts';
import { linkedMean } from '../src/stats/linked-mean.ts';
import type { Scores } from './real-scores.ts';

export interface World {
  readonly set: Scores;
  readonly evals: number;
  readonly random: () => number;
}

type Row = readonly number[];

function mean(list: readonly number[]): number {
  return list.reduce((sum, value) => sum + value, 0) / list.length;
}

/** Without replacement. */
function drawn<T>(list: readonly T[], n: number, random: () => number): T[] {
  const left = [...list];
  return Array.from({ length: n }, () => left.splice(Math.floor(random() * left.length), 1)[0]!);
}

function columnMean(set: Scores, system: number): number {
  return mean(set.scores.map((row) => row[system]!));
}

/**
 * Of 50 examples a third is retired and replaced; somebody who left before is linked by the rest, by way of three others. With `milder` everything of
 * today is judged by somebody who gives one more, up to the top, on that share of the answers.
 */
export function linking(
  { set, evals, random }: World,
  { saturated = false, milder = 0 }: { readonly saturated?: boolean; readonly milder?: number },
) {
  const top = set.by === 'rating' ? 5 : 1;
  const judged = (value: number) => (random() < milder ? Math.min(top, value + 1) : value);
  const n = 50;
  const kept = 33;
  let link = 0;
  let whole = 0;
  let width = 0;
  for (let i = 0; i < evals; i++) {
    const [gone, ...others] = drawn(
      set.systems.map((_, k) => k),
      4,
      random,
    ) as [number, ...number[]];
    const rows = drawn(set.scores, n + n - kept, random);
    const old = rows.slice(0, n);
    // What tells nothing goes first, as `health` proposes, or whatever chance takes.
    const dull = (row: Row) => new Set([gone, ...others].map((k) => row[k])).size === 1;
    const order = saturated ? [...old].sort((a, b) => Number(dull(a)) - Number(dull(b))) : old;
    const today = [...order.slice(0, kept), ...rows.slice(n)];
    const levels = today.map((row) => mean(others.map((k) => judged(row[k]!))));
    const truth = mean(today.map((row) => judged(row[gone]!)));
    // As history links: the difference is that of the earlier decision, by its own rater.
    const estimate = linkedMean(
      today.map((row, at) => (at < kept ? row[gone]! : null)),
      levels,
      {
        step: set.by === 'rating' ? 1 : Math.SQRT1_2,
        tail: 0.025,
        earlier: today.map((row) => mean(others.map((k) => row[k]!))),
      },
    )!;
    const inside = ([low, high]: readonly [number, number], value: number) => low <= value && value <= high;
    if (inside(estimate.link, truth)) link++;
    if (inside(estimate.interval, columnMean(set, gone))) whole++;
    width += (estimate.link[1] - estimate.link[0]) / 2;
  }
  return { link: link / evals, whole: whole / evals, width: width / evals };
}

/** An eval of which the last system, `fresh`, has only its first rows rated. */
function input(set: Scores, rows: readonly Row[], systems: readonly number[], fresh: number): DecideInput {
  const names = systems.map((k, i) => `${i} ${set.systems[k]}`);
  return {
    examples: rows.map((_, i) => ({ id: `e${i}` })),
    candidates: names.map((name, i) => ({ name, incumbent: i === 0 })),
    ratings: rows.flatMap((row, i) =>
      systems.flatMap((k, at) => {
        if (at === systems.length - 1 && i >= fresh) return [];
        const value = row[k]!;
        const said = set.by === 'rating' ? { rating: value } : { acceptable: value === 1 };
        return [{ example: `e${i}`, candidate: names[at]!, rater: 'ann', ...said }];
      }),
    ),
    options: { looks: 'final', by: set.by },
  };
}

/** How often a screen gives up somebody who is the best of four, as good as the best of the others, or 20 points below the best. */
export function screens({ set, evals, random }: World) {
  const count = { best: 0, bestOut: 0, tie: 0, tieOut: 0, hopeless: 0, hopelessOut: 0 };
  const range = set.by === 'rating' ? 4 : 1;
  const means = set.systems.map((_, k) => columnMean(set, k));
  while (count.best < evals || count.hopeless < evals) {
    const systems = drawn(
      set.systems.map((_, k) => k),
      4,
      random,
    );
    const fresh = systems.at(-1)!;
    const isBest = systems.every((k) => means[k]! <= means[fresh]!);
    const isHopeless = Math.max(...systems.map((k) => means[k]!)) - means[fresh]! >= 0.2 * range;
    const kind =
      isBest && count.best < evals ? 'best' : isHopeless && count.hopeless < evals ? 'hopeless' : undefined;
    if (kind === undefined) continue;
    if (screened(set, drawn(set.scores, 50, random), systems)) count[`${kind}Out`]++;
    count[kind]++;
  }
  for (; count.tie < evals; count.tie++) {
    // The best of them and another change places at random, item by item: then both are the same on the average.
    const four = drawn(
      set.systems.map((_, k) => k),
      4,
      random,
    );
    const [a, b, ...rest] = four.sort((x, y) => means[y]! - means[x]!) as [number, number, number, number];
    const rows = drawn(set.scores, 50, random).map((row) => {
      if (random() < 0.5) return row;
      const other = [...row];
      [other[a], other[b]] = [row[b]!, row[a]!];
      return other;
    });
    if (screened(set, rows, [a, ...rest, b])) count.tieOut++;
  }
  return {
    best: count.bestOut / count.best,
    tie: count.tieOut / count.tie,
    hopeless: count.hopelessOut / count.hopeless,
  };
}

function screened(set: Scores, rows: readonly Row[], systems: readonly number[]): boolean {
  const of = input(set, rows, systems, SCREEN_EXAMPLES);
  return screenOf(of.candidates.at(-1)!.name, decide(of), evidenceOf(of))!.out;
}

/**
 * A change that is truly worse by `times` the margin: on each item it says, by chance, what the baseline says or what a
 * worse system does, so often that the means are as far apart as is wanted. 0: both change places at random.
 */
export function changes(world: World, { n, times }: { readonly n: number; readonly times: number }) {
  const { set, evals, random } = world;
  const margin = set.by === 'rating' ? 0.2 : 0.05;
  const means = set.systems.map((_, k) => columnMean(set, k));
  const found = { pass: 0, worse: 0, 'not-decided': 0 };
  for (let done = 0; done < evals; ) {
    const [base, other] = drawn(
      set.systems.map((_, k) => k),
      2,
      random,
    ) as [number, number];
    const gap = means[base]! - means[other]!;
    if (times > 0 && gap < times * margin) continue;
    done++;
    const share = times === 0 ? 0.5 : (times * margin) / gap;
    let same = 0;
    const rows = drawn(set.scores, n, random).map((row) => {
      const taken = random() < share;
      if (times === 0) return taken ? [row[other]!, row[base]!] : [row[base]!, row[other]!];
      if (!taken) same++;
      return [row[base]!, taken ? row[other]! : row[base]!];
    });
    const pair = input({ ...set, systems: ['base', 'head'] }, rows, [0, 1], n);
    const texts = { both: n, same, unrated: 0, uncompared: 0, missing: 0 };
    found[judgeChange(decide(pair), texts, { checksOnly: false }).verdict]++;
  }
  return { pass: found.pass / evals, worse: found.worse / evals, open: found['not-decided'] / evals };
}
