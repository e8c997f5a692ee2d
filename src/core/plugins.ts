/** The small contracts that folders of siblings implement: one file and one list line adds a sibling. */
import type { Candidate, ModelTarget } from './candidate.ts';
import type { Check, CheckResult } from './check.ts';
import type { CheckKind } from './check-schema.ts';
import type { Example } from './example.ts';
import type { CallFailure, OutputStatus } from './output.ts';
import type { ProductionRecord, RejectedRow, Usage } from './record.ts';
import type { Redactor } from './redaction.ts';

/** Where an importer reads from: bytes in order, under the name that errors show. */
export interface ImportSource {
  readonly file: string;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** The same bytes in any order, where the source is a file that has one; for formats that are read from their end. */
  readonly random?: RandomAccess;
}

/** A file that is read here and there. */
export interface RandomAccess {
  /** In bytes. */
  readonly size: number;
  /** The bytes from `start` to before `end`; fewer only where the file has shrunk. */
  read(start: number, end: number): Promise<Uint8Array>;
}

export interface ImportOptions {
  /** Path of the input inside a row, `$.body.messages` or a column's name; absent: the format's own rule. */
  readonly input?: string;
  /** Path of the right answer inside a row. */
  readonly reference?: string;
  /** Path of the list of rows inside a document; for formats that have documents. */
  readonly rows?: string;
}

export type ImportedRow =
  | {
      readonly kind: 'record';
      readonly record: ProductionRecord;
      readonly line: number;
      /** Where in the row, or the document, its input was found, when no option says it: `messages`, `$.data[].text`. */
      readonly from?: string;
    }
  | { readonly kind: 'rejected'; readonly rejected: RejectedRow };

/** One log format. Rows come in file order, bad ones as `rejected`; whoever reads decides what they mean. */
export interface Importer {
  /** What `--format` calls it. */
  readonly format: string;
  /** One sentence for `--help` and errors. */
  readonly description: string;
  /** File name endings, with the dot. */
  readonly extensions: readonly string[];
  /** The bytes are no text: they have no encoding, and places in them are numbers of rows. */
  readonly binary?: true;
  /** It takes `rows`. */
  readonly documents?: true;
  /** How sure the first bytes make it, 0 (no) to 1 (certain); `head` is at most 64 KB. */
  sniff(head: Uint8Array, file: string): number;
  read(source: ImportSource, options: ImportOptions): AsyncIterable<ImportedRow>;
}

/** One call to a candidate. */
export interface CallRequest {
  readonly example: Example;
  readonly trial: number;
  /** Ends the call. Its reason tells a timeout (a `TimeoutError`) from the user's own stop. */
  readonly signal: AbortSignal;
  /** Called whenever something arrives, so that whoever keeps the time can tell a slow answer from a stall. */
  readonly onActivity?: () => void;
  /** Called when the whole answer has arrived: what is silent from here on is not the provider. */
  readonly onArrived?: (() => void) | undefined;
  /** Called when an answer, good or bad, says what is left of the provider's limits. */
  readonly onLimits?: (limits: readonly RateWindow[]) => void;
}

/** What is left of one of a provider's limits, as its headers say it. */
export interface RateWindow {
  /** `requests`, `tokens`, `input-tokens` ... */
  readonly of: string;
  readonly limit?: number;
  readonly remaining: number;
  /** Milliseconds until it is full again. */
  readonly resetMs: number;
}

/** What a call gave. A failed call is data, never an exception. */
export type CallResult =
  | {
      readonly kind: 'answer';
      readonly status: Exclude<OutputStatus, 'error'>;
      readonly text: string;
      readonly usage?: Usage;
      readonly costUsd?: number;
      /** Milliseconds at the provider, from sending to the last byte; absent where a recorded row says nothing. */
      readonly latencyMs?: number;
      /** Milliseconds from sending to the first piece of the answer's own text (reasoning does not count). */
      readonly firstTokenMs?: number;
      readonly responseModel?: string;
      readonly fingerprint?: string;
      /** What the provider did not do as asked, such as a parameter that it ignores: one clause each. */
      readonly warnings?: readonly string[];
      /** Why there is no more of it, in the provider's words: blocked by a filter, longer than the context. */
      readonly failure?: CallFailure;
    }
  | {
      readonly kind: 'failure';
      readonly failure: CallFailure;
      readonly latencyMs: number;
      /**
       * `retry`: the same call may work later. `final`: this input will not work, which is the candidate's
       * result. `stop`: nothing will work until the user changes something (key, model name, quota), so the
       * candidate stops and its output stays missing. `missing`: recorded outputs have none for this example.
       */
      readonly next: 'retry' | 'final' | 'stop' | 'missing';
      /** The least wait that the provider asked for. */
      readonly retryAfterMs?: number;
      /** What had arrived of the answer when it broke off: evidence, never the answer. */
      readonly partialText?: string;
      /** For `stop`: the next thing to type. */
      readonly hint?: string;
    };

