/** `fieldtest try`: a new model dropped, and only what is new is run, only what is missing is rated. */
import type { ChildProcess } from 'node:child_process';
import { expect, test } from 'vitest';
import type { Decision } from '../../src/core/decision.ts';
import type { Status } from '../../src/pipeline/status.ts';
import { linkOf } from '../fixtures/link-of.ts';
import { answer, json, type Loopback, replyOf, startLoopback } from '../fixtures/loopback-provider.ts';
import { ended, freshProject, jsonl, type Project } from '../fixtures/project.ts';
import { rateByHttp } from '../fixtures/rate-by-http.ts';

const EXAMPLES = 20;
const MANNERS: { readonly [model: string]: string } = {
  old: 'Plain',
  other: 'Short',
  better: 'Lovely',
  worse: 'Rude',
  same: 'Plain',
};
const LIKED: { readonly [manner: string]: number } = { Plain: 3, Short: 3, Lovely: 5, Rude: 1, Odd: 3 };

/** Each model has a manner, so that a rater who reads an answer can have a taste; names would be masked. */
async function models(): Promise<Loopback> {
  return await startLoopback((request) => {
    const { model, messages } = request.json;
    if (model === 'gone') return json({ error: { message: 'no such model' } }, { status: 404 });
    const question = messages.at(-1).content as string;
    const manner = model === 'same' && question !== 'question 1' ? 'Odd' : MANNERS[model];
    return replyOf(answer(`${manner} answer to ${question}`), request);
  });
}

const judge = (text: string) => {
  const rating = LIKED[text.split(' ')[0]!]!;
  return { rating, acceptable: rating > 2 };
};

/** A project whose two models are run and rated. */
async function settled(provider: Loopback): Promise<Project> {
  const entry = (name: string, more = '') =>
    `  # what we know of ${name}\n  - { name: ${name}, model: "openai-compatible:${name}", baseUrl: "${provider.url}/v1"${more} }\n`;
  const project = await freshProject({
    'fieldtest.yaml': `task: t\ncandidates:\n${entry('old', ', incumbent: true')}${entry('other')}decide: { looks: final } # one look\n`,
    'set.jsonl': jsonl(Array.from({ length: EXAMPLES }, (_, i) => ({ input: `question ${i}` }))),
  });
  await project.run('examples', 'import', 'set.jsonl');
  await project.run('run');
  const review = project.start('review', '--rater', 'ann', '--no-open');
  await rateByHttp(await linkOf(review), { judge, activeMs: 30_000 });
  review.kill('SIGINT');
  await ended(review);
  await project.run('decide');
  return project;
}

function tryModel(project: Project, provider: Loopback, model: string, ...more: string[]): ChildProcess {
  const address = ['--name', model, '--base-url', `${provider.url}/v1`];
  return project.start(
    'try',
    `openai-compatible:${model}`,
    ...address,
    '--rater',
    'ann',
    '--no-open',
    ...more,
  );
}

