/** Faults 5, 6 and 7: servers that fall over and answers that break off are asked again, and never taken for complete. */
import { describe, expect, test } from 'vitest';
import { faultRun, SHAPES, type Shape } from '../../fixtures/fault-run.ts';
import {
  answer,
  json,
  type LoopbackReply,
  type LoopbackStep,
  replyOf,
} from '../../fixtures/loopback-provider.ts';

const fine = answer('Fine.');

/** The same, with only so many of its pieces, and then these. */
const brokenOff =
  (pieces: number, rest: readonly string[]): LoopbackStep =>
  async (request) => {
    const reply = await replyOf(answer(['Half ', 'an', 'swer'], { unfinished: true }), request);
    return { ...reply, body: [...(reply.body as readonly string[]).slice(0, pieces), ...rest] };
  };

const event = (value: object & { type?: string }) =>
  `${value.type === undefined ? '' : `event: ${value.type}\n`}data: ${JSON.stringify(value)}\n\n`;

/** How each API says in the middle of a stream that it failed, and how many pieces come before it, text among them. */
const STREAM_ERRORS: { readonly [shape in Shape['shape']]: { pieces: number; error: string } } = {
  'OpenAI chat completions': {
    pieces: 2,
    error: event({ error: { message: 'server fell over' } } as object),
  },
  'OpenAI responses': {
    pieces: 4,
    error: event({
      type: 'error',
      sequence_number: 4,
      code: 'server_error',
      message: 'server fell over',
      param: null,
    } as never),
  },
  'Anthropic messages': {
    pieces: 3,
    error: event({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } } as never),
  },
  'Google generateContent': {
    pieces: 1,
    error: event({
      error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' },
    } as object),
  },
};

describe.each(SHAPES)('row 5: a server that is overloaded or broken, speaking $shape', (shape) => {
  const broken: readonly [string, LoopbackReply][] = [
    ...[529, 503, 500, 502, 504, 408, 409].map((status): [string, LoopbackReply] => [
      String(status),
      json({ error: { message: 'not now' } }, { status }),
    ]),
    [
      'an HTML page with 522',
      { status: 522, headers: { 'content-type': 'text/html' }, body: '<html><title>522</title></html>' },
    ],
  ];

  test.each(broken)('%s twice, then an answer: three requests', async (_name, reply) => {
    await using project = await faultRun({ candidates: [{ shape }], script: [reply, reply, fine] });
    await project.run();
    expect(project.provider.requests).toHaveLength(3);
    expect(await project.outputs()).toMatchObject([
      {
        status: 'ok',
        text: 'Fine.',
        attempts: [{ status: 'error' }, { status: 'error' }, { number: 3, status: 'ok' }],
      },
    ]);
  });

  test.each(broken)('%s for ever: five requests, then it has failed', async (_name, reply) => {
    await using project = await faultRun({ candidates: [{ shape }], script: reply });
    const result = await project.run();
    expect(project.provider.requests).toHaveLength(5);
    expect(result.candidates).toMatchObject([{ added: 1, failed: 1, missing: 0 }]);
    expect(await project.outputs()).toMatchObject([
      { status: 'error', text: '', failure: { httpStatus: reply.status } },
    ]);
    // Nobody bills an HTTP error.
    expect(result.costUsd).toBe(0);
  });
});

test('row 5: 503 with Retry-After is waited for, by the whole bucket', async () => {
  const busy = json({ error: { message: 'busy' } }, { status: 503, headers: { 'retry-after': '20' } });
  await using project = await faultRun({
    candidates: [{ more: 'concurrency: 1' }],
    examples: 2,
    script: [busy, fine, fine],
  });
  await project.run();
  expect(project.provider.requests).toHaveLength(3);
  expect(project.arrivals[1]! - project.arrivals[0]!).toBeGreaterThanOrEqual(20_000);
});

describe.each(SHAPES)('row 6: 200, then an error in the middle of the stream, from $shape', (shape) => {
  const { pieces, error } = STREAM_ERRORS[shape.shape];

  test('the partial text is kept as evidence and not as the answer: two requests', async () => {
    await using project = await faultRun({
      candidates: [{ shape }],
      script: [brokenOff(pieces, [error]), fine],
    });
    await project.run();
    expect(project.provider.requests).toHaveLength(2);
    const [output] = await project.outputs();
    expect(output).toMatchObject({
      status: 'ok',
      text: 'Fine.',
      attempts: [{ status: 'error' }, { status: 'ok' }],
    });
    expect(project.given).toMatchObject([
      [{ partialText: expect.stringMatching(/^Half /), mostUsd: expect.any(Number) }],
      [{ number: 2 }],
    ]);
  });

  test('for ever: five requests, then it has failed without a text', async () => {
    await using project = await faultRun({ candidates: [{ shape }], script: brokenOff(pieces, [error]) });
    await project.run();
    expect(project.provider.requests).toHaveLength(5);
    expect(await project.outputs()).toMatchObject([{ status: 'error', text: '' }]);
  });
});

describe.each(SHAPES)('row 7: an answer that breaks off, from $shape', (shape) => {
  const endings: readonly [string, LoopbackStep][] = [
    ['FIN in the middle of a chunk', answer(['Half ', 'an'], { unfinished: true, ending: 'cut' })],
    ['RST', answer(['Half ', 'an'], { unfinished: true, ending: 'reset' })],
    ['no end mark', answer(['Half ', 'an'], { unfinished: true })],
    ['FIN before any text', answer([], { unfinished: true, ending: 'cut' })],
    ['not streamed: FIN in the middle', answer('Half an', { plain: true, unfinished: true, ending: 'cut' })],
    ['not streamed: RST', answer('Half an', { plain: true, unfinished: true, ending: 'reset' })],
    ['not streamed: half of the JSON', answer('Half an', { plain: true, unfinished: true })],
  ];

  test.each(endings)('%s, then an answer: two requests', async (_name, step) => {
    await using project = await faultRun({ candidates: [{ shape }], script: [step, fine] });
    await project.run();
    expect(project.provider.requests).toHaveLength(2);
    expect(await project.outputs()).toMatchObject([
      { status: 'ok', text: 'Fine.', attempts: [{ status: 'error' }, { status: 'ok' }] },
    ]);
  });

  test.each(endings)(
    '%s, for ever: five requests, never complete, and it may have been billed',
    async (_name, step) => {
      await using project = await faultRun({ candidates: [{ shape }], script: step });
      const result = await project.run();
      expect(project.provider.requests).toHaveLength(5);
      expect(await project.outputs()).toMatchObject([{ status: 'error', text: '' }]);
      expect(result.costUsd).toBeGreaterThan(0);
    },
  );
});
