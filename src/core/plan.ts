/** plan: what so many examples can tell, and what rating them takes, before anything is rated. Pure. */

import type { DecideBy, DecideInput } from './decision.ts';
import {
  type ChanceRule,
  chanceToTell,
  ENOUGH,
  examplesFor,
  looksOfSize,
  resolvedGap,
} from './plan/chance.ts';
import { checkPlan } from './plan/check-plan.ts';
import { type Effort, effortOf, type Pace, paceOf } from './plan/effort.ts';
import { firstRatings, type Range, type Spread, typicalSpread } from './plan/spread.ts';
import type { TimedAnswer } from './review/time-left.ts';
import { planSummary } from './wording/plan.ts';

/** Everything may be left out: `plan({})` is of two candidates, a 1 to 5 scale and typical spreads. */
export interface PlanInput {
  /** Candidates to compare, at least 2; default 2. */
  readonly candidates?: number;
  /** What decides. Default `rating`. */
  readonly by?: DecideBy;
  /** What raters are asked. Default: what decides. */
  readonly asks?: readonly DecideBy[];
  /** Lowest and highest rating. Default [1, 5]. */
  readonly scale?: readonly [number, number];
  /** Default 0.95. */
  readonly confidence?: number;
  /** As in a config; absent: five equal steps of each size. */
  readonly looks?: 'final' | readonly number[];
  /** Examples that the set has; absent or 0 before there is one. */
  readonly examples?: number;
  /** Examples that are planned. Default 50. */
  readonly planned?: number;
  /** A true difference that must be found, in the unit of `by`. */
  readonly gap?: { readonly by: DecideBy; readonly difference: number };
  /** What is rated so far: of it only the spread is read, and shown. */
  readonly rated?: DecideInput;
  /** Distinct outputs of an example on average, where outputs are there. Default: one a candidate. */
  readonly textsPerExample?: number;
  /** Times of the review's answers so far, oldest first. */
  readonly timed?: readonly TimedAnswer[];
}

/** A Range; null where nothing that the scale allows, or no number of examples up to 2,000, is enough. */
export interface OpenRange {
  readonly low: number | null;
  readonly likely: number | null;
  readonly high: number | null;
}

/** What a set of so many examples can tell, when its plan of looks ends there. */
export interface PlanSize {
  readonly examples: number;
  readonly looks: 'final' | readonly number[];
  /** The true difference that is found four times in five. */
  readonly resolves: OpenRange;
  /** How likely true differences of 5, 10 and 20 % of the scale are found. */
  readonly chances: readonly { readonly gap: number; readonly chance: Range }[];
}

/** What it takes to find a given difference. */
export interface PlanGap {
  readonly gap: number;
  /** The size of the set that finds it four times in five. */
  readonly examples: OpenRange;
  /** The last look of the plan as it is, and the chance there. */
  readonly planEnds: number;
  readonly chance: Range;
  /** The first planned look that finds it four times in five, at the likely spread; null when none does. */
  readonly look: number | null;
}

export interface PlanMeasure {
  readonly by: DecideBy;
  readonly scale: readonly [number, number];
  /** The sentence for the set as it is, or as it is planned. */
  readonly summary: string;
  readonly spread: Spread;
  readonly sizes: readonly PlanSize[];
  readonly gap?: PlanGap;
}

export interface Plan {
  readonly by: DecideBy;
  readonly candidates: number;
  readonly confidence: number;
  /** Of the set; 0 before there is one. */
  readonly examples: number;
  readonly planned: number;
  readonly looks: 'final' | readonly number[];
  /** What decides comes first. */
  readonly measures: readonly PlanMeasure[];
  readonly effort: readonly ({ readonly examples: number } & Effort)[];
  readonly pace: Pace;
  /** What else to know, in sentences. */
  readonly notes: readonly string[];
}

const SIZES = [10, 20, 50, 100] as const;
/** True differences as shares of the scale: 0.2, 0.4 and 0.8 on a 1 to 5 scale. */
const GAPS = [0.05, 0.1, 0.2] as const;

/**
 * What 10, 20, 50 and 100 examples, those of the set and those planned can tell: by the level, the looks and the intervals that
 * `decide` will use. It names no candidate, and of ratings it reads the spread alone.
 * Throws FieldtestError('input') when a number makes no sense, and as `decide` does for `rated`.
 */
