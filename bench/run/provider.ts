/** A loopback provider with a fixed latency, in a process of its own; prints its address, and answers what it saw at /stats. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Characters of an answer: with its usage about what a short real one has. */
const LETTERS = 900;
const WORD = 'measured ';

const delayMs = Number(process.argv[2] ?? 20);
const text = WORD.repeat(LETTERS / WORD.length);
const usage = { prompt_tokens: 40, completion_tokens: 200, total_tokens: 240 };
const head = { id: 'x', object: 'chat.completion.chunk', created: 1, model: 'bench' };
const event = (value: object) => `data: ${JSON.stringify({ ...head, ...value })}\n\n`;
const choice = (delta: object, finish: string | null = null) =>
  event({ choices: [{ index: 0, delta, finish_reason: finish }] });
const pieces = [
  choice({ role: 'assistant', content: text.slice(0, 300) }),
  choice({ content: text.slice(300, 600) }),
  choice({ content: text.slice(600) }),
  `${choice({}, 'stop')}${event({ choices: [], usage })}data: [DONE]\n\n`,
].join('');

let requests = 0;
let times: number[] = [];
let inFlight = 0;
let mostInFlight = 0;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (request.url === '/stats') return stats(response);
    const arrived = performance.now();
    requests++;
    mostInFlight = Math.max(mostInFlight, ++inFlight);
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(pieces, () => {
        inFlight--;
        times.push(performance.now() - arrived);
      });
    }, delayMs);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

/** What it saw since it was last asked. */
function stats(response: ServerResponse): void {
  const sorted = times.toSorted((a, b) => a - b);
  const seen = { requests, medianMs: sorted[Math.floor(sorted.length / 2)] ?? 0, mostInFlight };
  [requests, times, mostInFlight] = [0, [], 0];
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(seen));
}
