/** `fieldtest check`: a pull request changes a prompt, and CI says whether the work got worse. */
import { expect, test } from 'vitest';
import type { CheckResult } from '../../src/pipeline/check.ts';
import { answer, type Loopback, replyOf, startLoopback } from '../fixtures/loopback-provider.ts';
import { freshProject, jsonl, type Project } from '../fixtures/project.ts';

const N = 40;
const inputs = Array.from({ length: N }, (_, i) => `question ${i}`);

/** With the second prompt every fourth answer is another; with the third all are, and long. */
async function model(): Promise<Loopback> {
  return await startLoopback((request) => {
    const asked = request.json.messages.at(-1).content as string;
    const [, version, number] = /^v(\d): question (\d+)$/.exec(asked) ?? [];
    const changed = version === '3' || (version === '2' && Number(number) % 4 === 0);
    const text = changed ? `new answer ${number} ${'word '.repeat(Number(version) * 4)}` : `answer ${number}`;
    return replyOf(answer(text), request);
  });
}

const config = (url: string, prompt: string, more = '') =>
  `task: t\nprompt: "${prompt}: {{input}}"\ncandidates:\n  - { name: ours, model: "openai-compatible:m", baseUrl: "${url}/v1", incumbent: true }\n  - { name: other, model: "openai-compatible:m2", baseUrl: "${url}/v1" }\ndecide: { looks: final }\n${more}`;

async function rate(
  project: Project,
  rating: (i: number) => number,
  candidates = ['ours'],
  rated: readonly string[] = inputs,
) {
  const rows = candidates.flatMap((candidate) =>
    rated.map((input, i) => ({ input, candidate, rater: 'ann', rating: rating(i) })),
  );
  await project.write('ratings.jsonl', jsonl(rows));
  const { code, stderr } = await project.run('ratings', 'import', 'ratings.jsonl');
  expect(code, stderr).toBe(0);
}

/** Its baseline is decided on. */
async function decided(provider: Loopback, rated = inputs): Promise<Project> {
  const project = await freshProject({
    'fieldtest.yaml': config(provider.url, 'v1'),
    'set.jsonl': jsonl(inputs.map((input) => ({ input }))),
  });
  await project.run('examples', 'import', 'set.jsonl');
  expect((await project.run('check')).stderr).toContain('there is no baseline');
  await project.run('run');
  await rate(project, (i) => 3 + (i % 3), ['ours', 'other'], rated);
  await project.run('decide');
  return project;
}

