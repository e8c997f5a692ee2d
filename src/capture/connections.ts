/** Connections to a provider, used again and again, but none that the other side may have closed meanwhile. */
import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';

export interface Connections {
  readonly agent: http.Agent;
  /** Does `use` when the next call may take a connection. */
  whenFresh(use: () => void): void;
}

/**
 * An idle connection is used again for as long as Node's own fetch would do so: servers close theirs after 5 s, as a
 * rule, and a call that is sent at that very moment is lost. (It cannot be sent again: it may have been answered, and billed.)
 */
const IDLE_MS = 4_000;
/** Beyond this it is looked at again first. */
const FRESH_MS = 500;

export function connectionsTo(origin: string): Connections {
  const options = { keepAlive: true, timeout: IDLE_MS, scheduling: 'lifo' } as const;
  const agent = origin.startsWith('https:') ? new https.Agent(options) : new http.Agent(options);
  const freed = new WeakMap<Duplex, number>();
  const idleMs = (socket: Duplex): number => performance.now() - (freed.get(socket) ?? 0);
  agent.on('free', (socket: Duplex) => freed.set(socket, performance.now()));
  return {
    agent,
    whenFresh(use) {
      const idle = Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? []);
      // The agent's own timer comes late when much is to do.
      for (const socket of idle) if (idleMs(socket) >= IDLE_MS) socket.destroy();
      const next = idle.findLast((socket) => !socket.destroyed);
      if (next === undefined || idleMs(next) < FRESH_MS) use();
      // When much is to do, that it was closed has perhaps arrived and was not read: what has arrived is read between the two.
      else setImmediate(() => setImmediate(use));
    },
  };
}
