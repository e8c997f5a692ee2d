/** `--max-cost`: checked before each call, with the worst of what is in flight held back. */
import type { Candidate } from '../../core/candidate.ts';
import { outputCostUsd } from '../../core/cost.ts';
import { FieldtestError } from '../../core/errors.ts';
import type { Example } from '../../core/example.ts';
import type { CallResult } from '../../core/plugins.ts';
import {
  type CallEstimate,
  type Charge,
  chargeOf,
  estimateCall,
  mostOutputOf,
  worstUsd,
} from './call-estimate.ts';

export interface Budget {
  /**
   * Holds back the worst case of one call. `wait`: it does not fit beside what is in flight, which will cost less
   * than its worst; ask again after `changed`. `over`: it fits no more, whatever the calls in flight give back.
   */
  reserve(candidate: Candidate, example: Example): Reservation | 'wait' | 'over';
  /** Resolves when a call in flight has been settled, or when the signal aborts. */
  changed(signal: AbortSignal): Promise<void>;
  /** USD spent in this run, as far as prices are known. */
  spent(): number;
  /** USD of `spent` that are a worst case: of calls that broke off, and of answers that do not say what they used. */
  unsure(): number;
  /** Notes that a call was refused beside what other processes have spent. */
  refuse(candidate: Candidate, worstUsd: number): void;
  /** The dearest call that was refused: its candidate and its worst case in USD. */
  refused(): { readonly candidate: string; readonly worstUsd: number } | undefined;
}

export interface Reservation {
  /** The most that the call may cost; undefined when nobody knows. */
  readonly worstUsd: number | undefined;
  /** Gives the reserve back and counts what the call cost: its worst case when that is unknown. Returns USD. */
  settle(result: CallResult): Charge;
}

/** Tokens that an answer may take when neither the candidate nor the catalogue sets a limit. */
const ASSUMED_OUTPUT_TOKENS = 4096;

/** A budget of `maxUsd`, or one without a limit that only counts. */
export function createBudget(maxUsd: number | undefined, candidates: readonly Candidate[]): Budget {
  if (maxUsd !== undefined) requirePrices(candidates);
  let spent = 0;
  let unsure = 0;
  /** What counts against the limit: at least `spent`. */
  let charged = 0;
  let reserved = 0;
  let refused: { candidate: string; worstUsd: number } | undefined;
  const dearest = new Map<string, number>();
  const inFlight = new Map<string, number>();
  let settled = Promise.withResolvers<void>();
  const refuse = (candidate: Candidate, worstUsd: number) => {
    if (refused === undefined || refused.worstUsd < worstUsd)
      refused = { candidate: candidate.name, worstUsd };
  };
  return {
    refuse,
    reserve(candidate, example) {
      const call = pricedCall(candidate, example);
      const worst = Math.max(worstCase(candidate, call), dearest.get(candidate.id) ?? 0);
      if (maxUsd !== undefined && charged + worst > maxUsd) {
        refuse(candidate, worst);
        return 'over';
      }
      if (maxUsd !== undefined && charged + reserved + worst > maxUsd) return 'wait';
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
          const cost = callCost(candidate, { call, result, worst });
          if (result.kind === 'answer' || cost.most > 0)
            dearest.set(candidate.id, Math.max(cost.most, dearest.get(candidate.id) ?? 0));
          spent += cost.usd;
          unsure += cost.unsure;
          charged += cost.most;
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
    unsure: () => unsure,
    refused: () => refused,
  };
}

/** Failures of calls that never reached a model, so that nobody bills them; an HTTP error or a redirect is not billed either. */
const UNBILLED = new Set(['connect', 'setup', 'foreign-host', 'bad-port', 'unsupported-input']);

/** A call that may have been billed and does not say for what counts as its worst case. */
function callCost(
  candidate: Candidate,
  of: { readonly call: CallEstimate | undefined; readonly result: CallResult; readonly worst: number },
): Charge {
  const { call, result, worst } = of;
  const exactly = (usd: number): Charge => ({ usd, most: usd, unsure: 0 });
  // What a recorded output cost was paid when it was made.
  if (candidate.target.kind === 'recorded') return exactly(0);
  if (result.kind === 'failure') {
    const { code, httpStatus = 0 } = result.failure;
    return httpStatus >= 300 || UNBILLED.has(code) ? exactly(0) : { usd: worst, most: worst, unsure: worst };
  }
  if (call !== undefined)
    return chargeOf(candidate.price!, call, result, call.mostOutput ?? ASSUMED_OUTPUT_TOKENS);
  const usd = outputCostUsd(result, candidate);
  return usd === undefined ? { usd: worst, most: worst, unsure: worst } : exactly(usd);
}

/** Undefined for what is no model, or has no price. */
function pricedCall(candidate: Candidate, example: Example): CallEstimate | undefined {
  const { price, target } = candidate;
  return target.kind !== 'model' || price === undefined
    ? undefined
    : estimateCall(candidate, target, example);
}

function worstCase({ price }: Candidate, call: CallEstimate | undefined): number {
  if (call === undefined) return 0;
  return worstUsd(price!, call.mostInput, call.mostOutput ?? ASSUMED_OUTPUT_TOKENS);
}

/** Whether `worstCase` is less than a bound: what code or a service costs, or an answer without a limit to its length. */
function isGuess(candidate: Candidate): boolean {
  const { target } = candidate;
  if (target.kind === 'model') return mostOutputOf(candidate, target) === undefined;
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