test('a change needs ratings for what is new in it, and passes when they are as good', async () => {
  await using provider = await model();
  await using project = await decided(provider);
  expect(await project.run('check')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('no candidate changed'),
  });

  await project.write('fieldtest.yaml', config(provider.url, 'v2'));
  const before = provider.requests.length;
  const reports = ['--report', 'out.md', 'out.xml', 'out.json', '--packet', 'rate.html', '--rater', 'ann'];
  const open = await project.run('check', '--candidate', 'ours', ...reports);
  expect(open.code).toBe(3);
  expect(provider.requests.length - before).toBe(N);
  expect(open.stdout.replace(/\n/g, ' ')).toContain(
    'ours: 10 outputs need a rating (30 of 40 say word for word what was said before, and keep their ratings).',
  );
  expect(open.stdout).toContain('fieldtest ratings import FILE');
  expect(await project.read('out.md')).toMatch(
    /^## Not decided\.\n[\s\S]*10 outputs need a rating[\s\S]*\| Rating \|/,
  );
  expect(await project.read('out.xml')).toMatch(/name="ours"><skipped message="ours: 10 outputs/);
  expect(JSON.parse(await project.read('out.json'))).toMatchObject({ verdict: 'not-decided' });
  expect(await project.read('rate.html')).toContain('<html');

  // Nothing is asked again, and the same ratings pass.
  await rate(project, (i) => 3 + (i % 3));
  const passed = await project.run('check', '--candidate', 'ours');
  expect(passed.code).toBe(0);
  expect(passed.stdout).toMatch(
    /ours is not worse by more than 0\.2: 0\.00 on 40 examples \(95 % interval −0\.0/,
  );
  expect(provider.requests.length - before).toBe(N);
});

test('a worse one is stopped with exit code 100, and one that cannot be told is not called fine', async () => {
  await using provider = await model();
  await using project = await decided(provider);
  await project.write('fieldtest.yaml', config(provider.url, 'v3'));
  await project.run('run');
  await rate(project, (i) => Math.max(1, 2 + (i % 3) - (i % 2)));
  const worse = await project.run('check', '--candidate', 'ours', '--report', 'out.xml');
  expect(worse.code).toBe(100);
  expect(worse.stdout).toMatch(/^Worse than before\.$[\s\S]*ours is worse: −1\.\d\d on 40 examples/m);
  expect(await project.read('out.xml')).toContain('<failure');

  await rate(project, (i) => 3 + ((i + 1) % 3));
  const open = await project.run('check', '--candidate', 'ours');
  expect(open.code).toBe(3);
  expect(open.stdout.replace(/\n/g, ' ')).toContain(
    'which neither shows it to be worse nor keeps to the margin of 0.2',
  );
  // Against the other candidate of the baseline, or an earlier decision, on request.
  const against = await project.json<CheckResult>('check', '--candidate', 'ours', '--against', 'other');
  expect(against.changes).toMatchObject([{ candidate: 'ours', against: 'other', n: N }]);
  expect((await project.run('check', '--base', '9')).stderr).toContain('the last one is 1');
});

test('automatic checks speak without any rating: gates at once, and alone where that is asked for', async () => {
  await using provider = await model();
  await using project = await decided(provider);
  await project.write('fieldtest.yaml', config(provider.url, 'v3', 'checks: [{ maxWords: 5 }]\n'));
  const worse = await project.run('check', '--candidate', 'ours');
  expect(worse.code).toBe(100);
  expect(worse.stdout).toMatch(/ours passes "maxWords 5" less often: 0 %, was 100 % \(−100\.0 points/);

  await project.write('fieldtest.yaml', config(provider.url, 'v2', ''));
  const none = await project.run('check', '--candidate', 'ours', '--checks-only');
  expect(none).toMatchObject({ code: 3, stdout: expect.stringMatching(/no\sautomatic\scheck\sspeaks/) });

  await project.write('fieldtest.yaml', config(provider.url, 'v2', 'checks: [{ maxWords: 50 }]\n'));
  expect((await project.run('check', '--candidate', 'ours')).code).toBe(3);
  const alone = await project.run('check', '--candidate', 'ours', '--checks-only');
  expect(alone).toMatchObject({ code: 0, stdout: expect.stringMatching(/No\srating\swas\sasked/) });

  await project.write(
    'fieldtest.yaml',
    config(provider.url, 'v2', 'checks: [{ maxWords: 5, gate: true }]\n'),
  );
  const gate = await project.run('check', '--candidate', 'ours');
  expect(gate).toMatchObject({ code: 100, stdout: expect.stringContaining('ours is out:') });
});

test('an answer that nobody could hold against the one before keeps the gate open, however good the others are', async () => {
  await using provider = await model();
  const fourth = (_: string, i: number) => i % 4 === 0;
  await using part = await decided(
    provider,
    inputs.filter((input, i) => !fourth(input, i)),
  );
  await part.write('fieldtest.yaml', config(provider.url, 'v2'));
  const unrated = await part.run('check', '--candidate', 'ours');
  expect(unrated.code).toBe(3);

  await using project = await decided(provider);
  await project.write('fieldtest.yaml', config(provider.url, 'v2'));
  await project.run('run');
  const rows = inputs.filter(fourth).map((input) => ({ input, candidate: 'ours', rater: 'ann' }));
  await project.write('yes.jsonl', jsonl(rows.map((row) => ({ ...row, acceptable: false }))));
  await project.run('ratings', 'import', 'yes.jsonl');
  const other = await project.run('check', '--candidate', 'ours');
  expect(other.code).toBe(3);
  expect(other.stdout.replace(/\s+/g, ' ')).toContain(
    'on 10 of the 10 examples on which it says something else it cannot be compared',
  );
});

test('when the incumbent of the baseline is gone from the config, it is not taken for nothing to check', async () => {
  await using provider = await model();
  await using project = await decided(provider);
  const renamed = config(provider.url, 'v1')
    .replace('name: ours', 'name: mine')
    .replace(', incumbent: true', '');
  await project.write('fieldtest.yaml', renamed);
  const { code, stdout } = await project.run('check');
  expect(code).toBe(3);
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    'ours, the incumbent of the baseline, is no candidate any more',
  );
});
