/** What a span says of a model call beside its messages: model, tokens, time, and where it belongs. */
import { isJsonObject, type Json } from '../../core/json.ts';
import type { Usage } from '../../core/record.ts';
import { MAX_METADATA_LENGTH } from '../facts.ts';
import { below, structured, textAt } from './dialect.ts';
import type { Attributes, Span } from './span.ts';

const MODEL = [
  'gen_ai.request.model',
  'llm.request.model_name',
  'llm.model_name',
  'ai.model.id',
  'langfuse.observation.model.name',
  'gen_ai.response.model',
  'llm.response.model_name',
  'llm.request.model',
];

/** The names of each count, in order of preference: those of the conventions now, before, and of the other dialects. */
const TOKENS: { readonly [key in keyof Usage]-?: readonly string[] } = {
  inputTokens: [
    'gen_ai.usage.input_tokens',
    'gen_ai.usage.prompt_tokens',
    'llm.token_count.prompt',
    'ai.usage.inputTokens',
    'ai.usage.promptTokens',
    'llm.usage.prompt_tokens',
  ],
  outputTokens: [
    'gen_ai.usage.output_tokens',
    'gen_ai.usage.completion_tokens',
    'llm.token_count.completion',
    'ai.usage.outputTokens',
    'ai.usage.completionTokens',
    'llm.usage.completion_tokens',
  ],
  reasoningTokens: [
    'gen_ai.usage.reasoning.output_tokens',
    'gen_ai.usage.reasoning_tokens',
    'llm.token_count.completion_details.reasoning',
    'ai.usage.reasoningTokens',
    'ai.usage.outputTokenDetails.reasoningTokens',
  ],
  cachedInputTokens: [
    'gen_ai.usage.cache_read.input_tokens',
    'gen_ai.usage.cache_read_input_tokens',
    'llm.token_count.prompt_details.cache_read',
    'ai.usage.cachedInputTokens',
    'ai.usage.inputTokenDetails.cacheReadTokens',
  ],
  cacheWriteTokens: [
    'gen_ai.usage.cache_write.input_tokens',
    'gen_ai.usage.cache_creation.input_tokens',
    'gen_ai.usage.cache_creation_input_tokens',
    'llm.token_count.prompt_details.cache_write',
    'ai.usage.inputTokenDetails.cacheWriteTokens',
  ],
};

/** Where tools put the ids by which calls belong together, and what record metadata calls them. */
const BELONGS: { readonly [name: string]: readonly string[] } = {
  conversation_id: ['gen_ai.conversation.id'],
  session_id: ['session.id', 'langfuse.session.id', 'langsmith.trace.session_id'],
  user_id: ['user.id', 'enduser.id', 'langfuse.user.id'],
};

/** Metadata that applications attach, as attributes below a prefix. */
const ATTACHED = [
  'ai.telemetry.metadata.',
  'traceloop.association.properties.',
  'langfuse.trace.metadata.',
  'langfuse.observation.metadata.',
  'langsmith.metadata.',
];

const NAMES: { readonly [key: string]: readonly string[] } = {
  provider: ['gen_ai.provider.name', 'gen_ai.system', 'llm.provider', 'llm.system', 'ai.model.provider'],
  response_model: ['gen_ai.response.model', 'llm.response.model_name', 'ai.response.model'],
  agent: ['gen_ai.agent.name', 'agent.name'],
  prompt_name: ['gen_ai.prompt.name', 'langfuse.observation.prompt.name'],
  function: ['ai.telemetry.functionId'],
  error: ['error.type'],
};

/** An application's own name for what `BELONGS` names, `sessionId` for `session_id`. */
const SPELLINGS: { readonly [key: string]: string } = {
  conversationId: 'conversation_id',
  sessionId: 'session_id',
  customerId: 'customer_id',
  threadId: 'thread_id',
  userId: 'user_id',
};

export function modelOf({ attributes }: Span): string | undefined {
  return textAt(attributes, ...MODEL);
}

/** Tokens of the call; a count is a number or, of exporters that write only texts, a text of digits. */
export function usageOf({ attributes }: Span): Usage | undefined {
  const usage: { -readonly [key in keyof Usage]: number } = {};
  for (const key of Object.keys(TOKENS) as (keyof Usage)[]) {
    const count = TOKENS[key].map((name) => whole(attributes[name])).find((value) => value !== undefined);
    if (count !== undefined) usage[key] = count;
  }
  return Object.keys(usage).length === 0 ? undefined : usage;
}

function whole(value: Json | undefined): number | undefined {
  const count = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** Small facts for the record's metadata; ids of conversation and session are what picking keeps together. */
export function metadataOf(span: Span): Attributes {
  const { attributes, resource, startMs, endMs } = span;
  const model = modelOf(span);
  const facts: { [key: string]: Json | undefined } = {
    ...attached(attributes),
    ...named(attributes, BELONGS),
    ...named(attributes, NAMES),
    trace_id: span.traceId,
    service: textAt(resource, 'service.name'),
    cost_usd: attributes['llm.cost.total'] ?? attributes['gen_ai.usage.cost'],
    finish_reason: finishReason(attributes),
    tags: attributes['tag.tags'] ?? attributes['langfuse.trace.tags'],
    ...(startMs === undefined || endMs === undefined ? {} : { latency_ms: Math.max(0, endMs - startMs) }),
  };
  if (facts.response_model === model) facts.response_model = undefined;
  facts.error ??= span.error;
  const kept = Object.entries(facts).filter(
    (entry): entry is [string, Json] => entry[0] !== '__proto__' && isSmall(entry[1]),
  );
  return Object.fromEntries(kept);
}

function named(attributes: Attributes, names: { readonly [key: string]: readonly string[] }): Attributes {
  const found = Object.entries(names).map(([name, keys]) => [name, textAt(attributes, ...keys)] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function attached(attributes: Attributes): Attributes {
  const whole = structured(attributes.metadata); // OpenInference's, the text of an object
  const given = [isJsonObject(whole) ? whole : {}, ...ATTACHED.map((prefix) => below(attributes, prefix))];
  return Object.fromEntries(
    given.flatMap((each) =>
      Object.entries(each).map(([key, value]) => [
        Object.hasOwn(SPELLINGS, key) ? SPELLINGS[key]! : key,
        value,
      ]),
    ),
  );
}

function finishReason(attributes: Attributes): Json | undefined {
  const reasons = structured(attributes['gen_ai.response.finish_reasons']);
  const [first] = Array.isArray(reasons) ? (reasons as readonly Json[]) : [reasons];
  const text = textAt(
    attributes,
    'ai.response.finishReason',
    'ai.finishReason',
    'llm.finish_reason',
    'gen_ai.completion.0.finish_reason',
  );
  return typeof first === 'string' ? first : text;
}

function isSmall(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return false;
  return (typeof value === 'string' ? value : JSON.stringify(value)).length <= MAX_METADATA_LENGTH;
}
