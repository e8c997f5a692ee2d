/** What one kind of model call asks and answers; each is a sibling in this folder and a line in list.ts. */
import type { Input } from '../../core/input.ts';
import type { Json } from '../../core/json.ts';
import type { Usage } from '../../core/record.ts';

export type JsonObject = { readonly [key: string]: Json };

/** An event of a stream: its data as an object, or the mark of the end that OpenAI sends. */
export type ServerSentEvent = JsonObject | '[DONE]';

/** What was asked. `skipped`: it is whole only with what the provider keeps; `fault`: it is malformed. */
export type AskedReading =
  | { readonly kind: 'input'; readonly input: Input }
  | { readonly kind: 'skipped' | 'fault'; readonly reason: string };

export interface Answered {
  readonly text: string;
  readonly id?: Json | undefined;
  readonly model?: Json | undefined;
  readonly finish?: Json | undefined;
  readonly usage?: Usage | undefined;
}

export interface CallDialect {
  /** Of a POST, with nothing before or after it. */
  readonly path: string;
  asked(request: JsonObject): AskedReading;
  /** Keys of the request that are no parameter: its input, and how the answer is sent. */
  readonly consumed: readonly string[];
  /** The answer; undefined when the call gave none (an error in it, still at work). */
  answered(answer: JsonObject): Answered | undefined;
  /** The answer as if it had not been streamed; undefined when it broke off. */
  assembled(events: readonly ServerSentEvent[]): JsonObject | undefined;
}
