/** What the thread that passes calls on and the one that records say to each other. */
import type { CapturedCall, SpanRequest } from '../core/captured-call.ts';
import type { Upstreams } from './upstream.ts';

/** What the thread begins with. */
export interface ProxySettings {
  /** 0: any that is free. */
  readonly port: number;
  readonly upstreams: Upstreams;
  /** Paths of the calls that are recorded; see `callPaths`. */
  readonly recorded: readonly string[];
}

/** `held` is what the thread's memory must be given back, by `read`. */
export type FromProxy =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'unusable'; readonly code: string; readonly message: string }
  /** A request that is no call of a model. */
  | { readonly kind: 'skipped'; readonly reason: string }
  /** One that no answer came to, or no end of it. */
  | { readonly kind: 'unanswered'; readonly reason: string }
  /** A call that passed and could not be held to be recorded. */
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'call'; readonly call: CapturedCall; readonly held: number }
  | {
      readonly kind: 'spans';
      readonly id: number;
      readonly request: ReceivedRequest;
      readonly held: number;
    }
  | { readonly kind: 'closed' };

export type ToProxy =
  | { readonly kind: 'read'; readonly held: number }
  | ({ readonly kind: 'spans'; readonly id: number } & SpansAnswer)
  | { readonly kind: 'close' };

/** Of spans, or of events that belong to some. */
export type ReceivedRequest = Omit<SpanRequest, 'nowMs'>;

/** What came of the spans of a request. */
export type SpansAnswer =
  | { readonly taken: true; readonly rejected: number; readonly message: string }
  /** The body is not what it says that it is. */
  | { readonly taken: false; readonly message: string };
