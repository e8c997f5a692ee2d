/** How many calls are in flight: as the candidate says, else as the command line says, and fewer when the provider objects. */
import { expect, test } from 'vitest';
import { faultRun } from '../../fixtures/fault-run.ts';
import { answer, json, type LoopbackStep, replyOf } from '../../fixtures/loopback-provider.ts';

/** The most calls at once, by model. */
function counted(): { readonly script: LoopbackStep; readonly most: Map<string, number> } {
  const open = new Map<string, number>();
  const most = new Map<string, number>();
  const script: LoopbackStep = async (request) => {
    const { model } = request.json;
    const now = (open.get(model) ?? 0) + 1;
    open.set(model, now);
    most.set(model, Math.max(now, most.get(model) ?? 0));
    await new Promise((resolve) => setTimeout(resolve, 40));
    open.set(model, open.get(model)! - 1);
    return replyOf(answer('Fine.'), request);
  };
  return { script, most };
}

test('concurrency: of a candidate is its own, --concurrency is for the others', async () => {
  const { script, most } = counted();
  await using project = await faultRun({
    candidates: [
      { name: 'laptop', model: 'openai-compatible:laptop', more: 'concurrency: 1' },
      { name: 'cloud', model: 'openai-compatible:cloud' },
    ],
    examples: 30,
    script,
    realTime: true,
  });
  await project.run({ concurrency: 6 });
  expect([...most].sort()).toEqual([
    ['cloud', 6],
    ['laptop', 1],
  ]);
});

test('two candidates on one model have each their own number in flight', async () => {
  const { script, most } = counted();
  const prompted = (name: string) => ({ name, more: `prompt: "${name} {{input}}", concurrency: 4` });
  await using project = await faultRun({
    candidates: [prompted('a'), prompted('b')],
    examples: 30,
    script,
    realTime: true,
  });
  await project.run();
  expect(most.get('small')).toBe(8);
});

test('a provider that takes four calls at once is found to, and every output is made', async () => {
  let open = 0;
  let refused = 0;
  await using project = await faultRun({
    candidates: [{ more: 'concurrency: 16' }],
    examples: 60,
    realTime: true,
    random: () => 0.2,
    script: async (request) => {
      if (open >= 4) {
        refused++;
        return json({ error: { message: 'too many at once' } }, { status: 429 });
      }
      open++;
      await new Promise((resolve) => setTimeout(resolve, 30));
      open--;
      return replyOf(answer('Fine.'), request);
    },
  });
  const result = await project.run();
  expect(result.candidates).toMatchObject([{ added: 60, failed: 0, missing: 0 }]);
  expect(project.provider.requests).toHaveLength(60 + refused);
  expect(refused).toBeLessThan(60);
});

test('a server that ends one answer when the next call comes is soon asked for one at a time', async () => {
  let latest: object | undefined;
  const script: LoopbackStep = async (request) => {
    latest = request;
    const reply = await replyOf(answer(['Fine', '.'], { pieceDelayMs: 10 }), request);
    const pieces = function* (): Generator<string, void> {
      for (const piece of reply.body as readonly string[]) {
        yield latest === request ? piece : 'data: [DONE]\n\n';
        if (latest !== request) return;
      }
    };
    return { ...reply, body: pieces() };
  };
  await using project = await faultRun({ examples: 30, script, realTime: true });
  const result = await project.run();
  expect(result.candidates).toMatchObject([{ added: 30, failed: 0 }]);
  expect(project.provider.requests.length).toBeLessThan(40);
});
