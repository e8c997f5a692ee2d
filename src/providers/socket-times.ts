/** When a request went out and its answer came in, as the HTTP client sees it at the socket. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { readLateMs } from './read-late.ts';

/**
 * Milliseconds of the Context's monotonic clock. Waiting for a connection, and all that is done with the bytes after,
 * is not part of it.
 */
export interface SocketTimes {
  /** The first request was written. */
  sentAt?: number;
  /** The last byte of the last answer arrived. */
  doneAt?: number;
}

export interface Measured {
  readonly times: SocketTimes;
  readonly now: () => number;
  /** Called when the last byte of an answer was read. */
  readonly onArrived?: (() => void) | undefined;
}

const calls = new AsyncLocalStorage<Measured>();
const requests = new WeakMap<object, Measured>();

/** Runs a call whose requests are measured. */
export function atSocket<T>(measured: Measured, call: () => T): T {
  return calls.run(measured, call);
}

/** From the request to the last byte, or undefined when the answer did not come to its end. */
export function socketMs({ sentAt, doneAt }: SocketTimes): number | undefined {
  return sentAt === undefined || doneAt === undefined ? undefined : doneAt - sentAt;
}

/** When what is being read now arrived. */
export function arrivedAt({ times, now }: Measured): number {
  const readAt = now();
  return readAt - readLateMs(readAt - (times.sentAt ?? readAt));
}

// The built-in fetch is undici, and so are its drop-in replacements: https://undici.nodejs.org/#/docs/api/DiagnosticsChannel
const on = (channel: string, then: (measured: Measured) => void) =>
  subscribe(`undici:${channel}`, (message) => {
    const measured = requests.get((message as { readonly request: object }).request);
    if (measured !== undefined) then(measured);
  });

subscribe('undici:request:create', (message) => {
  const measured = calls.getStore();
  if (measured !== undefined) requests.set((message as { readonly request: object }).request, measured);
});
on('client:sendHeaders', ({ times, now }) => {
  times.sentAt ??= now();
});
on('request:trailers', (measured) => {
  measured.times.doneAt = arrivedAt(measured);
  measured.onArrived?.();
});
