/** Faults 1, 2, 3 and 18: a provider that asks for time gets it, to the millisecond, and nobody else waits for it. */
import { describe, expect, test } from 'vitest';
import { CHAT, type FaultRun, faultRun, SHAPES } from '../../fixtures/fault-run.ts';
import { answer, json, type LoopbackStep, replyOf } from '../../fixtures/loopback-provider.ts';

/** Years from our clock, which must not matter. */
const THEIR_NOW = 'Tue, 01 Jan 2036 10:00:00 GMT';

const busy = (headers: { [name: string]: string } = {}): LoopbackStep =>
  json({ error: { message: 'slow down', type: 'rate_limit_error' } }, { status: 429, headers });
const fine = answer('Fine.');

/** How long after the first request each later one came. */
const gaps = ({ arrivals }: FaultRun) => arrivals.slice(1).map((at) => at - arrivals[0]!);
const statuses = async (project: FaultRun) => (await project.outputs()).map(({ status }) => status);

describe.each(SHAPES)('row 1: 429 with a wait, from $shape', (shape) => {
  test.each<[string, { [name: string]: string }, number]>([
    ['Retry-After: 7', { 'retry-after': '7' }, 7000],
    ['an HTTP date', { 'retry-after': 'Tue, 01 Jan 2036 10:00:07 GMT', date: THEIR_NOW }, 7000],
    ['Retry-After: 1.5', { 'retry-after': '1.5' }, 1500],
    ['retry-after-ms', { 'retry-after-ms': '1500' }, 1500],
  ])('%s: waits at least that, with jitter on top, and asks again', async (_name, headers, waitMs) => {
    await using project = await faultRun({
      candidates: [{ shape, more: 'concurrency: 1' }],
      examples: 3,
      script: [busy(headers), fine, fine, fine],
    });
    const result = await project.run();
    expect(result.candidates).toMatchObject([{ added: 3, failed: 0, missing: 0 }]);
    expect(project.provider.requests).toHaveLength(4);
    // The jitter is a tenth of a backoff of at most half a second, here its half.
    expect(gaps(project)[0]).toBeCloseTo(waitMs + 25, 0);
    expect((await project.outputs()).map(({ attempts }) => attempts.length)).toEqual([2, 1, 1]);
  });
});

test('row 1: the whole bucket pauses, also for another candidate on the same model', async () => {
  const prompted = (name: string) => ({ name, more: `concurrency: 1, prompt: "${name}: {{input}}"` });
  await using project = await faultRun({
    candidates: [prompted('a'), prompted('b')],
    examples: 4,
    script: [busy({ 'retry-after': '7' }), ...Array.from({ length: 8 }, () => fine)],
  });
  await project.run();
  expect(project.provider.requests).toHaveLength(9);
  const [inFlight, ...rest] = gaps(project);
  expect(inFlight).toBe(0);
  for (const gap of rest) expect(gap).toBeGreaterThanOrEqual(7000);
  expect(await statuses(project)).toEqual(Array(8).fill('ok'));
});

describe('row 2: 429 with Retry-After 3600', () => {
  const two = [
    { name: 'waits', model: 'openai-compatible:busy', more: 'concurrency: 1' },
    { name: 'goes on', model: 'openai-compatible:free', more: 'concurrency: 1' },
  ];
  const scripted = (): LoopbackStep => {
    let refused = false;
    return (request) => {
      if (request.json.model !== 'busy' || refused) return replyOf(fine, request);
      refused = true;
      return replyOf(busy({ 'retry-after': '3600' }), request);
    };
  };

  test('pauses that provider, says until when, and the others go on', async () => {
    await using project = await faultRun({ candidates: two, examples: 5, script: scripted() });
    const result = await project.run();
    expect(result.candidates).toMatchObject([{ added: 5 }, { added: 5 }]);
    expect(project.provider.requests).toHaveLength(11);
    const at = (model: string) =>
      project.arrivals.filter((_, i) => project.provider.requests[i]!.json.model === model);
    // Some beats of this process pass while an output is being stored.
    expect(Math.max(...at('free'))).toBeLessThan(60_000);
    for (const later of at('busy').slice(1)) expect(later).toBeGreaterThanOrEqual(3_600_000);
    const [line, ...more] = project.said;
    expect(line).toMatch(/^waits: paused until \d\d:05, the others go on; Ctrl-C is safe$/);
    expect(more).toEqual([]);
  });

  test('survives Ctrl-C: it ends at once, and the next run sends exactly the missing calls', async () => {
    await using project = await faultRun({
      candidates: two,
      examples: 5,
      script: scripted(),
      realTime: true,
    });
    const ctrlC = new AbortController();
    const running = project.run({ signal: ctrlC.signal });
    await expect.poll(() => project.said.length).toBe(1);
    await expect.poll(async () => (await project.outputs()).length).toBe(5);
    const asked = performance.now();
    ctrlC.abort();
    const result = await running;
    expect(performance.now() - asked).toBeLessThan(2000);
    expect(result).toMatchObject({ interrupted: true, candidates: [{ missing: 5 }, { missing: 0 }] });
    expect(project.provider.requests).toHaveLength(6);
    expect(await project.dangling()).toMatchObject([{ number: 1, failure: { httpStatus: 429 } }]);
    expect(await project.run()).toMatchObject({ candidates: [{ added: 5, missing: 0 }, { added: 0 }] });
    expect(project.provider.requests).toHaveLength(11);
  });
});

