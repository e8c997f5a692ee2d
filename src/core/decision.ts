/** Decision: ratings, prices and latencies turned into intervals, comparisons and one sentence to act on. */
import type { CheckDetail, CheckDetails } from './check.ts';
import type { Split } from './example.ts';
import type { OutputStatus } from './output.ts';

/** [low, high] of a confidence interval, in the unit of the figure it belongs to. */
export type Interval = readonly [number, number];

/** What the verdict is made on: the mean 1-5 rating, or the share of acceptable outputs. */
export type DecideBy = 'rating' | 'acceptable';

export interface Limits {
  /** USD per 1,000 examples. */
  readonly costPer1000Usd?: number;
  readonly p95LatencyMs?: number;
}

export interface DecideInput {
  readonly examples: readonly {
    readonly id: string;
    readonly weight?: number;
    readonly slices?: readonly string[];
    readonly split?: Split;
    readonly cluster?: string;
  }[];
  readonly candidates: readonly { readonly name: string; readonly incumbent?: boolean }[];
  readonly ratings: readonly {
    readonly example: string;
    readonly candidate: string;
    readonly rater: string;
    readonly trial?: number;
    readonly rating?: number;
    readonly acceptable?: boolean;
    readonly at?: string;
    readonly repeatOf?: string;
  }[];
  readonly outputs?: readonly {
    readonly example: string;
    readonly candidate: string;
    readonly trial?: number;
    readonly status: OutputStatus;
    readonly costUsd?: number;
    /** Whose word the cost is, `config`, `catalogue of 2026-09-30` ...: told beside the figure, no part of what is decided. */
    readonly costFrom?: string;
    readonly latencyMs?: number;
    readonly firstTokenMs?: number;
    /** Characters of the answer, for the length correlation. */
    readonly length?: number;
    /** The version that answered, as it names itself: an alias may change under us. */
    readonly servedBy?: string;
    /** What the attempts before the answer failed with, all of them where there is none: see failed-attempts.ts. */
    readonly failedAttempts?: readonly string[];
  }[];
  /** Automatic checks. They decide nothing, but for gates: who passes on less than `atLeast` (default: all) is out. */
  readonly checks?: readonly { readonly name: string; readonly gate?: boolean; readonly atLeast?: number }[];
  /** What they say of each output; null where a check could not judge it. */
  readonly scores?: readonly {
    readonly check: string;
    readonly example: string;
    readonly candidate: string;
    readonly trial?: number;
    readonly pass: boolean | null;
    /** What more it knows: of a check all alike. */
    readonly detail?: CheckDetail;
  }[];
  readonly options?: DecideOptions;
}

export interface DecideOptions {
  /** Default `rating`, unless there are only yes/no answers. */
  readonly by?: DecideBy;
  /** Lowest and highest rating, in steps of 1. Default [1, 5]. */
  readonly scale?: readonly [number, number];
  /** Default 0.95. */
  readonly confidence?: number;
  /** "As good as" allows this much less. Default 0.2 on a scale of 1 to 5 and in proportion on others; 0.05 of a rate. */
  readonly margin?: number;
  /** `final`: one look, now. Else the planned numbers of rated examples, ascending. Default `final`. */
  readonly looks?: 'final' | readonly number[];
  /** The planned looks that were really taken before; absent: all of them up to now. */
  readonly looksTaken?: readonly number[];
  /**
   * True when no rating is missing: what is not rated cannot be judged, or has no answer. The last look is then at the
   * examples that are rated, however few of the planned ones they are.
   */
  readonly complete?: boolean;
  readonly limits?: Limits;
  /** Default `dev`. */
  readonly split?: Split;
  /** True when ratings were given after names had been shown. */
  readonly earlyReveal?: boolean;
}

/** A mean with its interval and the number of examples behind it. */
export interface Estimate {
  readonly n: number;
  readonly mean: number;
  readonly interval: Interval;
}

/**
 * How much of the spread of ratings from example to example is generation noise: how differently the same example is
 * answered, and rated, from one trial to the next.
 */
export interface GenerationNoise {
  /** Examples behind it, also those with a single rated trial. */
  readonly n: number;
  /** Of these the ones that were rated in more than one trial, of a comparison: of both. */
  readonly repeated: number;
  /** Variance from one trial to the next; of a comparison that of both together. Absent where too few were repeated. */
  readonly within?: number;
  /** Variance from example to example. */
  readonly between?: number;
  /** within / (within + between); absent too where nothing varies. */
  readonly share?: number;
}

/** What a candidate gave without a retry: retries re-roll the inputs that it fails on. */
export interface FirstAttempts {
  /** Outputs whose attempts are known. */
  readonly n: number;
  /** Of these the ones that the first attempt gave. */
  readonly answered: number;
  readonly rate: number;
  readonly interval: Interval;
  /** What attempts failed with, the most frequent first. */
  readonly failures: readonly { readonly code: string; readonly attempts: number }[];
  /** The outputs that took a retry, those without an answer apart. */
  readonly retried: readonly { readonly example: string; readonly trial: number }[];
  /** Means over rated answers, in the unit of `by`, where some of both kinds are rated. */
  readonly rated?: {
    readonly first: { readonly n: number; readonly mean: number };
    readonly retried: { readonly n: number; readonly mean: number };
    readonly all: { readonly n: number; readonly mean: number };
    /** Whether the first answers alone differ from all by the margin or more. */
    readonly matters: boolean;
  };
}

