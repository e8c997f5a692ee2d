/** Calls that are being made, as all processes on one store see them: who asks for what, and what it may cost. */
import type { Split } from './example.ts';
import type { Attempt, Output, OutputKey } from './output.ts';

/** What a run was started for: whoever helps does the same. */
export interface AskedRun {
  /** Id of the process that a user started with it. */
  readonly id: string;
  readonly candidates: readonly { readonly id: string; readonly name: string; readonly trials: number }[];
  readonly split: Split;
  /** Only the first examples of the set. */
  readonly limit?: number;
  readonly retryErrors: boolean;
  readonly maxCostUsd?: number;
  /** Calls in flight per candidate, of each process. */
  readonly concurrency?: number;
}

/** A process that asks candidates. */
export interface RunProcess {
  /** UUID. */
  readonly id: string;
  /** Tells one machine (and container) from another. */
  readonly host: string;
  readonly pid: number;
  /** When that pid began, as the machine itself counts; '' where it does not say. Pids are given again. */
  readonly began: string;
  readonly asked?: AskedRun;
}

/** What a process learnt of a provider itself, for the others; no moment is named, since clocks differ. */
export interface LearntPace {
  /** Provider and model. */
  readonly bucket: string;
  /** Calls that it lets be in flight. */
  readonly places: number;
  /** How often it has halved these because it was told to slow down. */
  readonly halvings: number;
  /** For how long the provider is to be left alone, from when this was written. */
  readonly pausedForMs: number;
}

/** A process as the others see it. */
export interface SeenProcess extends RunProcess {
  /** Grows for as long as it lives; nobody's clock is part of it. */
  readonly beat: number;
  /** As of that beat. */
  readonly learnt: readonly LearntPace[];
}

/** What a process hears in return for its beat. */
export interface Heard {
  /** The others that take part. */
  readonly others: readonly SeenProcess[];
  /** Another process took this one for dead: it is of no run until it joins again. */
  readonly buried: boolean;
  /** The user has stopped the run that it helps with. */
  readonly calledOff: boolean;
}

/** The wish to call: granted, the key is this process's until it is settled. */
export interface Claim {
  readonly process: string;
  readonly key: OutputKey;
  /** The most that it may cost, in USD, with the calls for this key of which nothing is stored; absent when nobody knows. */
  readonly mostUsd?: number;
  /** Calls for this key of which nothing is stored, the one to be made among them. Default 1. */
  readonly calls?: number;
  /** All processes of the run together may spend so much. */
  readonly limitUsd?: number;
  /** So many failures are stored that shall not count as an answer; one more would be another process's. Default 0. */
  readonly failures?: number;
}

/**
 * `taken`: another process asks for it now. `done`: it is stored already. `wait`: it does not fit beside what is in
 * flight elsewhere, or the process was taken for dead and has to join again. `over`: it fits no more.
 */
export type ClaimOutcome = 'claimed' | 'taken' | 'done' | 'wait' | 'over';

/** What a process has spent, and the run that knows of it. */
export interface SpentElsewhere {
  readonly run: string;
  readonly usd: number;
}

/** What a call came to. */
export interface Settlement {
  readonly process: string;
  readonly key: OutputKey;
  /** Attempts that are not part of the output. */
  readonly attempts?: readonly Attempt[];
  readonly output?: Output;
  /** USD that it cost, at its worst where that is not known. */
  readonly spentUsd: number;
  /** Another attempt follows: the key stays claimed, and nothing of it is in flight until then. */
  readonly keep?: boolean;
}

/** What an ended process left in flight. */
export interface LeftCall extends OutputKey {
  readonly mostUsd?: number;
}

/** The part of a store that many processes share while they run. */
export interface CallStore {
  /**
   * Takes part: in the run of the processes that are there, or in a new one. Gives the run's id. `spent`: what this
   * process has spent (USD) before it was taken for dead; a run that does not know it takes it over.
   */
  joinRun(process: RunProcess, at: string, spent?: SpentElsewhere): Promise<string>;
  /** All that take part now, the dead of whom nobody has noticed it yet among them. */
  runProcesses(): Promise<readonly SeenProcess[]>;
  /** Says that this process lives, and what it learnt. */
  beat(process: RunProcess, learnt?: readonly LearntPace[]): Promise<Heard>;
  /** Whoever helps with the run that this process began shall stop. */
  callOff(run: string): Promise<void>;
  /**
   * Ends processes: what they claimed is free again, and a run without any is over. Calls that were in flight become
   * attempts whose outcome is not known, and are returned.
   */
  endProcesses(ids: readonly string[], at: string): Promise<readonly LeftCall[]>;
  /** Durable before it resolves; many at once are one transaction. */
  claim(claim: Claim, at: string): Promise<ClaimOutcome>;
  /** Stores it durably and gives the claim back. False: another answer was there first. */
  settle(settlement: Settlement): Promise<boolean>;
  /** USD that the run has spent, by all its processes. */
  spentUsd(run: string): Promise<number>;
  /** Keys that other processes hold now. */
  claimedElsewhere(process: string): Promise<readonly OutputKey[]>;
}
