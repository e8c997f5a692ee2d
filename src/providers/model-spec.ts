/**
 * What we use of the AI SDK's language model specification, versions 2 to 4, written as plain shapes: the
 * packages that a user installs need not all be of the version that ours are.
 * Source: node_modules/@ai-sdk/provider/src/language-model
 */

/** A part of a stream, as far as it is read here; parts of other types are passed over. */
export type StreamPart =
  | { readonly type: 'stream-start'; readonly warnings: readonly SpecWarning[] }
  | { readonly type: 'text-delta'; readonly delta: string }
  | { readonly type: 'response-metadata'; readonly modelId?: string }
  | { readonly type: 'raw'; readonly rawValue: unknown }
  | { readonly type: 'error'; readonly error: unknown }
  | ({ readonly type: 'finish' } & Finish);

/** What a package does not do as asked; `feature` was `setting` in version 2. */
export interface SpecWarning {
  readonly type: string;
  readonly feature?: string;
  readonly setting?: string;
  readonly details?: string;
  readonly message?: string;
}

export interface Finish {
  /** An object since version 3; before, the unified reason alone. */
  readonly finishReason: { readonly unified: string; readonly raw?: string | undefined } | string;
  readonly usage?: SpecUsage;
  readonly providerMetadata?: { readonly [provider: string]: unknown };
}

/** Token counts: groups since version 3; before, one number each. */
export interface SpecUsage {
  readonly inputTokens?:
    | { readonly total?: number; readonly cacheRead?: number; readonly cacheWrite?: number }
    | number;
  readonly outputTokens?: { readonly total?: number; readonly reasoning?: number } | number;
  readonly reasoningTokens?: number;
  readonly cachedInputTokens?: number;
}

export interface SpecModel {
  readonly specificationVersion: string;
  doStream(options: SpecOptions): PromiseLike<{ readonly stream: ReadableStream<StreamPart> }>;
  doGenerate(options: SpecOptions): PromiseLike<
    Finish & {
      readonly warnings?: readonly SpecWarning[];
      readonly content: readonly { readonly type: string; readonly text?: string }[];
      readonly response?: { readonly modelId?: string; readonly body?: unknown };
    }
  >;
}

export interface SpecOptions {
  readonly prompt: readonly SpecMessage[];
  readonly abortSignal: AbortSignal;
  readonly includeRawChunks: boolean;
  readonly [setting: string]: unknown;
}

export interface SpecMessage {
  readonly role: string;
  readonly content: string | readonly SpecPart[];
}

export type SpecPart = { readonly type: string; readonly [key: string]: unknown };
