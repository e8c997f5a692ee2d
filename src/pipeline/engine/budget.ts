/** `--max-cost`: checked before each call, with the worst of what is in flight held back. */
import type { Candidate } from '../../core/candidate.ts';
import { outputCostUsd } from '../../core/cost.ts';
import { FieldtestError } from '../../core/errors.ts';
import type { Example } from '../../core/example.ts';
import { inputText } from '../../core/input.ts';
import type { Output } from '../../core/output.ts';

export interface Budget {
  /** Holds back the worst case of a call; undefined when that would break the limit. */
  reserve(candidate: Candidate, example: Example): Reservation | undefined;
  /** USD spent in this run, as far as it is known. */
  spent(): number;
  /** True once a call was refused. */
  exhausted(): boolean;
}

export interface Reservation {
  /** Gives the reserve back and counts what the call really cost. */
  settle(output: Output | undefined): void;
}

/** Tokens that an answer may take when the candidate sets no maxOutputTokens. */
const ASSUMED_OUTPUT_TOKENS = 4096;
/** A low number of characters per token, so that the reserve is rather too large. */
const CHARS_PER_TOKEN = 2.5;

/** A budget of `maxUsd`, or one without a limit that only counts. */
export function createBudget(maxUsd: number | undefined, candidates: readonly Candidate[]): Budget {
  if (maxUsd !== undefined) requirePrices(candidates);
  let spent = 0;
  let reserved = 0;
  let exhausted = false;
  const dearest = new Map<string, number>();
  return {
    reserve(candidate, example) {
      const worst = Math.max(worstCase(candidate, example), dearest.get(candidate.id) ?? 0);
      if (maxUsd !== undefined && spent + reserved + worst > maxUsd) {
        exhausted = true;
        return undefined;
      }
      reserved += worst;
      return {
        settle(output) {
          reserved -= worst;
          // What a recorded output cost was paid when it was made.
          const free = output === undefined || candidate.target.kind === 'recorded';
          const cost = free ? 0 : (outputCostUsd(output, candidate) ?? worst);
          dearest.set(candidate.id, Math.max(cost, dearest.get(candidate.id) ?? 0));
          spent += cost;
        },
      };
    },
    spent: () => spent,
    exhausted: () => exhausted,
  };
}

function worstCase(candidate: Candidate, example: Example): number {
  if (candidate.target.kind !== 'model' || candidate.price === undefined) return 0;
  const { price, target } = candidate;
  const promptChars = inputText(example.input).length + (target.prompt?.length ?? 0);
  const outputTokens = target.params.maxOutputTokens ?? ASSUMED_OUTPUT_TOKENS;
  return ((promptChars / CHARS_PER_TOKEN) * price.input + outputTokens * price.output) / 1_000_000;
}

function requirePrices(candidates: readonly Candidate[]): void {
  const unknown = candidates.find(
    (candidate) => candidate.target.kind === 'model' && candidate.price === undefined,
  );
  if (unknown === undefined) return;
  throw new FieldtestError(
    'config',
    `--max-cost cannot hold: the price of "${unknown.name}" is not known`,
    `Add to its config entry: price: { input: USD, output: USD }   # per 1M tokens`,
  );
}
