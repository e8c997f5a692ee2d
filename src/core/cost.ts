/** What an output cost: as its provider said, else tokens times price, else unknown, never 0 for unknown. */
import type { Candidate, Price } from './candidate.ts';
import type { Output } from './output.ts';
import type { Usage } from './record.ts';

/** USD of one call at a price per 1M tokens; undefined when a needed token count is missing. */
export function usageCostUsd(usage: Usage | undefined, price: Price): number | undefined {
  if (price.input === 0 && price.output === 0) return 0;
  if (usage?.inputTokens === undefined || usage.outputTokens === undefined) return undefined;
  return (usage.inputTokens * price.input + usage.outputTokens * price.output) / 1_000_000;
}

/** USD of a stored output, by today's price of its candidate; undefined when unknown. */
export function outputCostUsd(
  output: Pick<Output, 'costUsd' | 'usage'>,
  candidate: Candidate,
): number | undefined {
  if (output.costUsd !== undefined) return output.costUsd;
  return candidate.price === undefined ? undefined : usageCostUsd(output.usage, candidate.price);
}
