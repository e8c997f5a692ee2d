/** The failure board: what was noted while rating becomes tags, counted by candidate; the judgements stay as they were. */
import { afterAll, expect, test } from 'vitest';
import type { Decision } from '../../src/core/decision.ts';
import type { RatingRow } from '../../src/core/rows.ts';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { begin, rate } from '../fixtures/by-keyboard.ts';
import { jsonl, parseJsonl } from '../fixtures/project.ts';
import { ask, seeDecision } from '../fixtures/rating.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

test('an expert names the failures that they noted, and the decision is the same as before', async () => {
  await using review = await startReview(
    await projectWithOutputs({ examples: 1, candidates: ['alpha', 'beta'] }),
  );
  await using open = await openPage();
  const { page } = open;
  await page.goto(review.link);
  await page.getByRole('button', { name: /Begin/ }).waitFor();
  await page.keyboard.press('Enter');
  const article = page.locator('article:visible');
  await article.waitFor();
  for (let i = 0; i < 2; i++) {
    const good = ((await article.textContent()) ?? '').includes('manner 97');
    await page.keyboard.press('c');
    await page.keyboard.type(good ? 'fine, if long' : 'the year is wrong');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(80);
    await rate(page, ...(good ? ['y', '5'] : ['n', '2']));
  }
  await page.getByText('Everything is saved.').waitFor();
  await seeDecision(page);
  const before = await review.project.json<Decision>('decide');
  await page.getByRole('link', { name: 'Failures' }).click();
  await page.getByText('No output was tagged.').waitFor();
  await page.getByLabel('tag for beta on e0').fill('wrong date');
  await page.keyboard.press('Enter');
  await page.getByRole('row', { name: /wrong date/ }).waitFor();
  await page.getByRole('heading', { name: 'Others with a note: 1' }).waitFor();
  await page.getByLabel('tag for alpha on e0').fill('too long');
  await page.keyboard.press('Enter');
  expect((await page.getByRole('row', { name: /too long/ }).textContent())?.trim()).toBe('too long10');
  await page.getByRole('button', { name: 'take the tag too long from alpha on e0' }).click();
  await page.getByRole('row', { name: /too long/ }).waitFor({ state: 'detached' });
  await page.reload();
  expect(await page.getByRole('row', { name: /wrong date/ }).textContent()).toBe('wrong date01');
  const rows = parseJsonl<RatingRow>((await review.project.run('ratings', 'export')).stdout);
  expect(rows).toContainEqual(
    expect.objectContaining({
      candidate: 'beta',
      rating: 2,
      note: 'the year is wrong',
      tags: ['wrong date'],
    }),
  );
  const after = await review.project.json<Decision>('decide');
  expect(after.candidates).toEqual(before.candidates);
  expect(after.warnings).toEqual(before.warnings);
  expect(after.earlyReveal).toBe(false);
  expect(open.complaints).toEqual([]);
});

test('two tags in a row are both kept, however slowly the page hears of the first', async () => {
  await using review = await startReview(await projectWithOutputs({ examples: 1, candidates: ['alpha'] }));
  await using open = await openPage();
  const { page } = open;
  await begin(page, review.link);
  await rate(page, 'n', '2');
  await seeDecision(page);
  await page.getByRole('link', { name: 'Failures' }).click();
  await page.getByText('No output was tagged.').waitFor();
  await page.route('**/api/failures', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await route.continue();
  });
  for (const tag of ['one', 'two']) {
    await page.getByLabel('tag for alpha on e0').fill(tag);
    await page.keyboard.press('Enter');
  }
  await page.getByRole('row', { name: /two/ }).waitFor();
  await page.getByRole('row', { name: /one/ }).waitFor();
  const { stdout } = await review.project.run('ratings', 'export');
  expect(parseJsonl<RatingRow>(stdout).at(-1)).toMatchObject({ tags: ['one', 'two'] });
});

test('imported judgements can be tagged too; what is not one’s own, or is no tag, is refused', async () => {
  await using review = await startReview(
    await projectWithOutputs({ examples: 1, candidates: ['alpha', 'beta'] }),
    'bo',
  );
  const { project } = review;
  await project.write(
    'r.jsonl',
    jsonl([
      { example: 'e0', candidate: 'alpha', rater: 'bo', rating: 2, acceptable: false },
      { example: 'e0', candidate: 'beta', rater: 'ann', rating: 2, acceptable: false },
    ]),
  );
  await project.run('ratings', 'import', 'r.jsonl');
  const send = async (body: unknown) => await ask(review, 'POST', '/api/tags', body);
  const id = crypto.randomUUID();
  expect((await send({ output: '0'.repeat(32), id, tags: ['x'] })).status).toBe(403);
  await ask(review, 'POST', '/api/reveal', { early: true });
  const { rows } = JSON.parse((await ask(review, 'GET', '/api/outputs')).text) as {
    rows: { id: string; candidate: string }[];
  };
  const idOf = (name: string) => rows.find(({ candidate }) => candidate === name)!.id;
  for (const body of [null, {}, { output: idOf('alpha'), id: 'x', tags: [] }, { output: 1, id, tags: ['x'] }])
    expect((await send(body)).status).toBe(400);
  expect((await send({ output: idOf('alpha'), id, tags: [''] })).status).toBe(400);
  expect((await send({ output: idOf('beta'), id, tags: ['mine'] })).status).toBe(409);
  expect((await send({ output: idOf('alpha'), id, tags: ['wrong'] })).status).toBe(200);
  expect((await send({ output: idOf('alpha'), id, tags: ['wrong'] })).status).toBe(200);
  const { stdout } = await project.run('ratings', 'export');
  const tagged = parseJsonl<RatingRow>(stdout).filter(({ tags }) => tags !== undefined);
  expect(tagged).toEqual([
    expect.objectContaining({ candidate: 'alpha', rater: 'bo', rating: 2, tags: ['wrong'] }),
  ]);
});
