/** Record: one production call, normalised, whatever log it came from. */
import type { Input } from './input.ts';
import type { Json } from './json.ts';

/** Token counts of one call, as far as its provider gave them. The last three are parts of the first two, as a rule. */
export interface Usage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly reasoningTokens?: number;
  /** Read from the provider's cache. */
  readonly cachedInputTokens?: number;
  /** Written to the provider's cache. */
  readonly cacheWriteTokens?: number;
}

/** A record. (The type is not called `Record` only because TypeScript has one of that name.) */
export interface ProductionRecord {
  readonly input: Input;
  /** The id that the source gave it, if any; kept as a name. */
  readonly name?: string;
  /** The right answer, where the source knows it. */
  readonly reference?: Json;
  /** The answer that production gave then. */
  readonly answer?: string;
  readonly model?: string;
  readonly usage?: Usage;
  /** When the call was made, ISO 8601. */
  readonly at?: string;
  readonly metadata?: { readonly [key: string]: Json };
}

/** A row that could not be read, where it stands and why. Lines and columns count from 1, in characters. */
export interface RejectedRow {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  /** What `line` counts, where it is not lines. */
  readonly unit?: 'row' | 'resource';
  readonly reason: string;
  /** The row as it was, as far as it could be decoded. */
  readonly raw: string;
}
