/** The provider's time: from the request to the last byte, whatever we do with it before and after. */
import { describe, expect, test } from 'vitest';
import { answer, type LoopbackStep, startLoopback } from '../fixtures/loopback-provider.ts';
import { ask, contextOf } from '../fixtures/providers/ask.ts';
import { ENV, modelTarget, PROVIDERS } from '../fixtures/providers/call-model.ts';

async function timed(provider: string, step: LoopbackStep) {
  await using server = await startLoopback(step);
  const result = await ask(modelTarget(provider, server.url), 'Why?', { context: contextOf('.', ENV) });
  if (result.kind !== 'answer') throw new Error(result.failure.message);
  return { first: result.firstTokenMs!, total: result.latencyMs! };
}

/** Runs between a wait's end and our reading of it, on a busy machine too. */
const SLACK_MS = 120;

describe.each(PROVIDERS)('an answer of %s', (provider) => {
  test('that begins after 150 ms and goes on for 200 more is timed so', async () => {
    const { first, total } = await timed(
      provider,
      answer(['It ', 'rained.'], { delayMs: 150, pieceDelayMs: 40 }),
    );
    expect(first).toBeGreaterThan(148);
    expect(total - first).toBeGreaterThan(40);
    expect(total).toBeGreaterThanOrEqual(first);
  });

  test('has its first token when its text begins, not when it thinks', async () => {
    const step = answer('It rained.', { reasoning: 'Hm.', pieceDelayMs: 100 });
    const { first, total } = await timed(provider, step);
    expect(first).toBeGreaterThan(198);
    expect(total).toBeGreaterThan(first);
  });
});

test('comments that keep the connection alive are no tokens', async () => {
  const chunk = (choice: object) =>
    `data: ${JSON.stringify({ id: 'x', model: 'small', choices: [choice] })}\n\n`;
  const { first } = await timed('openai-compatible', {
    headers: { 'content-type': 'text/event-stream' },
    body: [
      ': PROCESSING\n\n',
      ': PROCESSING\n\n',
      chunk({ index: 0, delta: { content: 'It rained.' } }),
      `${chunk({ index: 0, delta: {}, finish_reason: 'stop' })}data: [DONE]\n\n`,
    ],
    pieceDelayMs: 80,
  });
  expect(first).toBeGreaterThan(158);
});

test('work of ours between the last byte and the answer is not the provider’s time', async () => {
  await using server = await startLoopback(answer('It rained.', { delayMs: 50 }));
  const ours = { ...contextOf('.', ENV) };
  const asking = ask(modelTarget('openai-compatible', server.url), 'Why?', {
    context: ours,
    // Called as bytes arrive: half a second of work, after which the call ends.
    onActivity: () => {
      const until = performance.now() + 250;
      while (performance.now() < until);
    },
  });
  const started = performance.now();
  const result = await asking;
  const around = performance.now() - started;
  expect(around).toBeGreaterThan(500);
  expect(result.latencyMs).toBeLessThan(around - 250 + SLACK_MS);
});
