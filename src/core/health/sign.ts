/** HealthSign: one sign that a set of examples wears out; the contract that its siblings share. */
import type { DecideBy, Interval } from '../decision.ts';
import type { Evidence } from '../evidence.ts';
import type { Split } from '../example.ts';
import type { OutputText, SetText } from './texts.ts';
import type { KeptDecision } from './uses.ts';

/** `unknown`: too little is there to tell. `note`: worth a look. `alarm`: something is to be done. */
export type HealthLevel = 'fine' | 'unknown' | 'note' | 'alarm';

/** What each candidate has on each example. */
export type HealthRows = Pick<Evidence, 'candidates' | 'examples'>;

/** What the signs read of a project. Texts of held-out examples are never part of it. */
export interface HealthInput {
  readonly by: DecideBy;
  /** The lowest and the highest of what decides: of ratings the scale, of yes and no 0 and 1. */
  readonly range: readonly [number, number];
  readonly confidence: number;
  /** The dev examples and the candidates of the config. */
  readonly dev: HealthRows;
  /** The same examples with every candidate that was ever rated on them. */
  readonly everyone: HealthRows;
  /** Every decision that was kept, oldest first. */
  readonly decisions: readonly KeptDecision[];
  /** The held-out examples, where a decision on what is stored now has been shown already: to look at them costs nothing more. */
  readonly holdout?: HealthRows;
  readonly holdoutExamples: number;
  /** Whether the set can be changed by `pick`: there is a pool. */
  readonly hasPool: boolean;
  /** Absent where texts are not read. */
  readonly texts?: {
    readonly examples: readonly SetText[];
    readonly outputs: readonly OutputText[];
  };
}

/** Examples of one kind, and the command that acts on them. */
export interface HealthGroup {
  readonly what: string;
  /** Names, or else ids; of held-out examples never. */
  readonly examples: readonly string[];
  readonly command?: string;
}

/** A number of a finding that is an estimate. */
export interface HealthFigure {
  readonly name: string;
  readonly value: number;
  readonly interval?: Interval;
  /** Examples behind it. */
  readonly n: number;
}

export interface HealthFinding {
  readonly level: HealthLevel;
  /** The figure in a sentence. */
  readonly says: string;
  readonly figures: readonly HealthFigure[];
  readonly groups: readonly HealthGroup[];
  /** What it means, how it was found, what it does not say. */
  readonly notes: readonly string[];
  /** A sentence for a decision; of an alarm alone. */
  readonly line?: string;
}

export interface HealthSign {
  readonly name: string;
  readonly title: string;
  /** Whether `decide` looks at it too: it takes no more than the rows that `decide` has read. */
  readonly inDecision: boolean;
  look(input: HealthInput): HealthFinding;
}

/** A finding under its sign's name, as it is shown. */
export interface ToldFinding extends HealthFinding {
  readonly sign: string;
  readonly title: string;
}

/** What `fieldtest health` says of a set. */
export interface Health {
  readonly examples: number;
  readonly holdout: number;
  /** How often each split has decided. */
  readonly decided: { readonly [split in Split]: number };
  readonly findings: readonly ToldFinding[];
}
