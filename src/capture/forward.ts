/** Passing a call on and its answer back, byte for byte, each piece as it comes. Knows nothing of recording but whom to tell. */
import http, {
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
  type ServerResponse,
} from 'node:http';
import https from 'node:https';
import { messageOf } from '../core/errors.ts';
import { connectionsTo } from './connections.ts';
import { passedHeaders } from './passed-headers.ts';
import { problem } from './problem.ts';
import type { Route, Upstream, Upstreams } from './upstream.ts';

/** Told of a call as it passes; what it does takes no time and never fails. */
export interface Watch {
  request(chunk: Uint8Array): void;
  answer(chunk: Uint8Array): void;
  /** The answer has passed to its last byte. */
  ended(answer: IncomingMessage): void;
  /** There was no answer, or no end of it. */
  broke(why: string): void;
}

export interface Forwarded {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly route: Route;
  readonly watch: Watch;
}

export interface Forwarder {
  forward(call: Forwarded): void;
  close(): void;
}

const WENT_AWAY = 'whoever asked went away';

/** Room for long cookies and keys, on both sides. */
export const MAX_HEADER_BYTES = 64 * 1024;

export function createForwarder(upstreams: Upstreams): Forwarder {
  const connections = new Map(
    Object.values(upstreams).map(({ origin }) => [origin, connectionsTo(origin)] as const),
  );
  return {
    forward(call) {
      const upstream = upstreams[call.route.api];
      const { agent, whenFresh } = connections.get(upstream.origin)!;
      whenFresh(() => {
        if (call.outgoing.destroyed) return call.watch.broke(WENT_AWAY);
        send(call, upstream, agent);
      });
    },
    close() {
      for (const { agent } of connections.values()) agent.destroy();
    },
  };
}

function send({ incoming, outgoing, route, watch }: Forwarded, upstream: Upstream, agent: http.Agent): void {
  const { protocol, hostname, port, host } = new URL(upstream.origin);
  let sent: ClientRequest;
  try {
    sent = (protocol === 'https:' ? https : http).request({
      agent,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port,
      method: incoming.method,
      path: upstream.base + route.rest,
      headers: requestHeaders(incoming, host),
      maxHeaderSize: MAX_HEADER_BYTES,
    } as RequestOptions);
  } catch (error) {
    // A path or a header that no request may have.
    problem(outgoing, { status: 400, message: messageOf(error) });
    watch.broke('it could not be passed on');
    return;
  }
  pass({ incoming, outgoing, sent, watch, upstream });
}

function requestHeaders({ rawHeaders, headers, method }: IncomingMessage, host: string): readonly string[] {
  const passed = ['Host', host, ...passedHeaders(rawHeaders, ['host'])];
  if (headers['transfer-encoding'] !== undefined) return [...passed, 'Transfer-Encoding', 'chunked'];
  // Of these methods Node would announce a body where neither header says that there is none.
  const mayHaveOne = method === 'POST' || method === 'PUT' || method === 'PATCH';
  return mayHaveOne && headers['content-length'] === undefined ? [...passed, 'Content-Length', '0'] : passed;
}

/** The two streams, each held back as far as its reader is. */
function pass(of: {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly sent: ClientRequest;
  readonly watch: Watch;
  readonly upstream: Upstream;
}): void {
  const { incoming, outgoing, sent, watch, upstream } = of;
  let over = false;
  const broke = (why: string): void => {
    if (!over) watch.broke(why);
    over = true;
  };

  incoming.on('data', (chunk: Buffer) => {
    watch.request(chunk);
    if (!sent.write(chunk)) incoming.pause();
  });
  sent.on('drain', () => incoming.resume());
  incoming.on('end', () => sent.end());
  incoming.on('error', () => sent.destroy());
  outgoing.on('error', () => sent.destroy());
  outgoing.on('close', () => {
    if (outgoing.writableFinished) return;
    broke(WENT_AWAY);
    sent.destroy();
  });

  sent.on('error', (error: NodeJS.ErrnoException) => {
    // An answer that came before the whole request was read is an answer; what is left of the request is not wanted.
    if (outgoing.headersSent || outgoing.destroyed) return;
    broke('the provider could not be reached');
    problem(outgoing, {
      status: 502,
      message: `${upstream.origin} gave no answer: ${error.code ?? messageOf(error)}`,
    });
  });
  sent.on('close', () => incoming.resume());

  sent.on('response', (answer) => {
    outgoing.sendDate = false;
    try {
      outgoing.writeHead(answer.statusCode!, answer.statusMessage!, passedHeaders(answer.rawHeaders));
    } catch (error) {
      // Node's parser takes some characters that its writer does not.
      broke('the answer has headers that no answer may have');
      problem(outgoing, { status: 502, message: `${upstream.origin} answered badly: ${messageOf(error)}` });
      sent.destroy();
      return;
    }
    // A stream may say nothing for a while, and whoever asked waits to know that it has begun.
    outgoing.flushHeaders();
    answer.on('data', (chunk: Buffer) => {
      watch.answer(chunk);
      if (!outgoing.write(chunk)) answer.pause();
    });
    outgoing.on('drain', () => answer.resume());
    answer.on('end', () => {
      if (!answer.complete) return cut();
      outgoing.end();
      if (!over) watch.ended(answer);
      over = true;
    });
    const cut = (): void => {
      broke('the answer broke off');
      // What has come of it goes out first; its end is then seen to be missing, as it is.
      outgoing.socket?.destroySoon();
    };
    answer.on('error', cut);
    answer.on('close', () => {
      if (!answer.complete) cut();
    });
  });
}
