/** The server of `fieldtest capture`: the guard, then the one of three doors that a path leads to. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createForwarder, MAX_HEADER_BYTES, type Watch } from './forward.ts';
import { refusal } from './guard.ts';
import { type CallCopy, copyCall, createMemory, MAX_BODY_BYTES } from './memory.ts';
import type { FromProxy, ProxySettings, ReceivedRequest, SpansAnswer, ToProxy } from './messages.ts';
import { secretsOf } from './passed-headers.ts';
import { problem } from './problem.ts';
import { receiveSpans } from './spans-door.ts';
import { type Route, routeOf } from './upstream.ts';

export interface ProxyServer {
  readonly server: Server;
  hear(message: ToProxy): void;
}

/** `tell` hands a message over, with the buffers that go along with it. */
export function createProxyServer(
  settings: ProxySettings,
  tell: (message: FromProxy, transfer?: readonly ArrayBuffer[]) => void,
): ProxyServer {
  const memory = createMemory();
  const recorded = new Set(settings.recorded);
  const forwarder = createForwarder(settings.upstreams);
  const waiting = new Map<number, (answer: SpansAnswer) => void>();
  let spanRequests = 0;
  let closing = false;
  let port = settings.port;

  const server = createServer(
    { maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: 0 },
    (incoming, outgoing) => {
      // A connection that is kept would keep the server from its end.
      outgoing.on('finish', () => {
        if (closing) incoming.socket.destroySoon();
      });
      // A connection that ends is heard of where it is read or written.
      incoming.on('error', () => {});
      outgoing.on('error', () => {});
      const refused = refusal(incoming, port);
      if (refused !== undefined) return problem(outgoing, refused);
      const { url = '', headers } = incoming;
      const path = url.split('?')[0]!;
      const signal = SIGNALS.get(path);
      if (signal !== undefined) {
        const read = (request: ReceivedRequest, held: number): Promise<SpansAnswer> => {
          const id = ++spanRequests;
          tell({ kind: 'spans', id, request, held }, [request.body.buffer as ArrayBuffer]);
          return new Promise((resolve) => waiting.set(id, resolve));
        };
        return void receiveSpans({ incoming, outgoing, signal, memory, read });
      }
      // Exporters send these to the same address; no provider of models is to see them.
      if (path === '/v1/metrics' || path === '/v1development/profiles')
        return problem(outgoing, { status: 404, message: 'spans are taken at /v1/traces, metrics are not' });
      const route = routeOf(url, headers);
      if (route === undefined)
        return problem(outgoing, {
          status: 404,
          message: `there is no such path; the base URL is http://127.0.0.1:${port}/v1 (for Anthropic’s SDKs without /v1)`,
        });
      if (headers.upgrade !== undefined)
        return problem(outgoing, { status: 501, message: 'web sockets are not passed on' });
      const isCall = incoming.method === 'POST' && recorded.has(route.path);
      const watch = isCall ? watchCall(incoming, route) : passingBy;
      forwarder.forward({ incoming, outgoing, route, watch });
    },
  );
  // Clients close what they need no more; were it closed by us, a call that is sent at that moment would be lost.
  server.keepAliveTimeout = 600_000;
  server.on('listening', () => {
    port = (server.address() as { readonly port: number }).port;
  });

  const passingBy: Watch = {
    request() {},
    answer() {},
    ended: () => tell({ kind: 'skipped', reason: 'no call of a model' }),
    broke: (reason) => tell({ kind: 'unanswered', reason }),
  };

  const watchCall = (incoming: IncomingMessage, route: Route): Watch => {
    const at = new Date().toISOString();
    const started = performance.now();
    const copy = copyCall(memory);
    return {
      request: copy.request,
      answer: copy.answer,
      broke(reason) {
        copy.drop();
        tell({ kind: 'unanswered', reason });
      },
      ended(answer) {
        if (copy.overflow !== undefined) return tell({ kind: 'failed', reason: OVERFLOWS[copy.overflow] });
        const { request, answer: body } = copy.bodies();
        const { headers, rawHeaders, url = '' } = incoming;
        const call = {
          path: route.path,
          request: { bytes: request, coding: headers['content-encoding'] ?? '' },
          status: answer.statusCode!,
          answer: {
            bytes: body,
            type: answer.headers['content-type'] ?? '',
            coding: answer.headers['content-encoding'] ?? '',
          },
          at,
          latencyMs: performance.now() - started,
          secrets: secretsOf(rawHeaders, url),
        };
        tell({ kind: 'call', call, held: copy.held }, [request.buffer, body.buffer]);
      },
    };
  };

  return {
    server,
    hear(message) {
      if (message.kind === 'read') memory.give(message.held);
      else if (message.kind === 'spans') {
        waiting.get(message.id)?.(message);
        waiting.delete(message.id);
      } else {
        closing = true;
        server.close(() => {
          forwarder.close();
          tell({ kind: 'closed' });
        });
      }
    },
  };
}

const SIGNALS: ReadonlyMap<string, ReceivedRequest['signal']> = new Map([
  ['/v1/traces', 'traces'],
  ['/v1/logs', 'logs'],
]);

const OVERFLOWS: { readonly [why in NonNullable<CallCopy['overflow']>]: string } = {
  'too long': `what was asked, or the answer, is longer than ${MAX_BODY_BYTES / 1024 / 1024} MB`,
  'no room': 'too much waited to be recorded at the same time',
};
