/** `--max-cost`: checked before each call, with the worst of what is in flight held back. */
import type { Candidate } from '../../core/candidate.ts';
import { outputCostUsd } from '../../core/cost.ts';
import { FieldtestError } from '../../core/errors.ts';
import type { Example } from '../../core/example.ts';
import { inputText } from '../../core/input.ts';
import type { CallResult } from '../../core/plugins.ts';

export interface Budget {
  /**
   * Holds back the worst case of one call. `wait`: it does not fit beside what is in flight, which will cost less
   * than its worst; ask again after `changed`. `over`: it fits no more, whatever the calls in flight give back.
   */
  reserve(candidate: Candidate, example: Example): Reservation | 'wait' | 'over';
  /** Resolves when a call in flight has been settled, or when the signal aborts. */
  changed(signal: AbortSignal): Promise<void>;
  /** USD spent in this run, as far as it is known. */
  spent(): number;
  /** The dearest call that was refused: its candidate and its worst case in USD. */
  refused(): { readonly candidate: string; readonly worstUsd: number } | undefined;
}

export interface Reservation {
  /** Gives the reserve back and counts what the call cost: its worst case when that is unknown. */
  settle(result: CallResult): void;
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
  let refused: { candidate: string; worstUsd: number } | undefined;
  const dearest = new Map<string, number>();
  let settled = Promise.withResolvers<void>();
  return {
    reserve(candidate, example) {
      const worst = Math.max(worstCase(candidate, example), dearest.get(candidate.id) ?? 0);
      if (maxUsd !== undefined && spent + worst > maxUsd) {
        if (refused === undefined || refused.worstUsd < worst)
          refused = { candidate: candidate.name, worstUsd: worst };
        return 'over';
      }
      if (maxUsd !== undefined && spent + reserved + worst > maxUsd) return 'wait';
      reserved += worst;
      return {
        settle(result) {
          reserved -= worst;
          const cost = callCostUsd(candidate, result, worst);
          dearest.set(candidate.id, Math.max(cost, dearest.get(candidate.id) ?? 0));
          spent += cost;
          const { resolve } = settled;
          settled = Promise.withResolvers<void>();
          resolve();
        },
      };
    },
    async changed(signal) {
      if (signal.aborted) return;
      const aborted = Promise.withResolvers<void>();
      const onAbort = () => aborted.resolve();
      signal.addEventListener('abort', onAbort, { once: true });
      await Promise.race([settled.promise, aborted.promise]);
      signal.removeEventListener('abort', onAbort);
    },
    spent: () => spent,
    refused: () => refused,
  };
}

/** Failures of calls that never reached a model, so that nobody bills them; an HTTP error is not billed either. */
const UNBILLED = new Set(['connect', 'setup', 'foreign-host', 'bad-port', 'unsupported-input']);

/** USD of one call; a call that may have been billed and does not say for what counts as its worst case. */
function callCostUsd(candidate: Candidate, result: CallResult, worst: number): number {
  // What a recorded output cost was paid when it was made.
  if (candidate.target.kind === 'recorded') return 0;
  if (result.kind === 'answer') return outputCostUsd(result, candidate) ?? worst;
  const { code, httpStatus = 0 } = result.failure;
  return httpStatus >= 400 || UNBILLED.has(code) ? 0 : worst;
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
