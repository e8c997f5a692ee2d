/** What an output cost: as was said with it, else tokens times today's price, else unknown, never 0 for unknown. */
import type { Candidate, Target } from './candidate.ts';
import type { Output } from './output.ts';
import { isFree, originText, type Price, ratesFor } from './prices/price.ts';
import type { Usage } from './record.ts';

/** A sum with whose word it is: `catalogue of 2026-09-30`, `config`, `stated by the provider` ... */
export interface Cost {
  readonly usd: number;
  readonly from: string;
}

/**
 * USD of one call; undefined when a needed token count is missing. Cached tokens are part of the input and reasoning is
 * part of the output, so they are charged once; where they are more than the whole, that provider counts them apart.
 */
export function usageCostUsd(usage: Usage | undefined, price: Price): number | undefined {
  if (isFree(price)) return 0;
  if (usage?.inputTokens === undefined || usage.outputTokens === undefined) return undefined;
  const {
    inputTokens,
    outputTokens,
    reasoningTokens = 0,
    cachedInputTokens = 0,
    cacheWriteTokens = 0,
  } = usage;
  const cached = cachedInputTokens + cacheWriteTokens;
  const fresh = cached > inputTokens ? inputTokens : inputTokens - cached;
  const spoken = reasoningTokens > outputTokens ? outputTokens : outputTokens - reasoningTokens;
  const rates = ratesFor(price, fresh + cached);
  const { input, output, cacheRead = input, cacheWrite = input, reasoning = output } = rates;
  return (
    (fresh * input +
      cachedInputTokens * cacheRead +
      cacheWriteTokens * cacheWrite +
      spoken * output +
      reasoningTokens * reasoning) /
    1_000_000
  );
}

/** What a stored output cost, by today's price of its candidate; undefined when unknown. */
export function outputCost(
  output: Pick<Output, 'costUsd' | 'usage'>,
  candidate: Candidate,
): Cost | undefined {
  const { price, priceOrigin = { config: true }, target } = candidate;
  if (output.costUsd !== undefined) return { usd: output.costUsd, from: STATED[target.kind] };
  const usd = price === undefined ? undefined : usageCostUsd(output.usage, price);
  return usd === undefined ? undefined : { usd, from: originText(priceOrigin) };
}

const STATED: { readonly [kind in Target['kind']]: string } = {
  model: 'stated by the provider',
  run: 'stated by the program',
  command: 'stated by the program',
  http: 'stated by the service',
  recorded: 'stated in its file',
};

/** The USD of `outputCost`. */
export function outputCostUsd(
  output: Pick<Output, 'costUsd' | 'usage'>,
  candidate: Candidate,
): number | undefined {
  return outputCost(output, candidate)?.usd;
}