export interface CandidateDecision {
  readonly name: string;
  readonly incumbent: boolean;
  /** Examples with at least one rating of this candidate (failed outputs count as rated lowest). */
  readonly n: number;
  readonly rating?: { readonly mean: number; readonly interval: Interval };
  readonly acceptable?: { readonly rate: number; readonly interval: Interval };
  /** Weighted to the real traffic, of what `by` names; absent without weights. */
  readonly traffic?: { readonly mean: number; readonly interval: Interval; readonly kishN: number };
  readonly slices?: readonly ({ readonly slice: string } & Estimate)[];
  readonly costPer1000Usd?: number;
  /** Whose word that is, and of how many outputs; the most first. */
  readonly costFrom?: readonly { readonly from: string; readonly outputs: number }[];
  readonly costPerAcceptableUsd?: number;
  /** Nearest-rank percentiles over `ok` outputs. */
  readonly latencyMs?: { readonly p50: number; readonly p95: number };
  readonly firstTokenMs?: { readonly p50: number; readonly p95: number };
  /** The versions that answered, when there is more than one: what was measured is a mix of them. */
  readonly servedBy?: readonly { readonly version: string; readonly outputs: number }[];
  /** What became of its outputs in the end, after all retries. */
  readonly statuses: { readonly [status in OutputStatus]: number };
  /** Where attempts are known. */
  readonly firstAttempts?: FirstAttempts;
  /** Where it was rated in more than one trial. */
  readonly generationNoise?: GenerationNoise;
  readonly contender: boolean;
  /** Why a limit or a gate took it out. */
  readonly excluded?: string;
}

/** An automatic check on every candidate; no rating, and but for a gate no part of the verdict. */
export interface CheckDecision extends CheckDetails {
  readonly name: string;
  readonly gate: boolean;
  /** The share of examples that must pass. */
  readonly atLeast?: number;
  readonly candidates: readonly {
    readonly name: string;
    /** Examples that were judged. */
    readonly n: number;
    /** Of these the ones that passed; several trials of an example count by their share. */
    readonly passed: number;
    /** Absent where none was judged. */
    readonly rate?: number;
    readonly interval?: Interval;
    /** Outputs that could not be judged, or were not yet. */
    readonly unjudged: number;
  }[];
  /** Who passes most often. */
  readonly leader?: string;
  /** Each other candidate minus the leader, on the examples that both have. */
  readonly differences: readonly {
    readonly candidate: string;
    readonly n: number;
    readonly difference: number;
    readonly interval: Interval;
  }[];
}

export interface Comparison {
  readonly a: string;
  readonly b: string;
  readonly estimand: 'picked' | 'traffic' | { readonly slice: string };
  /** Examples that both have rated; with planned looks, those up to the last look that they reached. */
  readonly n: number;
  /** a minus b. */
  readonly difference: number;
  /** The plain interval, for people to read. */
  readonly interval: Interval;
  /** The same formula at the level that decides (best of k, planned looks). */
  readonly decisionInterval: Interval;
  readonly winner: string | null;
  /** As picked, where both were rated in more than one trial. */
  readonly generationNoise?: GenerationNoise;
}

export type VerdictKind = 'ship' | 'switch' | 'keep' | 'cheaper-equivalent' | 'too-close' | 'not-enough';

export interface Verdict {
  readonly kind: VerdictKind;
  readonly winner?: string;
  /**
   * Of `cheaper-equivalent`: whom the winner is as good as, and the least that its mean minus theirs may be, one-sided at the confidence
   * asked for.
   */
  readonly asGoodAs?: { readonly candidate: string; readonly atWorst: number };
  /** One sentence a person can act on, with its reason. */
  readonly because: string;
  /**
   * Further examples, each rated for all contenders: up to the first look that would settle it if the
   * difference stays as it is, or up to the first look of all. Absent when no number within the plan would.
   */
  readonly ratingsNeeded?: number;
}

export interface Decision {
  readonly by: DecideBy;
  readonly scale: readonly [number, number];
  readonly confidence: number;
  readonly margin: number;
  /** The methods in words, each with what it was used for. */
  readonly method: readonly string[];
  /** SHA-256 over everything that was read, in an order that input order does not change. */
  readonly inputsHash: string;
  /** Examples of the split. */
  readonly examples: number;
  readonly split: Split;
  readonly candidates: readonly CandidateDecision[];
  readonly comparisons: readonly Comparison[];
  /** Automatic checks, where there are any. */
  readonly checks?: readonly CheckDecision[];
  readonly contenders: readonly string[];
  readonly looks: {
    readonly planned: 'final' | readonly number[];
    readonly taken: readonly number[];
    readonly decidedAt?: number;
  };
  /** Who rated how many outputs, the most first. */
  readonly raters?: readonly { readonly rater: string; readonly ratings: number }[];
  /** Krippendorff's alpha (ordinal) over outputs that several raters rated. */
  readonly agreement?: { readonly alpha: number; readonly outputs: number; readonly raters: number };
  /** Each rater's agreement with themselves on hidden repeats. */
  readonly repeats?: readonly { readonly rater: string; readonly n: number; readonly same: number }[];
  /** Each rater's correlation of answer length and rating within the candidates: both less their candidate's mean. */
  readonly lengthCorrelation?: readonly { readonly rater: string; readonly n: number; readonly r: number }[];
  /** Limits that could not be checked, mixed or unknown prices ...: plain sentences. */
  readonly warnings: readonly string[];
  readonly earlyReveal?: boolean;
  /** What synthetic examples say, where there are real ones, which alone decide. */
  readonly synthetic?: {
    readonly examples: number;
    readonly candidates: readonly Pick<CandidateDecision, 'name' | 'n' | 'rating' | 'acceptable'>[];
  };
  /** No example of the split is real: the verdict is about synthetic ones. */
  readonly onlySynthetic?: boolean;
  readonly verdict: Verdict;
}