test('a new model is asked what is missing, rated beside five anchors, and decided on', async () => {
  await using provider = await models();
  await using project = await settled(provider);
  const before = provider.requests.length;
  const child = tryModel(project, provider, 'better');
  const done = ended(child);
  const asked = await rateByHttp(await linkOf(child), { judge });
  const { stdout, stderr, code } = await done;
  expect(code).toBe(0);
  expect(provider.requests.length - before).toBe(EXAMPLES);
  expect(asked.filter((text) => text.startsWith('Lovely'))).toHaveLength(EXAMPLES);
  expect(asked).toHaveLength(EXAMPLES + 5);
  expect(stderr).toContain('It asks ann for 20 ratings, and for 5 of before again, blind.');
  expect(stdout).toMatch(/Switch to better:[\s\S]*Against old, the incumbent: \+2\.00 /);
  expect(stdout).toContain('Round 2 of ann');
  expect(stdout).toContain('no sign that it moved');
  const config = await project.read('fieldtest.yaml');
  expect(config).toMatch(/# what we know of other[\s\S]*name: better[\s\S]*# one look/);
  // Nothing of it is asked again, and what the rounds took is kept.
  const again = await project.json<{ decision: Decision }>('try', 'better', '--no-open', '--rater', 'ann');
  expect(again.decision.verdict).toMatchObject({ kind: 'switch', winner: 'better' });
  expect(provider.requests.length - before).toBe(EXAMPLES);
  const { rounds } = await project.json<Status>('status');
  expect(rounds.map(({ number, judgements, minutes }) => [number, judgements, Math.round(minutes)])).toEqual([
    [1, 43, 22],
    [2, 25, 3],
  ]);
  expect((await project.run('status')).stdout).toContain('round 2 3 min for 25');
});

test('who has not rated the others is sent to them first, and a model that is not there leaves no trace', async () => {
  await using provider = await models();
  await using project = await settled(provider);
  const config = await project.read('fieldtest.yaml');
  const asked = provider.requests.length;
  const bob = await ended(tryModel(project, provider, 'better', '--rater', 'bob'));
  expect(bob.code).toBe(2);
  expect(bob.stderr).toContain('bob has rated 0 of the 20 examples that the others are rated on');
  expect(bob.stderr).toContain('--rater ann');
  expect(provider.requests.length).toBe(asked);
  const gone = await ended(tryModel(project, provider, 'gone'));
  expect(gone.code).toBe(1);
  expect(gone.stdout).toContain('It is out of the config again.');
  expect(await project.read('fieldtest.yaml')).toBe(config);
});

test('of a config that is code, a candidate that stands in it can be tried', async () => {
  await using project = await freshProject({
    'fieldtest.config.mjs': `export default { task: 't', candidates: [{ model: 'openai:gpt-5-mini' }] };\n`,
    'set.jsonl': jsonl([{ input: 'q' }]),
  });
  await project.run('examples', 'import', 'set.jsonl', '--trust');
  const known = await project.run('try', 'openai/gpt-5-mini', '--dry-run', '--trust');
  expect(known).toMatchObject({ code: 0, stdout: expect.stringContaining('openai:gpt-5-mini') });
  const other = await project.run('try', 'openai:gpt-5', '--dry-run', '--trust');
  expect(other.stderr).toContain('has no candidate openai:gpt-5');
});

test('an answer that says what an old one said needs no rating', async () => {
  await using provider = await models();
  await using project = await settled(provider);
  const child = tryModel(project, provider, 'same', '--no-review');
  const { stderr, code } = await ended(child);
  expect(code).toBe(3);
  expect(stderr).toContain(
    'for 19 ratings, and for 5 of before again, blind (1 of its answers is known already).',
  );
});

test('a screen ends after ten examples with a model that is clearly worse, and takes it out again', async () => {
  await using provider = await models();
  await using project = await settled(provider);
  const config = await project.read('fieldtest.yaml');
  const before = provider.requests.length;
  const child = tryModel(project, provider, 'worse', '--screen');
  const done = ended(child);
  const asked = await rateByHttp(await linkOf(child), { judge });
  const { stdout, code } = await done;
  expect(code).toBe(0);
  expect(asked).toHaveLength(15);
  expect(provider.requests.length - before).toBe(10);
  expect(stdout).toMatch(/worse is clearly worse: −2\.00 against old on 10 examples/);
  expect(await project.read('fieldtest.yaml')).toBe(config);
  const { candidates } = await project.json<Status>('status');
  expect(candidates.map(({ name }) => name)).toEqual(['old', 'other']);
});

test('a screen goes on with one that is not, on the same page, and shows no names between', async () => {
  await using provider = await models();
  await using project = await settled(provider);
  const child = tryModel(project, provider, 'better', '--screen');
  const done = ended(child);
  const link = await linkOf(child);
  const first = await rateByHttp(link, { judge });
  const { host, hash } = new URL(link);
  const reveal = await fetch(`http://${host}/api/reveal`, {
    method: 'POST',
    headers: { 'x-fieldtest-token': hash.slice(1), 'content-type': 'application/json' },
    body: '{}',
  }).then(
    (response) => response.text(),
    () => 'closed',
  );
  expect(reveal).not.toContain('"revealed":true');
  let rest: readonly string[] = [];
  while (rest.length === 0) rest = await rateByHttp(link, { judge }).catch(() => []);
  const { stdout, stderr } = await done;
  expect([first.length, rest.length]).toEqual([15, 15]);
  expect(stderr).toContain('not clearly worse than old on 10 examples, so it goes on');
  expect(stdout).toContain('Switch to better: ');
});

test('its price alone is told without asking anybody, and what cannot be is said plainly', async () => {
  await using provider = await models();
  await using project = await settled(provider);
  const before = provider.requests.length;
  const config = await project.read('fieldtest.yaml');
  const priced = await project.run('try', 'openai:gpt-5-mini', '--price-only');
  expect(priced.stdout).toMatch(/^openai:gpt-5-mini: \$0\.25 in, \$2\.00 out per 1,000,000 tokens/);
  for (const [args, message] of [
    [['gpt-5'], 'names no provider'],
    [['openai:x', '--like', 'nobody'], '--like nobody is none of the candidates'],
    [['nowhere:x'], 'nowhere'],
  ] as const) {
    const { code, stderr } = await project.run('try', ...args);
    expect(code, stderr).not.toBe(0);
    expect(stderr).toContain(message);
  }
  expect(await project.read('fieldtest.yaml')).toBe(config);
  expect(provider.requests.length).toBe(before);
});
