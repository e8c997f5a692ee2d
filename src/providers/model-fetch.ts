/** The only way from a model package to the network: no redirects, no foreign hosts, no endless bodies. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { CallRequest } from '../core/plugins.ts';
import { readBody, readErrorBody } from './bounded-body.ts';
import type { HttpReply } from './http-failure.ts';
import { rateWindows } from './rate-windows.ts';
import { arrivedAt, atSocket, type SocketTimes } from './socket-times.ts';
import { turn } from './turn.ts';

/** What went over the wire for one call, beside what the package makes of it. */
export interface CallTrace {
  readonly onActivity?: (() => void) | undefined;
  readonly onArrived?: CallRequest['onArrived'];
  readonly onLimits?: CallRequest['onLimits'] | undefined;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly times: SocketTimes;
  /** When each event of a stream arrived, until the first token is found among them. */
  readonly eventsAt: number[];
  firstTokenAt?: number;
  /** Requests that were sent. */
  requests: number;
  /** The last answer that was not 2xx. */
  reply?: HttpReply;
  /** A whole JSON body where a stream was asked for: the package would take it for an empty stream. */
  plainJson?: string;
  /** When set, it is played instead of asking the network. */
  replay?: string;
}

/** Thrown instead of sending a request, with the key in it, to a host that is not the provider's. */
export class ForeignHost extends Error {
  constructor(host: string) {
    super(`a request to ${host} was not sent, since that is not where this provider is`);
    this.name = 'ForeignHost';
  }
}

// One model object serves many calls at once; this tells its fetch which of them it works for.
const traces = new AsyncLocalStorage<CallTrace>();

/** Runs a call of a model whose package was given `modelFetch`. */
export function traced<T>(trace: CallTrace, call: () => T): T {
  return traces.run(trace, () => atSocket(trace, call));
}

/** What nothing is known of yet. */
export function startTrace(
  { onActivity, onArrived, onLimits }: Pick<CallRequest, 'onActivity' | 'onArrived' | 'onLimits'>,
  now: () => number,
): CallTrace {
  return { onActivity, onArrived, onLimits, now, times: {}, eventsAt: [], requests: 0 };
}

/** A fetch for a model package; `allowed` says which addresses may be asked. */
export async function modelFetch(allowed: (url: URL) => boolean): Promise<typeof fetch> {
  // Loaded where a model is asked, for it is large.
  const { pooledFetch } = await import('./pooled-fetch.ts');
  return async (input, init) => {
    const trace = traces.getStore();
    if (trace === undefined) throw new Error('a model was asked outside of a call');
    if (trace.replay !== undefined) {
      return new Response(trace.replay, { headers: { 'content-type': 'application/json' } });
    }
    const url = new URL(input instanceof Request ? input.url : input);
    if (!allowed(url)) throw new ForeignHost(url.host);
    trace.requests++;
    const watch = eventWatch(trace);
    await turn('begun');
    const response = await pooledFetch(url, init ?? {}, watch);
    trace.onActivity?.();
    tellLimits(trace, response.headers);
    const { status, headers } = response;
    if (!response.ok) {
      trace.reply = { status, headers, body: await readErrorBody(response) };
      return new Response(status === 304 ? null : trace.reply.body, { status, headers });
    }
    const type = headers.get('content-type') ?? '';
    if (/^text\/html\b/i.test(type)) {
      trace.reply = { status, headers, body: await readErrorBody(response) };
      throw new Error('the server answered a page');
    }
    if (/^application\/json\b/i.test(type) && asksForStream(url, init)) {
      trace.plainJson = await readBody(response, { fatal: true });
      throw new Error('the server answered plain JSON where a stream was asked for');
    }
    return response;
  };
}

/** Google's address says it, the others' body. */
function asksForStream(url: URL, init: RequestInit | undefined): boolean {
  if (url.pathname.endsWith(':streamGenerateContent')) return true;
  return typeof init?.body === 'string' && /"stream"\s*:\s*true/.test(init.body);
}

function tellLimits({ onLimits }: CallTrace, headers: Headers): void {
  const windows = onLimits === undefined ? [] : rateWindows(headers);
  if (windows.length > 0) onLimits?.(windows);
}

const NEWLINE = 10;
const RETURN = 13;
const D = 100;

/** Notes when each event of a stream arrives, before anything is made of it. */
function eventWatch(trace: CallTrace): (chunk: Uint8Array) => void {
  // An event ends with an empty line, and counts when it has a line of data: comments keep a connection alive.
  let lineIsEmpty = true;
  let hasData = false;
  return (chunk) => {
    trace.onActivity?.();
    if (trace.firstTokenAt !== undefined) return;
    const at = arrivedAt(trace);
    // From newline to newline, since a step for each byte is most of what this takes.
    for (let from = 0; from < chunk.length; ) {
      const newline = chunk.indexOf(NEWLINE, from);
      const end = newline === -1 ? chunk.length : newline;
      while (from < end && chunk[from] === RETURN) from++;
      if (from < end) {
        if (lineIsEmpty && chunk[from] === D) hasData = true;
        lineIsEmpty = false;
      }
      if (newline !== -1) {
        if (lineIsEmpty && hasData) trace.eventsAt.push(at);
        if (lineIsEmpty) hasData = false;
        lineIsEmpty = true;
      }
      from = end + 1;
    }
  };
}

/** The first token is in the n-th event: when that had arrived, whatever was done with it since. */
export function noteFirstToken(trace: CallTrace, event: number): void {
  trace.firstTokenAt ??= trace.eventsAt[event - 1] ?? trace.now();
}
