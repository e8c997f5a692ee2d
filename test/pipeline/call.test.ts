/** The time limits of calls: a silence is told, a hang is cut, and a candidate's own pace shortens both. */
import { describe, expect, test } from 'vitest';
import type { Candidate } from '../../src/core/candidate.ts';
import type { Clock } from '../../src/core/context.ts';
import type { CallRequest, CallResult } from '../../src/core/plugins.ts';
import { startCall } from '../../src/pipeline/engine/call.ts';
import { startPacing } from '../../src/pipeline/engine/pacing.ts';
import { learnLimits } from '../../src/pipeline/engine/time-limits.ts';
import { candidateOf, exampleOf } from '../fixtures/nouns.ts';
import { virtualClock } from '../fixtures/virtual-clock.ts';

const model = (more: Partial<Candidate> = {}) =>
  candidateOf('m', { target: { kind: 'model', provider: 'openai', model: 'm', params: {} }, ...more });

const answered: CallResult = { kind: 'answer', status: 'ok', text: 'Fine.' };
const never = new AbortController().signal;

function callOf({
  candidate,
  call,
  clock,
  onSilence,
}: {
  readonly candidate: Candidate;
  readonly call: (request: CallRequest) => Promise<CallResult>;
  readonly clock: Clock;
  readonly onSilence: (silentMs: number, idleMs: number) => void;
}) {
  const learner = learnLimits(candidate);
  return startCall({
    runner: { bucket: 'b', call, close: async () => {} },
    example: exampleOf('x'),
    trial: 1,
    clock,
    limits: () => learner.limits(0),
    cut: never,
    keepOpen: true,
    onLimits: () => {},
    onSuspicion: () => {},
    onSilence,
  });
}

/** One call that does what `call` does, to its end or until it is given up. */
async function watched(candidate: Candidate, call: (request: CallRequest) => Promise<CallResult>) {
  using clock = virtualClock();
  const silences: (readonly [number, number])[] = [];
  const watching = callOf({ candidate, call, clock, onSilence: (...times) => silences.push(times) });
  const { result } = await watching.endedOrGivenUp;
  return { result, silences, at: clock.monotonic(), clock };
}

describe('a call', () => {
  test('that says nothing is given up after 60 s, and a word is said of it after 15', async () => {
    const { result, silences, at } = await watched(model(), () => new Promise(() => {}));
    expect(result).toMatchObject({
      failure: { code: 'timeout', message: expect.stringMatching(/^nothing came for 60 s \(timeout:/) },
      next: 'retry',
    });
    expect(at).toBe(60_000);
    expect(silences).toEqual([[15_000, 60_000]]);
  });

  test('that drips is given up after 300 s', async () => {
    using clock = virtualClock();
    const drip = async ({ onActivity }: CallRequest): Promise<CallResult> => {
      for (;;) {
        await clock.sleep(5_000);
        onActivity?.();
      }
    };
    const onSilence = () => expect.unreachable();
    const { endedOrGivenUp } = callOf({ candidate: model(), call: drip, clock, onSilence });
    expect((await endedOrGivenUp).result).toMatchObject({
      failure: { message: expect.stringMatching(/^no complete answer within 300 s/) },
    });
    expect(clock.monotonic()).toBe(300_000);
  });

  test('whose answer has arrived is not given up because this process is slow to read it', async () => {
    using clock = virtualClock();
    const slowly = async ({ onArrived }: CallRequest): Promise<CallResult> => {
      await clock.sleep(1_000);
      onArrived?.();
      await clock.sleep(100_000);
      return answered;
    };
    const onSilence = () => expect.unreachable();
    const { endedOrGivenUp, longestSilenceMs } = callOf({
      candidate: model(),
      call: slowly,
      clock,
      onSilence,
    });
    expect((await endedOrGivenUp).result).toEqual(answered);
    expect(longestSilenceMs()).toBe(1_000);
  });

  test('of a module that works in silence has 300 s, since only its user knows better', async () => {
    const module = candidateOf('mine', { target: { kind: 'run', file: 'a.mjs', path: '/a.mjs' } });
    const { at } = await watched(module, () => new Promise(() => {}));
    expect(at).toBe(300_000);
    const { at: told } = await watched({ ...module, timeout: { idle: 20 } }, () => new Promise(() => {}));
    expect(told).toBe(20_000);
  });

  test('keeps to the limits that the config gives', async () => {
    const { at } = await watched(model({ timeout: { idle: 5 } }), () => new Promise(() => {}));
    expect(at).toBe(5_000);
    const { result } = await watched(model(), async () => answered);
    expect(result).toEqual(answered);
  });
});

describe('the limits of a candidate', () => {
  const learnt = (silenceMs: number, totalMs: number, answers = 20, timeout = {}) => {
    const learner = learnLimits(model({ timeout }));
    for (let i = 0; i < answers; i++) learner.answered({ silenceMs, totalMs });
    return learner;
  };

  test('follow its own pace once 20 answers are in: four times its p99, 10 s and 30 s at the least', () => {
    expect(learnt(200, 300, 19).limits(0)).toMatchObject({ idleMs: 60_000, totalMs: 300_000 });
    expect(learnt(200, 300).limits(0)).toMatchObject({ idleMs: 10_000, totalMs: 30_000 });
    expect(learnt(5_000, 20_000).limits(0)).toMatchObject({ idleMs: 20_000, totalMs: 80_000 });
  });

  test('are never above the configured ones', () => {
    expect(learnt(50_000, 200_000).limits(0)).toMatchObject({ idleMs: 60_000, totalMs: 300_000 });
    expect(learnt(200, 300, 20, { idle: 3, total: 5 }).limits(5)).toMatchObject({
      idleMs: 3_000,
      totalMs: 5_000,
    });
  });

  test('double with each timeout of the same output, since its answer may be the long one', () => {
    const learner = learnt(200, 300);
    expect(learner.limits(1)).toMatchObject({ idleMs: 20_000, totalMs: 60_000 });
    expect(learner.limits(9)).toMatchObject({ idleMs: 60_000, totalMs: 300_000 });
  });

  test('say sooner that a call probably hangs, so that its place goes to another: 5 s, then four times the pace', () => {
    expect(learnt(200, 300, 4).limits(0).suspectMs).toBe(5_000);
    expect(learnt(200, 300, 5).limits(0).suspectMs).toBe(2_000);
    expect(learnt(900, 1_000, 5).limits(0).suspectMs).toBe(3_600);
  });

  test('one slow answer in 500 does not lengthen them', () => {
    const learner = learnt(200, 300, 500);
    learner.answered({ silenceMs: 59_000, totalMs: 59_000 });
    expect(learner.limits(0).idleMs).toBe(10_000);
  });
});

test('a silence is said once per candidate and quarter of a minute, however many calls are silent', () => {
  using clock = virtualClock();
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const log = { info: say, warn: say, progress: () => {} };
  const watchLag = () => ({ lagMs: () => 0, end: () => {} });
  const pacing = startPacing({ running: [], concurrency: undefined, context: { clock, log, watchLag } });
  for (let i = 0; i < 5; i++) pacing.silent(model(), 15_200, 60_000);
  expect(said).toEqual(['m: a call has been silent for 16 s; after 60 s it is asked again']);
});
