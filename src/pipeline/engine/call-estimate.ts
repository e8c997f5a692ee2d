/** What one call to a model may cost before it is made, and what it is charged when it is over. */
import type { Candidate, ModelTarget } from '../../core/candidate.ts';
import { usageCostUsd } from '../../core/cost.ts';
import type { Example } from '../../core/example.ts';
import { type Message, messageText } from '../../core/input.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import type { CallResult } from '../../core/plugins.ts';
import { type Price, ratesFor } from '../../core/prices/price.ts';
import type { Usage } from '../../core/record.ts';
import { promptMessages } from '../../core/template.ts';
import { fewestTokens, mostTokens, usualTokens } from '../../core/token-estimate.ts';

/** An image or a file beside the text: more than what the large providers count for the largest image. */
const TOKENS_OF_A_PART = 5_000;

export interface CallEstimate {
  /** The text that is sent. */
  readonly prompt: string;
  readonly usualInput: number;
  readonly mostInput: number;
  /** What the config sets, else the model's own limit; undefined when nobody knows one. */
  readonly mostOutput: number | undefined;
}

export function estimateCall(candidate: Candidate, target: ModelTarget, example: Example): CallEstimate {
  const messages = promptMessages(example.input, target.prompt);
  const prompt = messages.map(messageText).join('');
  const parts = messages.reduce((sum, message) => sum + partsBesideText(message), 0);
  return {
    prompt,
    usualInput: usualTokens(prompt),
    mostInput: mostTokens(prompt) + parts * TOKENS_OF_A_PART,
    mostOutput: mostOutputOf(candidate, target),
  };
}

function partsBesideText({ content }: Message): number {
  if (typeof content === 'string') return 0;
  return content.filter((part) => isJsonObject(part) && !('text' in part)).length;
}

export function mostOutputOf({ tokenLimits }: Candidate, { params }: ModelTarget): number | undefined {
  const { maxOutputTokens, providerOptions = {} } = params;
  if (maxOutputTokens === undefined) return tokenLimits?.output;
  // Anthropic's package asks for this much on top.
  const thinking = Object.values(providerOptions).reduce<number>(
    (sum, options) => sum + budgetOf(options, 'thinking') + budgetOf(options, 'reasoningConfig'),
    0,
  );
  return maxOutputTokens + thinking;
}

function budgetOf(options: Json, key: string): number {
  const inner = isJsonObject(options) ? options[key] : undefined;
  const budget = inner !== undefined && isJsonObject(inner) ? inner.budgetTokens : undefined;
  return typeof budget === 'number' && budget > 0 ? budget : 0;
}

/** USD of a call whose every token is charged at the dearest rate that it can have, in any tier that it can reach. */
export function worstUsd(price: Price, inputTokens: number, outputTokens: number): number {
  const reached = (price.tiers ?? []).filter(({ over }) => over < inputTokens);
  const each = [0, ...reached.map(({ over }) => over + 1)].map((size) => {
    const { input, output, cacheWrite = 0, reasoning = 0 } = ratesFor(price, size);
    return inputTokens * Math.max(input, cacheWrite) + outputTokens * Math.max(output, reasoning);
  });
  return Math.max(...each) / 1_000_000;
}

export interface Charge {
  /** USD as it is told: what was said, where the text does not disprove it. */
  readonly usd: number;
  /** USD that counts against a limit: the dearer of what is said and what the text shows. */
  readonly most: number;
  /** USD of `usd` that are a worst case, since the answer does not say. */
  readonly unsure: number;
}

/** What an answer is charged at a price. Token counts are a provider's word; the texts are here. */
export function chargeOf(
  price: Price,
  call: CallEstimate,
  answer: Extract<CallResult, { kind: 'answer' }>,
  assumedOutput: number,
): Charge {
  const { prompt } = call;
  const { text, costUsd } = answer;
  const shown = usageCostUsd({ inputTokens: call.usualInput, outputTokens: usualTokens(text) }, price)!;
  if (isAmount(costUsd)) {
    // All of the input may have come from a cache.
    const { input, cacheRead = input } = price;
    const least = shown - (call.usualInput * (input - Math.min(input, cacheRead))) / 1_000_000;
    return costUsd >= least / 4
      ? { usd: costUsd, most: Math.max(costUsd, least), unsure: 0 }
      : { usd: least, most: least, unsure: 0 };
  }
  const said = credibleCounts(answer.usage);
  const { inputTokens = call.mostInput, outputTokens = Math.max(assumedOutput, mostTokens(text)) } = said;
  const holds = inputTokens >= fewestTokens(prompt) && outputTokens >= fewestTokens(text);
  const usage: Usage = {
    ...said,
    inputTokens: atLeast(inputTokens, prompt),
    outputTokens: atLeast(outputTokens, text, call.mostOutput),
  };
  const most = usageCostUsd(usage, price)!;
  const isSaid = said.inputTokens !== undefined && said.outputTokens !== undefined;
  if (!isSaid) return { usd: most, most, unsure: Math.max(0, most - shown) };
  return { usd: holds ? usageCostUsd(said, price)! : most, most, unsure: 0 };
}

/**
 * A count that the text disproves is replaced by a high one, which is no higher than what may be written; another is at least what such a
 * text usually has.
 */
function atLeast(said: number, text: string, limit = Number.POSITIVE_INFINITY): number {
  const fewest = fewestTokens(text);
  if (said >= fewest) return Math.max(said, usualTokens(text));
  return Math.max(fewest, Math.min(mostTokens(text), limit));
}

/** Without what is no count at all: NaN, negative, endless. */
function credibleCounts(usage: Usage = {}): Usage {
  return Object.fromEntries(Object.entries(usage).filter(([, tokens]) => isAmount(tokens)));
}

function isAmount(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value >= 0;
}
