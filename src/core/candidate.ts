/** Candidate: what could be shipped. Its id is the hash of what makes its outputs, so that nothing else re-runs it. */
import type { Json } from './json.ts';
import type { Price, PriceOrigin, TokenLimits } from './prices/price.ts';

/** Sampling parameters, in the AI SDK's names. */
export interface ModelParams {
  readonly temperature?: number;
  readonly maxOutputTokens?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly seed?: number;
  readonly stopSequences?: readonly string[];
  readonly presencePenalty?: number;
  readonly frequencyPenalty?: number;
  /** Passed through to the provider's package, keyed by provider. */
  readonly providerOptions?: { readonly [provider: string]: Json };
}

export interface ModelTarget {
  readonly kind: 'model';
  /** `openai`, `anthropic`, `openai-compatible` ... */
  readonly provider: string;
  readonly model: string;
  /** The template's text; absent: the record's own messages are replayed. */
  readonly prompt?: string;
  readonly params: ModelParams;
  readonly baseUrl?: string;
  readonly apiKeyEnv?: string;
}

/** The user's own module: `export async function run(example, { signal })`. */
export interface RunTarget {
  readonly kind: 'run';
  /** The entry file as the config writes it, relative to the config. */
  readonly file: string;
  /** Its absolute path. */
  readonly path: string;
}

/** A shell command: the input on stdin, the answer on stdout. */
export interface CommandTarget {
  readonly kind: 'command';
  readonly command: string;
}

export interface HttpTarget {
  readonly kind: 'http';
  readonly url: string;
  readonly method: string;
  readonly headers: { readonly [name: string]: string };
  /** JSON body; strings in it are templates. */
  readonly body?: Json;
  /** Where the answer stands in the response, `$.answer`; absent: the whole body as text. */
  readonly output?: string;
}

/** Outputs made elsewhere: rows as in `outputs import`. */
export interface RecordedTarget {
  readonly kind: 'recorded';
  /** The JSONL file as the config writes it, relative to the config. */
  readonly file: string;
  /** Its absolute path. */
  readonly path: string;
}

export type Target = ModelTarget | RunTarget | CommandTarget | HttpTarget | RecordedTarget;

/** How long a call may take before it is given up, in seconds. */
export interface Timeout {
  /** Without a byte. */
  readonly idle?: number;
  /** In all. */
  readonly total?: number;
}

export interface Candidate {
  /** 64 hex digits; see `candidateId` in identity.ts. */
  readonly id: string;
  readonly name: string;
  readonly incumbent: boolean;
  readonly target: Target;
  /** As it is known today; no part of what the candidate is. */
  readonly price?: Price;
  /** Calls in flight at the most. */
  readonly concurrency?: number;
  /** Outputs per example, 1 to `MAX_TRIALS`; absent: as many as a run says. */
  readonly trials?: number;
  readonly timeout?: Timeout;
  /** Absent: the config's. */
  readonly priceOrigin?: PriceOrigin;
  /** The model's own, where the catalogue knows it. */
  readonly tokenLimits?: TokenLimits;
  /** Why it cannot run now, and what to do: a file that it stands on cannot be read. */
  readonly problem?: { readonly message: string; readonly hint: string };
}
