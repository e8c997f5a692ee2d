/** The least that a client can do: undici, a pool, the answer read to its end and its text put together. Arguments: address, calls, concurrency. */
import { Pool } from 'undici';

const [address = '', calls = '0', concurrency = '1'] = process.argv.slice(2);
const pool = new Pool(address, { connections: Number(concurrency), pipelining: 1 });
const body = JSON.stringify({
  model: 'bench',
  stream: true,
  messages: [{ role: 'user', content: 'How is the weather in the town where you were made?' }],
});
const headers = { 'content-type': 'application/json' };
const started = performance.now();
let left = Number(calls);
let letters = 0;
const times: number[] = [];

async function work(): Promise<void> {
  while (left-- > 0) {
    const asked = performance.now();
    const answer = await pool.request({ path: '/v1/chat/completions', method: 'POST', headers, body });
    const text = await answer.body.text();
    times.push(performance.now() - asked);
    for (const line of text.split('\n')) {
      if (!line.startsWith('data: {')) continue;
      const { choices } = JSON.parse(line.slice(6)) as { choices: { delta: { content?: string } }[] };
      letters += choices[0]?.delta.content?.length ?? 0;
    }
  }
}

await Promise.all(Array.from({ length: Number(concurrency) }, work));
const ms = performance.now() - started;
const medianMs = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
console.log(JSON.stringify({ ms, letters, medianMs }));
await pool.close();
