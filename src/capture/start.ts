/** Starts the thread that passes calls on, and hears from it. */
import { Worker } from 'node:worker_threads';
import type { CapturedCall } from '../core/captured-call.ts';
import { FieldtestError, messageOf } from '../core/errors.ts';
import type { FromProxy, ProxySettings, ReceivedRequest, SpansAnswer, ToProxy } from './messages.ts';

export interface ProxyListener {
  /** A request that passed, whose answer has ended or never will. */
  skipped(reason: string): void;
  unanswered(reason: string): void;
  failed(reason: string): void;
  call(call: CapturedCall): void;
  spans(request: ReceivedRequest): SpansAnswer;
}

export interface RunningProxy {
  readonly port: number;
  /** Takes no further calls, and resolves when those that are under way have ended. */
  close(): Promise<void>;
  /** Rejects when the thread fails. */
  readonly failed: Promise<never>;
}

/** Beside this file in the source; beside the command, under a name of its own, where that is one file. */
const THREAD = import.meta.url.endsWith('.ts') ? './thread.ts' : './capture-thread.js';

/** Throws a FieldtestError for a port that cannot be used. */
export async function startProxy(settings: ProxySettings, listener: ProxyListener): Promise<RunningProxy> {
  const thread = new Worker(new URL(THREAD, import.meta.url), { workerData: settings });
  const tell = (message: ToProxy): void => thread.postMessage(message);
  const listening = Promise.withResolvers<number>();
  const closed = Promise.withResolvers<void>();
  const failed = Promise.withResolvers<never>();
  // Who waits for it may come later, or never.
  failed.promise.catch(() => {});
  thread.on('error', (error) => {
    const wrapped = new FieldtestError(
      'internal',
      `the thread that passes calls on has failed: ${messageOf(error)}`,
      'Start it again; run it with --debug and report what it says.',
      { cause: error },
    );
    listening.reject(wrapped);
    failed.reject(wrapped);
    closed.resolve();
  });
  thread.on('message', (message: FromProxy) => {
    switch (message.kind) {
      case 'listening':
        return listening.resolve(message.port);
      case 'unusable':
        return listening.reject(unusable(settings.port, message));
      case 'skipped':
        return listener.skipped(message.reason);
      case 'unanswered':
        return listener.unanswered(message.reason);
      case 'failed':
        return listener.failed(message.reason);
      case 'call':
        listener.call(message.call);
        return tell({ kind: 'read', held: message.held });
      case 'spans': {
        const answer = listener.spans(message.request);
        tell({ kind: 'read', held: message.held });
        return tell({ kind: 'spans', id: message.id, ...answer });
      }
      case 'closed':
        return closed.resolve();
    }
  });
  try {
    return {
      port: await listening.promise,
      failed: failed.promise,
      async close() {
        tell({ kind: 'close' });
        await closed.promise;
        await thread.terminate();
      },
    };
  } catch (error) {
    await thread.terminate();
    throw error;
  }
}

function unusable(
  port: number,
  { code, message }: { readonly code: string; readonly message: string },
): FieldtestError {
  return new FieldtestError(
    'usage',
    code === 'EADDRINUSE' ? `port ${port} is in use` : `port ${port} cannot be used: ${message}`,
    `Take another: fieldtest capture --port ${port < 65_535 ? port + 1 : 4318}`,
  );
}
