/** What the model package alone costs: `doStream` over our pool, read to its end; nothing paced, claimed, timed or stored. Arguments: address, calls, concurrency. */
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { pooledFetch } from '../../src/providers/pooled-fetch.ts';

const [address = '', calls = '0', concurrency = '1'] = process.argv.slice(2);
const provider = createOpenAICompatible({
  name: 'bench',
  baseURL: `${address}/v1`,
  includeUsage: true,
  fetch: (url, init) => pooledFetch(new URL(String(url)), init ?? {}, () => {}),
});
const model = provider.chatModel('bench');
const text = 'How is the weather in the town where you were made?';
const started = performance.now();
let left = Number(calls);
let letters = 0;

async function work(): Promise<void> {
  while (left-- > 0) {
    const { stream } = await model.doStream({
      prompt: [{ role: 'user', content: [{ type: 'text', text }] }],
    });
    for await (const part of stream) if (part.type === 'text-delta') letters += part.delta.length;
  }
}

await Promise.all(Array.from({ length: Number(concurrency) }, work));
console.log(JSON.stringify({ ms: performance.now() - started, letters }));
process.exit();
