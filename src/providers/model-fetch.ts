/** The only way from a model package to the network: no redirects, no foreign hosts, no endless bodies. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { readBody, readErrorBody } from './bounded-body.ts';
import type { HttpReply } from './http-failure.ts';
import { pooledFetch } from './pooled-fetch.ts';

/** What went over the wire for one call, beside what the package makes of it. */
export interface CallTrace {
  readonly onActivity?: (() => void) | undefined;
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
  return traces.run(trace, call);
}

/** A fetch for a model package; `allowed` says which addresses may be asked. */
export function modelFetch(allowed: (url: URL) => boolean): typeof fetch {
  return async (input, init) => {
    const trace = traces.getStore() ?? { requests: 0 };
    if (trace.replay !== undefined) {
      return new Response(trace.replay, { headers: { 'content-type': 'application/json' } });
    }
    const url = new URL(input instanceof Request ? input.url : input);
    if (!allowed(url)) throw new ForeignHost(url.host);
    trace.requests++;
    const response = await pooledFetch(url, init ?? {}, trace);
    const { status, headers } = response;
    if (!response.ok) {
      trace.reply = { status, headers, body: await readErrorBody(response) };
      return new Response(status === 304 ? null : trace.reply.body, { status, headers });
    }
    if (/^application\/json\b/i.test(headers.get('content-type') ?? '') && asksForStream(init)) {
      trace.plainJson = await readBody(response, { fatal: true });
      throw new Error('the server answered plain JSON where a stream was asked for');
    }
    return response;
  };
}

function asksForStream(init: RequestInit | undefined): boolean {
  return typeof init?.body === 'string' && /"stream"\s*:\s*true/.test(init.body);
}
