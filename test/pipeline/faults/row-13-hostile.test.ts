/** Fault 13: answers that are no answers, or far too much of one: bounded memory, and a cost that is unknown, never 0. */
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { CHAT, faultRun, SHAPES, type Shape } from '../../fixtures/fault-run.ts';
import {
  answer,
  events,
  json,
  type LoopbackReply,
  type LoopbackStep,
} from '../../fixtures/loopback-provider.ts';

const MB = 1024 * 1024;
/** With FIELDTEST_LONG every shape holds what is largest, and a stream has a million events. */
const LONG = process.env.FIELDTEST_LONG !== undefined;

async function played(shape: Shape, script: LoopbackStep) {
  await using project = await faultRun({ candidates: [{ shape }], script });
  const before = process.memoryUsage.rss();
  let most = before;
  const looking = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
  const result = await project.run();
  clearInterval(looking);
  const grownMb = (most - before) / MB;
  const [output] = await project.outputs();
  const { decision } = await project.decide();
  return {
    requests: project.provider.requests.length,
    output: output!,
    result,
    grownMb,
    costPer1000Usd: decision.candidates[0]!.costPer1000Usd,
  };
}

describe.each(SHAPES)('row 13: from $shape', (shape) => {
  test.each<[string, LoopbackStep]>([
    ['malformed JSON', { headers: { 'content-type': 'application/json' }, body: '{"id":' }],
    ['malformed JSON in a stream', events(['{"id": "x", '])],
    ['NaN in the JSON', events(['{"id":"x","usage":{"prompt_tokens":NaN}}'])],
    ['another content type', { headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' }],
    ['200 with an error body', json({ error: { message: 'busy' } })],
    ['nothing at all', { headers: { 'content-type': 'text/event-stream' }, body: '' }],
    [
      'plain JSON that is not UTF-8',
      { headers: { 'content-type': 'application/json' }, body: Buffer.from([0x7b, 0xff, 0x7d]) },
    ],
  ])('%s: five requests, then it has failed', async (_name, script) => {
    const { requests, output, costPer1000Usd } = await played(shape, script);
    expect(requests).toBe(5);
    expect(output).toMatchObject({ status: 'error', text: '', failure: { code: expect.any(String) } });
    expect(costPer1000Usd).toBeUndefined();
  });

  test('no usage: the answer counts, its cost is unknown', async () => {
    const { requests, output, costPer1000Usd, result } = await played(
      shape,
      answer('Fine.', { usage: null }),
    );
    expect(requests).toBe(1);
    expect(output).toMatchObject({ status: 'ok', text: 'Fine.' });
    expect(output).not.toHaveProperty('costUsd');
    expect(costPer1000Usd).toBeUndefined();
    // What the run has spent counts it at its worst.
    expect(result.costUsd).toBeGreaterThan(0);
  });

  test('lone surrogates come back as they were', async () => {
    const { requests, output } = await played(shape, answer(['half \ud83d', '\ude00 and \udc00 end \ud83d']));
    expect(requests).toBe(1);
    expect(output.text).toBe('half \ud83d\ude00 and \udc00 end \ud83d');
  });

  test('bytes in a stream that are not UTF-8 are shown as such, and nothing breaks', async () => {
    const { requests, output } = await played(shape, async (request) => {
      const reply = await (answer('Fine: BYTES.') as (of: typeof request) => LoopbackReply)(request);
      const whole = Buffer.from([...(reply.body as readonly string[])].join(''));
      const at = whole.indexOf('BYTES');
      return {
        ...reply,
        body: Buffer.concat([whole.subarray(0, at), Buffer.from([0xff, 0xfe]), whole.subarray(at + 5)]),
      };
    });
    expect(requests).toBe(1);
    expect(output).toMatchObject({ status: 'ok', text: 'Fine: \ufffd\ufffd.' });
  });

  test.runIf(LONG || shape === CHAT)('an answer of 60 MB is kept whole, in bounded memory', async () => {
    const { requests, output, grownMb } = await played(shape, answer('x'.repeat(60 * MB), { plain: true }));
    expect(requests).toBe(1);
    expect(output.status).toBe('ok');
    expect(output.text.length).toBe(60 * MB);
    expect(grownMb).toBeLessThan(1200);
  });

  test('more than 64 MB is refused: one request', async () => {
    const { requests, output } = await played(shape, answer('x'.repeat(70 * MB), { plain: true }));
    expect(requests).toBe(1);
    expect(output).toMatchObject({ status: 'error', failure: { code: 'too-large' } });
  });

  test('a gzip bomb (2 GB in 2 MB) is refused: one request, bounded memory', async () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const { requests, output, grownMb } = await played(shape, { headers, body: BOMB });
    expect(requests).toBe(1);
    expect(output).toMatchObject({ status: 'error', failure: { code: 'too-large' } });
    expect(grownMb).toBeLessThan(500);
  });
});

/** Members of a gzip file may follow each other; each of these is 100 MB of blanks. */
const BOMB = Buffer.concat(Array(20).fill(gzipSync(Buffer.alloc(100 * MB, ' '))));

test('row 13: NaN and negative token counts are unknown, not 0', async () => {
  for (const usage of [
    { input: Number.NaN, output: Number.NaN },
    { input: -5, output: -7 },
    { input: 0, output: 0 },
  ]) {
    const { output, costPer1000Usd } = await played(CHAT, answer('Fine.', { usage }));
    expect(output).toMatchObject({ status: 'ok', text: 'Fine.' });
    expect(costPer1000Usd).toBeUndefined();
  }
});

test('row 13: a stream of very many events arrives whole, in bounded memory', async () => {
  const events = LONG ? 1_000_000 : 250_000;
  // As short as they can be: of the usual length they would be more than 64 MB, which is refused.
  const delta = `data: ${JSON.stringify({ choices: [{ delta: { content: 'x' } }] })}\n\n`;
  const end = `data: ${JSON.stringify({ id: 'x', model: 'small', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`;
  function* body() {
    for (let sent = 0; sent < events; sent += 1000) yield delta.repeat(1000);
    yield end;
  }
  const { requests, output, grownMb } = await played(CHAT, () => ({
    headers: { 'content-type': 'text/event-stream' },
    body: body(),
  }));
  expect(requests).toBe(1);
  expect(output.status).toBe('ok');
  expect(output.text.length).toBe(events);
  expect(grownMb).toBeLessThan(500);
}, 300_000);
