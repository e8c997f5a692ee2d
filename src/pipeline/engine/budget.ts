/** `--max-cost`: checked before each call, with the worst of what is in flight held back. */
import type { Candidate } from '../../core/candidate.ts';
import { outputCostUsd } from '../../core/cost.ts';
import { FieldtestError } from '../../core/errors.ts';
import type { Example } from '../../core/example.ts';
import { messageText } from '../../core/input.ts';
import type { CallResult } from '../../core/plugins.ts';
import { promptMessages } from '../../core/template.ts';

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
  /** The most that the call may cost; undefined when nobody knows. */
  readonly worstUsd: number | undefined;
  /** Gives the reserve back and counts what the call cost: its worst case when that is unknown. Returns USD. */
  settle(result: CallResult): number;
}

/** Tokens that an answer may take when the candidate sets no maxOutputTokens. */
const ASSUMED_OUTPUT_TOKENS = 4096;
/** A low number of ASCII characters per token, so that the reserve is rather too large. */
const ASCII_PER_TOKEN = 2.5;

/** A budget of `maxUsd`, or one without a limit that only counts. */
export function createBudget(maxUsd: number | undefined, candidates: readonly Candidate[]): Budget {
  if (maxUsd !== undefined) requirePrices(candidates);
  let spent = 0;
  let reserved = 0;
  let refused: { candidate: string; worstUsd: number } | undefined;
  const dearest = new Map<string, number>();
  const inFlight = new Map<string, number>();
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
      const running = inFlight.get(candidate.id) ?? 0;
      // Until its first answer nothing is known of what it costs: one call is the most that can go wrong.
      const unknown = isGuess(candidate) && !dearest.has(candidate.id);
      if (maxUsd !== undefined && unknown && running > 0) return 'wait';
      inFlight.set(candidate.id, running + 1);
      reserved += worst;
      return {
        worstUsd: worst === 0 && isUnknown(candidate) ? undefined : worst,
        settle(result) {
          reserved -= worst;
          inFlight.set(candidate.id, inFlight.get(candidate.id)! - 1);
          const cost = callCostUsd(candidate, result, worst);
          if (result.kind === 'answer' || cost > 0)
            dearest.set(candidate.id, Math.max(cost, dearest.get(candidate.id) ?? 0));
          spent += cost;
          const { resolve } = settled;
          settled = Promise.withResolvers<void>();
          resolve();
          return cost;
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
  const { price, target } = candidate;
  if (target.kind !== 'model' || price === undefined) return 0;
  const sent = promptMessages(example.input, target.prompt);
  const inputTokens = mostTokens(sent.map(messageText).join(''));
  const outputTokens = target.params.maxOutputTokens ?? ASSUMED_OUTPUT_TOKENS;
  return (inputTokens * price.input + outputTokens * price.output) / 1_000_000;
}

/** Beyond ASCII a token may be as little as one byte of UTF-8. */
function mostTokens(text: string): number {
  const ascii = text.length - (text.match(/[^\0-\x7f]/g)?.length ?? 0);
  const bytes = new TextEncoder().encode(text).length;
  return ascii / ASCII_PER_TOKEN + (bytes - ascii);
}

/** Whether `worstCase` is less than a bound: what code or a service costs, or an answer without a limit to its length. */
function isGuess({ target }: Candidate): boolean {
  if (target.kind === 'model') return target.params.maxOutputTokens === undefined;
  return target.kind === 'run' || target.kind === 'http';
}

/** Whether a cost of 0 means that none is known. */
function isUnknown({ target, price }: Candidate): boolean {
  return target.kind === 'model' ? price === undefined : target.kind === 'run' || target.kind === 'http';
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