describe.each(SHAPES)('row 3: 429 without a usable wait, from $shape', (shape) => {
  test.each<[string, { [name: string]: string }, number, number]>([
    ['garbage', { 'retry-after': 'soon' }, 250, 250],
    ['a negative number', { 'retry-after': '-5' }, 250, 250],
    ['a number that nobody means', { 'retry-after': '99999999999' }, 250, 250],
    ['nothing', {}, 250, 250],
    [
      'resets: the larger one counts',
      { 'x-ratelimit-reset-requests': '6ms', 'x-ratelimit-reset-tokens': '1m30s' },
      90_000,
      90_025,
    ],
    [
      'a reset in RFC 3339',
      { 'anthropic-ratelimit-tokens-reset': '2036-01-01T10:01:00Z', date: THEIR_NOW },
      60_000,
      60_025,
    ],
  ])('%s', async (_name, headers, least, most) => {
    await using project = await faultRun({
      candidates: [{ shape, more: 'concurrency: 1' }],
      script: [busy(headers), fine],
    });
    await project.run();
    expect(project.provider.requests).toHaveLength(2);
    expect(gaps(project)[0]).toBeGreaterThanOrEqual(least);
    expect(gaps(project)[0]).toBeLessThanOrEqual(most);
    expect(await statuses(project)).toEqual(['ok']);
  });
});

test('row 3: the backoff doubles, and a provider that never answers is left alone with its outputs missing', async () => {
  await using project = await faultRun({
    candidates: [{ more: 'concurrency: 1' }],
    examples: 3,
    script: busy(),
    random: () => 1,
  });
  const result = await project.run();
  expect(project.provider.requests).toHaveLength(12);
  expect(gaps(project).slice(0, 4)).toEqual([500, 1500, 3500, 7500]);
  expect(result.candidates).toMatchObject([
    { added: 0, missing: 3, stopped: { message: expect.stringMatching(/slow down \(12 times in a row\)/) } },
  ]);
});

describe('row 18: a clock that is wrong', () => {
  test.each(['Thu, 01 Jan 1970 00:00:00 GMT', 'Fri, 31 Dec 2060 23:59:00 GMT'])(
    'at the provider: %s',
    async (date) => {
      const later = new Date(Date.parse(date) + 7000).toUTCString();
      await using project = await faultRun({ script: [busy({ date, 'retry-after': later }), fine] });
      await project.run();
      expect(gaps(project)).toEqual([7025]);
      expect(await statuses(project)).toEqual(['ok']);
    },
  );

  test('of ours, ten years on in the middle of a wait, changes nothing: waits are monotonic', async () => {
    await using project = await faultRun({ script: [busy({ 'retry-after': '7' }), fine] });
    const { clock } = project as { clock: { now: () => string } };
    const ten = 10 * 365 * 86_400_000;
    let jumped = 0;
    const now = clock.now.bind(clock);
    clock.now = () => {
      jumped += ten;
      return new Date(Date.parse(now()) + jumped).toISOString();
    };
    await project.run();
    expect(gaps(project)).toEqual([7025]);
    expect(await statuses(project)).toEqual(['ok']);
  });
});

test('a bucket with nothing left waits for its reset before it is refused', async () => {
  const left = (remaining: number) =>
    answer('Fine.', {
      headers: {
        'x-ratelimit-limit-requests': '3',
        'x-ratelimit-remaining-requests': String(remaining),
        'x-ratelimit-reset-requests': '30s',
      },
    });
  await using project = await faultRun({
    candidates: [{ shape: CHAT, more: 'concurrency: 1' }],
    examples: 5,
    script: [left(2), left(1), left(0), left(2), left(1)],
  });
  await project.run();
  expect(project.provider.requests).toHaveLength(5);
  expect(gaps(project)).toEqual([0, 0, 30_000, 30_000]);
  expect(project.said).toEqual([expect.stringMatching(/^small: paused until \d\d:05; Ctrl-C is safe$/)]);
});
