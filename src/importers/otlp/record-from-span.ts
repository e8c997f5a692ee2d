/** One span becomes one record, when it is the call of a model: pure, whatever wire the span came over. */
import { type Message, unfitInput } from '../../core/input.ts';
import type { Json } from '../../core/json.ts';
import type { ProductionRecord } from '../../core/record.ts';
import { isoTime } from '../facts.ts';
import { messagesFrom } from '../messages.ts';
import { aiSdk } from './ai-sdk.ts';
import type { Dialect } from './dialect.ts';
import { genAi } from './gen-ai.ts';
import { genAiOlder } from './gen-ai-older.ts';
import { langfuseSpans } from './langfuse-spans.ts';
import { openInference } from './openinference.ts';
import type { Span, SpanResult } from './span.ts';
import { metadataOf, modelOf, usageOf } from './span-facts.ts';

/** In this order: a span that several tools have written into is what the first of them says. */
const DIALECTS: readonly Dialect[] = [openInference, aiSdk, langfuseSpans, genAi, genAiOlder];

/**
 * The record of a span. Only calls of a model have one (chat, completion, generate_content; OpenInference `LLM`;
 * `ai.*.doGenerate` and `doStream`): what wraps such a call repeats it, and would count twice.
 */
export function recordFromSpan(span: Span): SpanResult {
  const spoken = DIALECTS.map((dialect) => ({ dialect, kind: dialect.kindOf(span) })).filter(
    ({ kind }) => kind !== undefined,
  );
  if (spoken[0]?.kind !== 'call') return { kind: 'no-call' };
  for (const { dialect, kind } of spoken) {
    const call = kind === 'call' ? dialect.read(span) : undefined;
    if (call === undefined) continue;
    if (typeof call === 'string') return { kind: 'fault', reason: call };
    const input = normalised(call.input);
    if (typeof input === 'string' && typeof call.input !== 'string') {
      return { kind: 'fault', reason: `${dialect.name} messages: ${input}` };
    }
    const unfit = unfitInput(input);
    if (unfit !== undefined) return { kind: 'fault', reason: unfit };
    return { kind: 'record', record: recordOf(span, input, call.answer) };
  }
  return { kind: 'no-content' };
}

/** Messages, or what is wrong with them; a text is a text. */
function normalised(input: readonly Json[] | string): readonly Message[] | string {
  return typeof input === 'string' ? input : messagesFrom(input);
}

function recordOf(
  span: Span,
  input: ProductionRecord['input'],
  answer: string | undefined,
): ProductionRecord {
  const model = modelOf(span);
  const usage = usageOf(span);
  const at = isoTime(span.startMs ?? span.endMs);
  return {
    input,
    ...(span.spanId === '' ? {} : { name: span.spanId }),
    ...(answer === undefined ? {} : { answer }),
    ...(model === undefined ? {} : { model }),
    ...(usage === undefined ? {} : { usage }),
    ...(at === undefined ? {} : { at }),
    metadata: metadataOf(span),
  };
}