export function plan(input: PlanInput): Plan {
  const {
    candidates = 2,
    by = 'rating',
    scale = [1, 5],
    confidence = 0.95,
    examples = 0,
    planned = 50,
  } = input;
  checkPlan({ ...input, candidates, scale, examples, planned });
  const { looks, rated, timed = [], textsPerExample = candidates } = input;
  const about = examples > 0 ? examples : planned;
  const ends = Array.isArray(looks) ? looks.at(-1)! : about;
  const sizes = [...new Set([...SIZES, planned, ends, about])].filter((n) => n >= 2).sort((a, b) => a - b);
  const asked = [...new Set([by, ...(input.asks ?? [])])];
  const notes: string[] = [];
  const measures = asked.map((one) => {
    const first = rated === undefined ? undefined : firstRatings(rated, one);
    const rule: ChanceRule = {
      by: one,
      scale: one === 'rating' ? scale : [0, 1],
      confidence,
      candidates,
      unitsPerExample: first?.unitsPerExample ?? 1,
      ...(looks === undefined ? {} : { looks }),
    };
    if (one === by) notes.push(...notesOf(rule, { examples, ends }));
    const gap = input.gap?.by === one ? input.gap.difference : undefined;
    return measureOf(rule, {
      spread: first?.spread ?? typicalSpread(one, rule.scale),
      sizes,
      about,
      ends,
      gap,
    });
  });
  const effort = sizes.map((n) => ({ examples: n, ...effortOf(n, { textsPerExample, timed }) }));
  return {
    by,
    candidates,
    confidence,
    examples,
    planned,
    looks: looksOfSize(looks === undefined ? {} : { looks }, ends),
    measures,
    effort,
    pace: paceOf(effort.find((one) => one.examples === about) ?? effort[0]!, timed),
    notes,
  };
}

function measureOf(
  rule: ChanceRule,
  of: {
    readonly spread: Spread;
    readonly sizes: readonly number[];
    readonly about: number;
    readonly ends: number;
    readonly gap: number | undefined;
  },
): PlanMeasure {
  const { by, scale } = rule;
  const { spread, about, ends } = of;
  const range = scale[1] - scale[0];
  const chanceAt = (examples: number, gap: number): Range =>
    ascending((deviation) => chanceToTell(rule, { examples, gap, deviation }), spread);
  const needed = (find: (deviation: number) => number | null): OpenRange => {
    const range = ascending((deviation) => find(deviation) ?? Number.POSITIVE_INFINITY, spread);
    const known = (value: number) => (Number.isFinite(value) ? value : null);
    return { low: known(range.low), likely: known(range.likely), high: known(range.high) };
  };
  const told = (examples: number) =>
    GAPS.map((share) => ({ gap: share * range, chance: chanceAt(examples, share * range) }));
  const [small, middle, large] = told(about);
  const { gap } = of;
  return {
    by,
    scale,
    summary: planSummary(about, by, [small!, middle!, large!]),
    spread,
    sizes: of.sizes.map((examples) => ({
      examples,
      looks: looksOfSize(rule, examples),
      resolves: needed((deviation) => resolvedGap(rule, { examples, deviation })),
      chances: told(examples),
    })),
    ...(gap === undefined
      ? {}
      : {
          gap: {
            gap,
            examples: needed((deviation) => examplesFor(rule, { gap, deviation })),
            planEnds: ends,
            chance: chanceAt(ends, gap),
            look: firstLook(rule, { gap, deviation: spread.likely, ends }),
          },
        }),
  };
}

/** A wider spread mostly means a smaller chance, but not where even a narrow one has none. */
function ascending(of: (deviation: number) => number, { low, likely, high }: Range): Range {
  const middle = of(likely);
  const all = [of(low), middle, of(high)];
  return { low: Math.min(...all), likely: middle, high: Math.max(...all) };
}

function firstLook(
  rule: ChanceRule,
  { gap, deviation, ends }: { readonly gap: number; readonly deviation: number; readonly ends: number },
): number | null {
  const looks = looksOfSize(rule, ends);
  const found = (looks === 'final' ? [ends] : looks).find(
    (look) => chanceToTell(rule, { examples: ends, gap, deviation, look }) >= ENOUGH,
  );
  return found ?? null;
}

function notesOf(
  { looks, unitsPerExample }: ChanceRule,
  { examples, ends }: { readonly examples: number; readonly ends: number },
): readonly string[] {
  const notes: string[] = [];
  if (Array.isArray(looks) && examples > 0 && examples < ends)
    notes.push(`The looks in the config go to ${ends} examples; the set has ${examples}.`);
  if (Array.isArray(looks) && examples > ends)
    notes.push(`The looks in the config end at ${ends} examples; what is rated after them decides nothing.`);
  if (unitsPerExample < 1) {
    const units = Math.round(100 * unitsPerExample);
    notes.push(
      `Some examples belong together (one conversation, one customer): 100 of them tell as much as ${units} that do not.`,
    );
  }
  return notes;
}
