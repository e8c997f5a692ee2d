/** A process that works in long pieces still tells how long its provider took. */
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { pooledFetch } from '../../src/providers/pooled-fetch.ts';
import { atSocket, type SocketTimes, socketMs } from '../../src/providers/socket-times.ts';

const LONGEST_MS = 24;
const CALLS = 40;
const AT_ONCE = 3;

/** In a thread of its own, so that our work does not slow it down; it answers how long it took. */
const PROVIDER = `
  const { createServer } = require('node:http');
  const { parentPort } = require('node:worker_threads');
  const server = createServer((_, response) => {
    const came = performance.now();
    setTimeout(() => response.end(String(performance.now() - came)), 33);
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`;

test('an answer that came while we worked is taken to have come in the middle of that', async () => {
  const worker = new Worker(PROVIDER, { eval: true });
  try {
    const port = await new Promise<number>((resolve) => worker.once('message', resolve));
    const now = () => performance.now();
    const [truth, read, told]: [number[], number[], number[]] = [[], [], []];
    const ask = async () => {
      for (let i = 0; i < CALLS; i++) {
        const times: SocketTimes = {};
        let seenAt = 0;
        const url = new URL(`http://127.0.0.1:${port}/`);
        const response = await atSocket({ times, now }, () => pooledFetch(url, {}, () => (seenAt = now())));
        truth.push(Number(await response.text()));
        read.push(seenAt - times.sentAt!);
        told.push(socketMs(times)!);
      }
    };
    let isOver = false;
    const asked = Promise.all(Array.from({ length: AT_ONCE }, ask)).finally(() => (isOver = true));
    while (!isOver) {
      for (const until = now() + LONGEST_MS * Math.random(); now() < until; );
      await setImmediate();
    }
    await asked;
    const late = meanOf(read) - meanOf(truth);
    expect(late).toBeGreaterThan(LONGEST_MS / 6);
    expect(Math.abs(meanOf(told) - meanOf(truth))).toBeLessThan(late / 2);
  } finally {
    await worker.terminate();
  }
});

function meanOf(times: readonly number[]): number {
  return times.reduce((sum, time) => sum + time, 0) / times.length;
}
