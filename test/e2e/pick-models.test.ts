/** Picking with models: embeddings that say what is alike, and drafts before there is data. */
import { expect, test } from 'vitest';
import {
  answer,
  json,
  type LoopbackReply,
  type LoopbackStep,
  replyOf,
  startLoopback,
} from '../fixtures/loopback-provider.ts';
import { CONFIG, LOG, MORE, names, picked, setOf, TOPICS } from '../fixtures/picked-project.ts';
import { freshProject } from '../fixtures/project.ts';

let width = 1;

/** Texts with the same words have the same vector. */
const embeds: LoopbackStep = ({ path, json: asked }) =>
  path.endsWith('/embeddings')
    ? json({
        object: 'list',
        model: asked.model,
        data: (asked.input as string[]).map((text, index) => ({
          object: 'embedding',
          index,
          embedding: [...TOPICS.map((topic) => Number(text.includes(topic))), ...Array(width).fill(0.1)],
        })),
        usage: { prompt_tokens: 5, total_tokens: 5 },
      })
    : { status: 404 };

test('an embedding model says what is alike, and is asked once for each input', async () => {
  await using provider = await startLoopback(embeds);
  await using project = await picked(
    `${CONFIG}examples:\n  embeddings: { model: "openai-compatible:e5", baseUrl: "${provider.url}/v1" }\n`,
  );
  const asked = provider.requests.flatMap(({ json: body }) => body.input as string[]);
  expect(new Set(asked).size).toBe(121);
  expect(asked).toHaveLength(121);
  const before = provider.requests.length;
  await project.run('pick', '--more', '4');
  expect(provider.requests).toHaveLength(before);
  width = 3;
  await project.write('more.jsonl', MORE);
  await project.run('import', 'more.jsonl');
  const { code, stderr } = await project.run('pick', '--more', '1');
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/another model now/) });
  const topics = names(await setOf(project)).map((id) => Number(id.slice(1)) % 4);
  for (const topic of [0, 1, 2, 3]) expect(topics).toContain(topic);
});

test('an embedding model that cannot be asked stops the pick, and keeps what it gave', async () => {
  let failing = true;
  await using provider = await startLoopback((request) =>
    failing && provider.requests.length > 1
      ? json({ error: { message: 'no such model' } }, { status: 404 })
      : (embeds as (of: typeof request) => LoopbackReply)(request),
  );
  await using project = await freshProject({
    'fieldtest.yaml': `${CONFIG}examples:\n  embeddings: { model: "openai-compatible:e5", baseUrl: "${provider.url}/v1" }\n`,
    'log.jsonl': LOG,
  });
  await project.run('import', 'log.jsonl');
  const { code, stderr } = await project.run('pick');
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/openai-compatible:e5.*no such model/);
  failing = false;
  const before = provider.requests.flatMap(({ json: body }) => body.input as string[]).length;
  expect(await project.run('pick')).toMatchObject({ code: 0 });
  const asked = provider.requests.flatMap(({ json: body }) => body.input as string[]);
  // The request that failed is sent again, and no text of the one that did not.
  expect(asked.length - before).toBeLessThan(121);
});

test('before there is data a model drafts inputs, which stay apart when data comes', async () => {
  let n = 0;
  await using provider = await startLoopback((request) =>
    replyOf(answer(`Where is order number ${String.fromCharCode(97 + (n++ % 26))}x of mine?`), request),
  );
  await using project = await freshProject({
    'fieldtest.yaml': `task: Answer questions of customers\ncandidates:\n  - { name: m, model: "openai-compatible:small", baseUrl: "${provider.url}/v1" }\n`,
    'log.jsonl': LOG,
  });
  const { stdout, stderr, code } = await project.run(
    'draft',
    '--count',
    '6',
    '--describe',
    'Letters to a shop',
  );
  expect({ stderr, code }).toMatchObject({ code: 0 });
  expect(stdout).toMatch(/^6 inputs drafted by m \(.*\); 6 synthetic examples in the set\n/);
  expect(provider.requests[0]!.body).toContain('Letters to a shop');
  const drafts = await setOf(project);
  expect(drafts.map(({ slices }) => slices[0])).toEqual(
    expect.arrayContaining([
      'synthetic:draft-everyday',
      expect.stringMatching(/^synthetic:draft-(?!everyday)/),
    ]),
  );
  await project.run('import', 'log.jsonl');
  const pick = await project.run('pick');
  expect(pick.stdout).toMatch(/6 synthetic examples beside them/);
  expect(provider.requests).toHaveLength(6);
  await project.run('pick', '--real-only');
  expect((await setOf(project)).some(({ slices }) => slices[0]?.startsWith('synthetic:'))).toBe(false);
});

test('a draft that was refused or cut off is no example, and drafting goes on where it stopped', async () => {
  let n = 0;
  await using provider = await startLoopback((request) => {
    const finish = n++ === 0 ? 'filter' : n === 2 ? 'length' : 'stop';
    return replyOf(answer(`Where is ${'my '.repeat(n)}order?`, { finish }), request);
  });
  await using project = await freshProject({
    'fieldtest.yaml': `task: Answer questions of customers\ncandidates:\n  - { name: m, model: "openai-compatible:small", baseUrl: "${provider.url}/v1" }\n`,
  });
  const first = await project.run('draft', '--count', '5');
  expect(first.stdout).toMatch(/^3 inputs drafted by m/);
  expect(first.stdout).toMatch(/1 not used: the model refused to write it/);
  expect(first.stdout).toMatch(/1 not used: the answer was cut off/);
  await project.run('draft', '--count', '2');
  const asked = provider.requests.map(({ body }) => /It comes from .*? It .*?\./.exec(body)![0]);
  expect(asked.slice(5).toSorted()).toEqual(asked.slice(0, 2).toSorted());
});

test('drafts need a model', async () => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG });
  const { code, stderr } = await project.run('draft');
  expect(code).toBe(2);
  expect(stderr).toMatch(/no candidate of the config is a model\n.*model: openai/);
});
