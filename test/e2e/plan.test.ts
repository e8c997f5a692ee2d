/** `fieldtest plan`: before anything is there, while the rating goes on, and never a look at who is ahead. */
import { expect, test } from 'vitest';
import type { Decision } from '../../src/core/decision.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { ReviewView } from '../../src/core/review/wire.ts';
import { freshProject, jsonl, type Project, parseJsonl } from '../fixtures/project.ts';
import { ask } from '../fixtures/rating.ts';
import { projectWithOutputs, type Review, startReview } from '../fixtures/review-project.ts';

const CONFIG = 'task: t\ncandidates:\n  - { name: opus, command: cat }\n  - { name: mini, command: wc }\n';

test('a project with nothing but a config is told what it can find, and where to read it again', async () => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG });
  const { stdout, code } = await project.run('plan', '--gap', '0.4');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^With 50 examples, two candidates that truly differ by 0\.4 will be told apart/);
  expect(stdout).toContain('takes about 73 examples (50 to 109)');
  expect((await project.run('status')).stdout).toContain('fieldtest plan');
  const [two, five] = await Promise.all([
    project.json<Plan>('plan'),
    project.json<Plan>('plan', '--candidates', '5', '--gap', '10%'),
  ]);
  expect(two.measures.map(({ by }) => by)).toEqual(['rating', 'acceptable']);
  expect(five).toMatchObject({
    candidates: 5,
    examples: 0,
    effort: [{ ratings: 50 }, {}, { ratings: 250 }, {}],
  });
  expect(five.measures[1]!.gap).toMatchObject({ gap: 0.1 });
});

test.each([
  [['plan', '--gap', '0'], /number above 0/],
  [['plan', '--gap', '9'], /from 1 to 5 differs by 4 at most/],
  [['plan', '--gap', '150%'], /100 % at most/],
  [['plan', '--candidates', '1'], /from 2 on/],
])('%j is wrong usage', async (command, message) => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG });
  const { code, stderr } = await project.run(...command);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

/** Rates the first examples of both candidates, as a review that is under way would have it. */
async function rateSome(project: Project, examples: number): Promise<void> {
  const rows = Array.from({ length: examples }, (_, i) => i).flatMap((i) => [
    { example: `e${i}`, candidate: 'opus', rater: 'ann', rating: 3 + (i % 3), acceptable: i % 3 > 0 },
    { example: `e${i}`, candidate: 'mini', rater: 'ann', rating: 2 + (i % 2), acceptable: i % 2 > 0 },
  ]);
  await project.write('some.jsonl', jsonl(rows));
  expect(await project.run('ratings', 'import', 'some.jsonl')).toMatchObject({ code: 0 });
}

test('in the middle of the rating it shows how ratings scatter, no name, and leaves no reveal behind', async () => {
  await using project = await projectWithOutputs({ examples: 16, candidates: ['opus', 'mini'] });
  await rateSome(project, 12);
  const text = await project.run('plan');
  const plan = await project.json<Plan>('plan', '--gap', '0.4');
  expect(text.stdout).toContain('as in your first 12 rated examples');
  expect(plan.measures.map(({ spread }) => spread.from)).toEqual(['ratings', 'ratings']);
  expect(`${text.stdout}${text.stderr}${JSON.stringify(plan)}`).not.toMatch(/opus|mini|\bann\b/);
  const reveals = async (folder: string) => {
    await project.run('export', folder);
    return parseJsonl<{ command: string }>(await project.read(`${folder}/reveals.jsonl`)).map(
      ({ command }) => command,
    );
  };
  expect(await reveals('before')).toEqual([]);
  // What does show names is noted: the list is one that fills.
  await project.run('outputs', 'export');
  expect(await reveals('after')).toEqual(['outputs export']);
});

test('identical outputs are counted once, as the review will ask for them', async () => {
  await using project = await projectWithOutputs({
    examples: 10,
    candidates: ['opus', 'mini'],
    output: (example, candidate) =>
      example < 4 ? 'the same' : `${candidate.length} ${candidate} ${example}`,
  });
  const { ratings } = await project.json<{ ratings: { missing: number } }>('status');
  const { effort, examples } = await project.json<Plan>('plan');
  expect({ examples, missing: ratings.missing }).toEqual({ examples: 10, missing: 16 });
  expect(effort.find((one) => one.examples === 10)).toMatchObject({ ratings: 16 });
  expect(effort.find((one) => one.examples === 100)).toMatchObject({ ratings: 160 });
});

test('what the plan calls its looks is what decide uses', async () => {
  await using project = await projectWithOutputs({ examples: 25, candidates: ['opus', 'mini'] });
  const { looks } = await project.json<Plan>('plan');
  expect(looks).toEqual((await project.json<Decision>('decide')).looks.planned);
});

/** Answers items of the round, blind, in twelve seconds each. */
async function answer(review: Review, from: number, to: number): Promise<void> {
  const { items } = JSON.parse((await ask(review, 'GET', '/api/session')).text) as ReviewView;
  const events = items.slice(from, to).map(({ id }, i) => ({
    id: crypto.randomUUID(),
    item: id,
    at: new Date(Date.now() + i).toISOString(),
    kind: 'answer',
    answer: { rating: 1 + (i % 5), acceptable: i % 2 === 0 },
    activeMs: 12_000,
    position: from + i + 1,
  }));
  const { text } = await ask(review, 'POST', '/api/events', { events });
  expect(JSON.parse(text)).toMatchObject({ refused: [] });
}

test('whoever plans in the middle of a blind review has revealed nothing, and is told their own pace', async () => {
  const project = await projectWithOutputs({ examples: 12, candidates: ['opus', 'mini'] });
  await using review = await startReview(project);
  await answer(review, 0, 20);
  const { pace, effort } = await project.json<Plan>('plan');
  expect(pace.from).toBe('review');
  // 24 answers of 12 s at the most: practice makes the later ones a little quicker.
  expect(effort.find(({ examples }) => examples === 12)!.minutes).toBeGreaterThan(3.5);
  expect(effort.find(({ examples }) => examples === 12)!.minutes).toBeLessThan(4.8);
  await answer(review, 20, 24);
  expect(await project.json<Decision>('decide')).toMatchObject({ earlyReveal: false });
});
