/** What went wrong in a call, as data: aborts, broken connections and the texts that failures may show. */
import type { OutputStatus } from '../core/output.ts';
import type { CallResult, ProviderContext } from '../core/plugins.ts';

type CallFailed = Extract<CallResult, { kind: 'failure' }>;

/** A call result whose time is not measured yet: `timed` adds it. */
export type Untimed<R> = R extends { readonly latencyMs?: number } ? Omit<R, 'latencyMs'> : never;

/** The longest body or output that is read of one call: more is a failure, not a full memory. */
export const MAX_BYTES = 64 * 1024 * 1024;

/** Runs a call and puts its duration on the result, unless it was measured nearer to the provider. */
export async function timed(
  now: ProviderContext['now'],
  call: () => Promise<Untimed<CallResult> & { readonly latencyMs?: number }>,
): Promise<CallResult> {
  const started = now();
  const result = await call();
  return { ...result, latencyMs: result.latencyMs ?? now() - started };
}

/** A failure that says what to do next; the message is cut so that a page of HTML stays a line. */
export function failed(
  next: CallFailed['next'],
  code: string,
  message: string,
  more: { httpStatus?: number; retryAfterMs?: number; hint?: string; partialText?: string } = {},
): Untimed<CallFailed> {
  const { httpStatus, ...rest } = more;
  const failure = { code, message: cut(message), ...(httpStatus === undefined ? {} : { httpStatus }) };
  return { kind: 'failure', failure, next, ...rest };
}

/** A stream that ended without a reason. Servers that find an input too long after they began to answer end it so too. */
export function streamCut(partialText: string): Untimed<CallFailed> {
  return partialText === ''
    ? failed('retry', 'stream-cut', 'the stream ended before any text: is the input longer than the context?')
    : failed('retry', 'stream-cut', 'the answer broke off: the stream ended without saying why', {
        partialText,
      });
}

/** The status of an answer whose end is known to be regular: white space alone is empty. */
export function textStatus(text: string): Extract<OutputStatus, 'ok' | 'empty'> {
  return text.trim() === '' ? 'empty' : 'ok';
}

/** The failure of a call that its signal ended: a timeout, or the user's own stop. */
export function abortFailure(signal: AbortSignal): Untimed<CallFailed> {
  const { reason } = signal;
  return reason instanceof Error && reason.name === 'TimeoutError'
    ? failed('retry', 'timeout', 'no answer in the time that was given')
    : failed('retry', 'aborted', 'the call was stopped before it answered');
}

/**
 * Waits for a call, but never longer than its signal allows: code that ignores the signal is left behind,
 * and what it does later has no effect.
 */
export async function unlessAborted<T>(
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T | Untimed<CallFailed>> {
  if (signal.aborted) return abortFailure(signal);
  const { promise: aborted, resolve } = Promise.withResolvers<Untimed<CallFailed>>();
  const onAbort = () => resolve(abortFailure(signal));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const running = call();
    running.catch(() => {}); // it may still fail after the abort won
    return await Promise.race([running, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** A failure for anything that a network call threw: it may work later, except on a port that fetch refuses. */
export function networkFailure(error: unknown): Untimed<CallFailed> {
  const { code, message } = deepestCause(error);
  if (message === 'bad port') {
    const hint =
      'Serve it on another port: https://fetch.spec.whatwg.org/#port-blocking lists the blocked ones.';
    return failed('stop', 'bad-port', 'the web standards forbid requests to this port', { hint });
  }
  const unconnected = UNCONNECTED.some((sign) => sign === code || message.includes(sign));
  const said = code === undefined ? message : `${message} (${code})`;
  return failed('retry', unconnected ? 'connect' : 'network', said);
}

/** System errors of a connection that was never made: nothing was sent, so nothing can be billed. */
const UNCONNECTED = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** The root of an error's causes: `fetch failed` says nothing, `connect ECONNREFUSED` does. */
function deepestCause(error: unknown): { code?: string; message: string } {
  let current = error;
  const seen = new Set<unknown>();
  while (current instanceof Error && current.cause instanceof Error && !seen.has(current)) {
    seen.add(current);
    current = current.cause;
  }
  if (current instanceof AggregateError && current.errors[0] instanceof Error) current = current.errors[0];
  if (!(current instanceof Error)) return { message: String(current) };
  const code = 'code' in current && typeof current.code === 'string' ? current.code : undefined;
  const message = current.message || current.name;
  return code === undefined || message.includes(code) ? { message } : { code, message };
}

const SECRET_NAME = /KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL/i;

/**
 * Makes a function that takes the values of secret variables out of a text. Servers and programs echo keys
 * in their errors, and what is stored or shown must never hold one.
 */
export function secretScrubber(
  env: ProviderContext['env'],
  more: readonly (string | undefined)[] = [],
): (text: string) => string {
  const named = Object.entries(env).filter(([name, value]) => SECRET_NAME.test(name) && value !== undefined);
  const secrets = [...named.map(([, value]) => value), ...more]
    .filter((value): value is string => value !== undefined && value.length >= 8)
    .sort((a, b) => b.length - a.length);
  return (text) => secrets.reduce((clean, secret) => clean.replaceAll(secret, '[secret]'), text);
}

/** The same result with the scrubber run over what a failure shows. */
export function scrubbed<R extends Untimed<CallResult>>(result: R, scrub: (text: string) => string): R {
  if (result.failure === undefined) return result;
  const failure = { ...result.failure, message: scrub(result.failure.message) };
  if (result.kind === 'answer' || result.partialText === undefined) return { ...result, failure };
  return { ...result, failure, partialText: scrub(result.partialText) };
}

/** A line that stays one, however much a server says. */
export function cut(message: string): string {
  const line = message.trim();
  return line.length <= 500 ? line : `${line.slice(0, 500).toWellFormed()}...`;
}
