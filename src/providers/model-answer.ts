/** What a finished model answer means: its status, its token counts and what the provider said about it. */
import type { OutputStatus } from '../core/output.ts';
import type { CallResult } from '../core/plugins.ts';
import type { Usage } from '../core/record.ts';
import { streamCut, textStatus, type Untimed } from './call-failure.ts';
import type { Finish, SpecUsage, SpecWarning } from './model-spec.ts';

/** What a stream or a plain answer gave. */
export interface Gathered {
  readonly text: string;
  readonly finish?: Finish | undefined;
  readonly firstTokenMs?: number | undefined;
  readonly responseModel?: string | undefined;
  readonly fingerprint?: string | undefined;
  readonly warnings?: readonly SpecWarning[] | undefined;
}

/** The call result. Without a reason to have ended the answer was cut off, however whole it looks. */
export function answerResult(gathered: Gathered): Untimed<CallResult> {
  const { text, finish, firstTokenMs, responseModel, fingerprint, warnings = [] } = gathered;
  const status = finish === undefined ? undefined : finishStatus(finish.finishReason, text);
  if (finish === undefined || status === undefined) {
    return streamCut(text);
  }
  const usage = usageOf(finish.usage, text);
  const costUsd = statedCost(finish);
  return {
    kind: 'answer',
    status,
    text,
    ...(usage === undefined ? {} : { usage }),
    ...(costUsd === undefined ? {} : { costUsd }),
    ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
    ...(responseModel === undefined ? {} : { responseModel }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(warnings.length === 0 ? {} : { warnings: warnings.map(warningText) }),
  };
}

/** Undefined when the reason says that the answer is not complete. */
function finishStatus(
  reason: Finish['finishReason'],
  text: string,
): Exclude<OutputStatus, 'error'> | undefined {
  const { unified, raw } = typeof reason === 'string' ? { unified: reason, raw: reason } : reason;
  switch (unified) {
    case 'length':
      return 'truncated';
    case 'content-filter':
      return 'refused';
    case 'stop':
    case 'tool-calls':
      return textStatus(text);
    case 'other':
      // Packages begin with "other" and no reason of the provider's, and end so when none came.
      return raw === undefined ? undefined : textStatus(text);
    default:
      return undefined; // error, interrupted, unknown
  }
}

/**
 * Token counts that can be true. Packages put 0 where a provider says nothing, so a call without input
 * tokens, or a text without output tokens, has unknown counts: unknown is never 0.
 */
function usageOf(usage: SpecUsage | undefined, text: string): Usage | undefined {
  if (usage === undefined) return undefined;
  const { inputTokens: input, outputTokens: output } = usage;
  const inputTokens = count(typeof input === 'object' ? input.total : input, 1);
  const outputTokens = count(typeof output === 'object' ? output.total : output, text === '' ? 0 : 1);
  const reasoningTokens = count(typeof output === 'object' ? output.reasoning : usage.reasoningTokens, 1);
  const cachedInputTokens = count(typeof input === 'object' ? input.cacheRead : usage.cachedInputTokens, 1);
  const cacheWriteTokens = count(typeof input === 'object' ? input.cacheWrite : undefined, 1);
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  return {
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    ...(reasoningTokens === undefined ? {} : { reasoningTokens }),
    ...(cachedInputTokens === undefined ? {} : { cachedInputTokens }),
    ...(cacheWriteTokens === undefined ? {} : { cacheWriteTokens }),
  };
}

function count(value: unknown, least: number): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= least ? (value as number) : undefined;
}

/** OpenRouter is the one provider that says what a call cost, in USD. */
function statedCost(finish: Finish): number | undefined {
  const said = finish.providerMetadata?.openrouter as
    | { readonly usage?: { readonly cost?: unknown } }
    | undefined;
  const cost = said?.usage?.cost;
  return typeof cost === 'number' && Number.isFinite(cost) && cost >= 0 ? cost : undefined;
}

function warningText({ type, feature, setting, details, message }: SpecWarning): string {
  const about = feature ?? setting;
  const said = message ?? details;
  const head = about === undefined ? type : `${type} ${about}`;
  return said === undefined ? head : `${head}: ${said}`;
}