/** A candidate made ready to be called. */
export interface Runner {
  /** Calls of one bucket share limits: `openai:gpt-5-mini`, or the candidate's name for the user's own code. */
  readonly bucket: string;
  /** Whoever pays for it: candidates of one account are stopped together when it is empty. */
  readonly account?: string;
  call(request: CallRequest): Promise<CallResult>;
  close(): Promise<void>;
}

/** What a provider may use of the outside. */
export interface ProviderContext {
  readonly env: { readonly [name: string]: string | undefined };
  /** The folder of the config: working directory of commands. */
  readonly projectDir: string;
  /** Monotonic milliseconds, from the Context's clock. */
  readonly now: () => number;
  /** How inputs were redacted before their ids were made; recorded rows that carry an input pass it too. */
  readonly redact?: Redactor;
}

/** One way to reach a candidate. `open` throws a FieldtestError for what is wrong before any call is made. */
export interface Provider {
  readonly kind: Candidate['target']['kind'];
  readonly description: string;
  /**
   * What the user must have allowed before it is opened, a clause each: code of the project folder that it runs,
   * secrets that it sends to an address of the config's choosing. Empty: nothing.
   */
  needsTrust(candidate: Pick<Candidate, 'target'>): readonly string[];
  open(candidate: Candidate, context: ProviderContext): Promise<Runner>;
}

/** A model of a provider, as far as its address and key go: an embedding model has nothing more. */
export type EmbeddingTarget = Pick<ModelTarget, 'provider' | 'model' | 'baseUrl' | 'apiKeyEnv'>;

/** Vectors in the order of the texts, or why there are none; only what is worth another try is `retry`. */
export type Embedded =
  | { readonly kind: 'vectors'; readonly vectors: readonly Float32Array[] }
  | {
      readonly kind: 'failure';
      readonly next: 'retry' | 'stop';
      readonly message: string;
      readonly retryAfterMs?: number;
      readonly hint?: string;
    };

/** An embedding model made ready to be asked. */
export interface Embedder {
  /** `openai:text-embedding-3-small`: vectors of one name are comparable. */
  readonly name: string;
  /** Texts that one request may hold. */
  readonly most: number;
  embed(texts: readonly string[], signal: AbortSignal): Promise<Embedded>;
}

/** What a check sees of an output. Never whose it is. */
export interface CheckSubject {
  readonly text: string;
  readonly example: Pick<Example, 'id' | 'name' | 'input' | 'reference'>;
}

/** A check made ready to be asked. */
export interface OpenCheck {
  /** A bad output is a `fail`, a check that does not work is `broken`; neither is an exception. */
  judge(subject: CheckSubject, signal: AbortSignal): CheckResult | Promise<CheckResult>;
  close(): Promise<void>;
}

/** What a scorer may use of the outside. */
export interface ScorerContext {
  readonly env: { readonly [name: string]: string | undefined };
  /** The folder of the config: working directory of commands. */
  readonly projectDir: string;
  readonly warn: (message: string) => void;
}

/** One kind of automatic check. It reads stored outputs alone and calls no model. */
export interface Scorer {
  readonly kind: CheckKind;
  /** One sentence for people. */
  readonly description: string;
  /** What reports call a check that has no `name:`. */
  nameOf(check: Pick<Check, 'spec'>): string;
  /** Code of the project folder that it runs, a clause each. Empty: none. */
  needsTrust(check: Pick<Check, 'spec'>): readonly string[];
  /** Throws a FieldtestError for what is wrong with the check itself. */
  open(check: Check, context: ScorerContext): Promise<OpenCheck>;
}
