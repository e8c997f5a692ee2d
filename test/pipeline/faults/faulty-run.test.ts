/** All of it at once, with the settings that a user has: 10 % 429, 5 % 500, 2 % resets, 1 % hangs. */
import { expect, test } from 'vitest';
import { faultRun } from '../../fixtures/fault-run.ts';
import { answer, json, type LoopbackStep, replyOf } from '../../fixtures/loopback-provider.ts';
import { seeded } from '../../fixtures/seeded.ts';

/** A provider that takes 200 ms and fails by these dice; the first request of all hangs in any case. */
function faulty(random: () => number) {
  const seen = { ok: 0, refused: 0, broken: 0, reset: 0, hung: 0 };
  const script: LoopbackStep = (request) => {
    const dice = seen.hung === 0 ? 0.175 : random();
    if (dice < 0.1) {
      seen.refused++;
      return json({ error: { message: 'slow down' } }, { status: 429, delayMs: 20 });
    }
    if (dice < 0.15) {
      seen.broken++;
      return json({ error: { message: 'fell over' } }, { status: 500, delayMs: 20 });
    }
    if (dice < 0.17) {
      seen.reset++;
      return replyOf(answer('Fi', { unfinished: true, ending: 'reset', delayMs: 100 }), request);
    }
    if (dice < 0.18) {
      seen.hung++;
      return { ending: 'mute' };
    }
    seen.ok++;
    return replyOf(answer('Fine.', { delayMs: 200 }), request);
  };
  return { seen, script };
}

/** Nothing is scaled: the hangs are real ones, and the limits are the defaults (60 s, less once the pace is known). */
test.each(
  [
    ['50 examples x 5 candidates', 50, 5] as const,
    // One lane takes the longer, and shows nothing else: with FIELDTEST_FAULTY_LANE.
    ['250 examples x 1 candidate', 250, 1] as const,
  ].slice(0, process.env.FIELDTEST_FAULTY_LANE === undefined ? 1 : 2),
)(
  '%s at 200 ms and a concurrency of 10: 250 of 250 outputs in under 90 s',
  async (_name, examples, k) => {
    const { seen, script } = faulty(seeded(7));
    await using project = await faultRun({
      candidates: Array.from({ length: k }, (_, i) => ({ name: `m${i}`, model: `openai-compatible:m${i}` })),
      examples,
      script,
      realTime: true,
      random: seeded(11),
    });
    const started = performance.now();
    const result = await project.run({ concurrency: 10 });
    const seconds = (performance.now() - started) / 1000;
    const outputs = await project.outputs();
    expect(outputs.filter(({ status }) => status === 'ok')).toHaveLength(250);
    expect(result.candidates.map(({ failed, missing }) => failed + missing)).toEqual(Array(k).fill(0));
    expect(seconds).toBeLessThan(90);
    // What was sent is what was counted, and nothing was sent twice but what failed.
    expect(seen.ok).toBe(250);
    expect(project.provider.requests).toHaveLength(250 + seen.refused + seen.broken + seen.reset + seen.hung);
    expect(seen.hung).toBeGreaterThan(0);
  },
  180_000,
);
