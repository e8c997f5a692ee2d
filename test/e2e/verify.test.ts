/** `fieldtest verify`: weeks after a switch, is production as good as the decision promised? */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Decision } from '../../src/core/decision.ts';
import type { VerifyResult } from '../../src/pipeline/verify.ts';
import { linkOf } from '../fixtures/link-of.ts';
import { measure, recordedConfig } from '../fixtures/measured.ts';
import { ended, freshProject, jsonl, type Project } from '../fixtures/project.ts';
import { rateByHttp } from '../fixtures/rate-by-http.ts';

const answers = (tone: string, n = 60) =>
  jsonl(
    Array.from({ length: n }, (_, i) => ({
      input: `new mail ${i}`,
      answer: `${tone} reply to new mail ${i}`,
      model: i % 6 === 5 ? 'another-model' : 'ours',
    })),
  );

/** Decided for `new`, which is then in production; ann gave the ratings. */
async function switched(): Promise<Project> {
  const project = await freshProject({ 'fieldtest.yaml': recordedConfig(['old', 'new']), 'none.jsonl': '' });
  await measure(project, { examples: [0, 40], ratings: { old: 2, new: 4 } });
  return project;
}

async function verify(project: Project, judge: (text: string) => number, ...files: string[]) {
  const child = project.start('verify', ...files, '--rater', 'ann', '--no-open', '--json');
  const done = ended(child);
  const asked = await rateByHttp(await linkOf(child), {
    judge: (text) => ({ rating: judge(text), acceptable: true }),
  });
  const { stdout, code } = await done;
  return { asked, code, result: JSON.parse(stdout) as VerifyResult };
}

test('what production answers is rated among older outputs, and holds or not', async () => {
  await using project = await switched();
  await project.write('log.jsonl', answers('Fine'));
  const before = (await project.run('examples', 'export')).stdout;
  // Older outputs get what they got: 3, 4 and 5 in turn.
  const old = (text: string) => 3 + (Number(/mail (\d+)$/.exec(text)![1]) % 3);
  const good = await verify(
    project,
    (text) => (text.startsWith('Fine') ? 4 + (text.length % 2) : old(text)),
    'log.jsonl',
  );
  expect(good.asked).toHaveLength(30);
  expect(good.asked.filter((text) => text.startsWith('Fine'))).toHaveLength(20);
  expect(good.result).toMatchObject({
    candidate: 'new',
    decision: { number: 1 },
    asked: { production: 20, older: 10 },
  });
  expect(good.result.verified).toMatchObject({ n: 20, promised: { mean: expect.closeTo(4, 1) } });
  expect(good.result.rulers).toMatchObject([{ moved: false }]);
  expect([0, 3]).toContain(good.code);
  const again = await project.run('verify', '--rater', 'ann');
  expect(again.stdout).toMatch(/new in production: 4\.\d \(.*\) on 20 answers; decision 1 promised 4\.0/);
  // The set is as it was, and other answers are drawn the next time.
  expect((await project.run('examples', 'export')).stdout).toBe(before);

  const bad = await verify(project, (text) => (text.startsWith('Fine') ? 1 : old(text)), 'log.jsonl');
  expect(bad.code).toBe(100);
  expect(bad.result.verified).toMatchObject({ verdict: 'worse', n: 20 });
  expect(bad.asked.filter((text) => good.asked.includes(text) && text.startsWith('Fine'))).toEqual([]);
  const told = await project.run('verify', '--rater', 'ann');
  expect(told).toMatchObject({
    code: 100,
    stdout: expect.stringMatching(/^Production is worse than was promised\./),
  });
  // No rating of it comes into the decision.
  const { candidates } = await project.json<Decision>('decide');
  expect(candidates.map(({ name, n, rating }) => [name, n, Math.round(10 * rating!.mean)])).toEqual([
    ['old', 40, 20],
    ['new', 40, 40],
  ]);
});

test('a rater who has become stricter is told apart from a model that has become worse', async () => {
  await using project = await switched();
  await project.write('log.jsonl', answers('Fine'));
  const { asked, code, result } = await verify(project, () => 2, 'log.jsonl');
  expect(code).toBe(3);
  expect(result.verified!.verdict).toBe('ruler-moved');
  // What a customer takes back goes, though it was never part of the set.
  const answer = asked.find((text) => text.startsWith('Fine'))!;
  const stored = () => readFile(join(project.dir, '.fieldtest', 'fieldtest.db'), 'utf8');
  expect(await stored()).toContain(answer);
  await project.run('forget', '--text', answer, '--yes');
  expect(await stored()).not.toContain(answer);
});

test('what cannot be verified is said with what to do', async () => {
  await using project = await switched();
  expect((await project.run('verify')).stderr).toContain('fieldtest verify FILE');
  await project.write('bare.jsonl', jsonl([{ input: 'a mail without an answer' }]));
  expect((await project.run('verify', 'bare.jsonl', '--rater', 'ann')).stderr).toContain(
    'no record says what production answered',
  );
  expect((await project.run('verify', 'bare.jsonl', '--candidate', 'nobody')).stderr).toContain(
    '--candidate NAME, one of old, new',
  );
  // A stricter eye would be taken for a worse production.
  const bob = await project.run('verify', 'bare.jsonl', '--rater', 'bob');
  expect(bob).toMatchObject({ code: 2, stderr: expect.stringContaining('--rater ann') });
  await using fresh = await freshProject({ 'fieldtest.yaml': recordedConfig(['a', 'b']), 'none.jsonl': '' });
  expect((await fresh.run('verify', 'x.jsonl')).stderr).toContain('nothing was decided yet');
});
