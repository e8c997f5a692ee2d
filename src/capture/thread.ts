/** The thread that passes calls on: nothing else runs in it, so that no call ever waits for a record to be made or stored. */
import { parentPort, workerData } from 'node:worker_threads';
import type { FromProxy, ProxySettings, ToProxy } from './messages.ts';
import { createProxyServer } from './proxy-server.ts';

const settings = workerData as ProxySettings;
const port = parentPort!;
const tell = (message: FromProxy, transfer: readonly ArrayBuffer[] = []): void =>
  port.postMessage(message, transfer);

const proxy = createProxyServer(settings, tell);
port.on('message', (message: ToProxy) => proxy.hear(message));
proxy.server.on('error', ({ code = '', message }: NodeJS.ErrnoException) =>
  tell({ kind: 'unusable', code, message }),
);
proxy.server.listen(settings.port, '127.0.0.1', () => {
  const { port: taken } = proxy.server.address() as { readonly port: number };
  tell({ kind: 'listening', port: taken });
});
