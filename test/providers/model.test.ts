/** Models as candidates: what they are sent, and what their answers become, with exactly one request per call. */
import { describe, expect, test } from 'vitest';
import { modelProvider } from '../../src/providers/model.ts';
import { answer, startLoopback } from '../fixtures/loopback-provider.ts';
import { ask, candidateOf, contextOf } from '../fixtures/providers/ask.ts';
import { callModel, ENV, KEY, modelTarget, PROVIDERS } from '../fixtures/providers/call-model.ts';

describe.each(PROVIDERS)('an answer of %s', (provider) => {
  test('comes with its tokens, its model and the time of its first words', async () => {
    const step = answer(['It ', 'rained', '.'], { model: 'small-2026-01-01', pieceDelayMs: 20 });
    const { result } = await callModel(provider, step);
    expect(result).toMatchObject({
      kind: 'answer',
      status: 'ok',
      text: 'It rained.',
      usage: { inputTokens: 11, outputTokens: 7 },
      responseModel: 'small-2026-01-01',
    });
    if (result.kind !== 'answer') return;
    expect(result.firstTokenMs).toBeGreaterThan(0);
    expect(result.latencyMs).toBeGreaterThan(result.firstTokenMs! + 30);
  });

  test('that was cut at the limit is truncated, with or without text', async () => {
    const { result } = await callModel(provider, answer('It rai', { finish: 'length' }));
    expect(result).toMatchObject({ kind: 'answer', status: 'truncated', text: 'It rai' });
    const { result: bare } = await callModel(provider, answer([], { finish: 'length', reasoning: 'Hm.' }));
    expect(bare).toMatchObject({ kind: 'answer', status: 'truncated', text: '' });
  });

  test('that a filter cut, or that declines, is refused and kept', async () => {
    const { result } = await callModel(provider, answer('I can', { finish: 'filter' }));
    expect(result).toMatchObject({ kind: 'answer', status: 'refused', text: 'I can' });
    const { result: declined } = await callModel(provider, answer("I can't help.", { refusal: true }));
    expect(declined).toMatchObject({ kind: 'answer', status: 'refused', text: "I can't help." });
  });

  test('without text is empty: nothing, white space, only a tool call, only thought', async () => {
    for (const step of [
      answer(''),
      answer([]),
      answer(' \n '),
      answer([], { finish: 'tool' }),
      answer([], { reasoning: 'Hm.' }),
    ]) {
      const { result } = await callModel(provider, step);
      expect(result).toMatchObject({ kind: 'answer', status: 'empty' });
    }
  });

  test('that comes whole where a stream was asked for is understood with that one request', async () => {
    const { result } = await callModel(provider, answer('It rained.', { plain: true, model: 'small-2' }));
    expect(result).toMatchObject({
      kind: 'answer',
      status: 'ok',
      text: 'It rained.',
      usage: { inputTokens: 11, outputTokens: 7 },
      responseModel: 'small-2',
    });
    expect(result).not.toHaveProperty('firstTokenMs');
  });

  test.each(['cut', 'reset', 'end'] as const)(
    'that breaks off (%s) is never taken for complete',
    async (ending) => {
      const { result } = await callModel(provider, answer(['Half ', 'an'], { unfinished: true, ending }));
      expect(result).toMatchObject({
        kind: 'failure',
        next: 'retry',
        partialText: expect.stringMatching(/^Half /),
      });
      const { result: nothing } = await callModel(provider, answer([], { unfinished: true, ending }));
      expect(nothing).toMatchObject({ kind: 'failure', next: 'retry' });
    },
  );

  test('that stalls ends with the time that was given, and the connection is dropped', async () => {
    await using server = await startLoopback([
      answer(['Half ', 'an'], { unfinished: true, ending: 'stall' }),
    ]);
    const context = contextOf('.', ENV);
    const signal = AbortSignal.timeout(300);
    const result = await ask(modelTarget(provider, server.url), 'Why?', { context, signal });
    expect(result).toMatchObject({ next: 'retry', failure: { code: 'timeout' }, partialText: 'Half an' });
    expect(result.latencyMs).toBeLessThan(1000);
    await expect.poll(() => server.abandoned).toBe(1);
  });

  test('is watched as it comes, so that a stall can be told from a slow answer', async () => {
    await using server = await startLoopback([answer(['a', 'b', 'c'], { pieceDelayMs: 10 })]);
    let seen = 0;
    const onActivity = () => seen++;
    await ask(modelTarget(provider, server.url), 'Why?', { context: contextOf('.', ENV), onActivity });
    expect(seen).toBeGreaterThanOrEqual(4);
  });

  test('without token counts has unknown ones, not 0', async () => {
    const { result } = await callModel(provider, answer('It rained.', { usage: null }));
    expect(result).toMatchObject({ kind: 'answer', status: 'ok' });
    expect(JSON.stringify(result)).not.toMatch(/Tokens":0/);
  });

  test('tells the input that the cache gave or took from the rest of it', async () => {
    const counts = { input: 100, output: 7, cacheRead: 60, cacheWrite: 30 };
    const { result } = await callModel(provider, answer('It rained.', { usage: counts }));
    const usage = { inputTokens: 100, outputTokens: 7, cachedInputTokens: 60 };
    // The package for compatible servers does not pass on what was written.
    const written = provider === 'openai-compatible' ? {} : { cacheWriteTokens: 30 };
    expect(result).toMatchObject({ usage: { ...usage, ...written } });
  });
});

describe('the request', () => {
  test('is not sent before a call is made', async () => {
    await using server = await startLoopback([]);
    for (const provider of PROVIDERS) {
      const runner = await modelProvider.open(
        candidateOf(modelTarget(provider, server.url)),
        contextOf('.', ENV),
      );
      expect(runner.bucket).toBe(`${provider}:small@${new URL(server.url).host}`);
      await runner.close();
    }
    expect(server.requests).toHaveLength(0);
  });

  test('carries my parameters, my prompt and my key to its provider', async () => {
    const params = { temperature: 0, maxOutputTokens: 50, topP: 0.9, stopSequences: ['END'] };
    const { request } = await callModel('openai-compatible', answer('x'), {
      target: { prompt: 'Answer {{input}}', params, apiKeyEnv: 'OPENAI_API_KEY' },
    });
    expect(request.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(request.json).toMatchObject({
      model: 'small',
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
      max_tokens: 50,
      top_p: 0.9,
      stop: ['END'],
      messages: [{ role: 'user', content: 'Answer Why?' }],
    });
  });

  test('says which of my parameters the provider does not take', async () => {
    const { result } = await callModel('openai', answer('x'), { target: { params: { topK: 5 } } });
    expect(result).toMatchObject({ status: 'ok', warnings: [expect.stringContaining('topK')] });
  });

  test('replays the messages of a log, with their images and tool calls', async () => {
    const input = [
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is it?' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
        ],
      },
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'look', arguments: '{"at":1}' } }],
      },
      { role: 'tool', content: 'a cat', tool_call_id: 'c1' },
      { role: 'user', content: 'And now?' },
    ] as const;
    const { request } = await callModel('openai-compatible', answer('x'), { input });
    expect(request.json.messages).toMatchObject([
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is it?' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
        ],
      },
      { role: 'assistant', tool_calls: [{ id: 'c1', function: { name: 'look', arguments: '{"at":1}' } }] },
      { role: 'tool', tool_call_id: 'c1', content: 'a cat' },
      { role: 'user', content: 'And now?' },
    ]);
  });

  test('is not sent for an input that cannot be sent, which is that input’s result', async () => {
    await using server = await startLoopback([]);
    const context = contextOf('.', ENV);
    const strange = [{ role: 'user', content: [{ type: 'hologram' }] }] as const;
    const result = await ask(modelTarget('openai', server.url), strange, { context });
    expect(result).toMatchObject({ next: 'final', failure: { code: 'unsupported-input' } });
    const lacking = await ask(modelTarget('openai', server.url, { prompt: '{{customer}}' }), 'Why?', {
      context,
    });
    expect(lacking).toMatchObject({ next: 'stop', failure: { code: 'template' } });
    expect(server.requests).toHaveLength(0);
  });

  test('names the backend that answered, when the provider does', async () => {
    for (const plain of [false, true]) {
      const { result } = await callModel('openai-compatible', answer('x', { fingerprint: 'fp_1', plain }));
      expect(result).toMatchObject({ fingerprint: 'fp_1' });
    }
  });
});
