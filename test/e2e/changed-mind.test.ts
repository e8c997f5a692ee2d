/// <reference lib="dom" />
/** An expert comes back to what they answered: what they say then is what counts, on that output and on no other. */
import { afterAll, expect, test } from 'vitest';
import type { Decision } from '../../src/core/decision.ts';
import type { RatingRow } from '../../src/core/rows.ts';
import { closeBrowser, type OpenPage, openPage } from '../fixtures/browser.ts';
import { begin, itemOf, openForKeys, rate } from '../fixtures/by-keyboard.ts';
import { jsonl, type Project, parseJsonl } from '../fixtures/project.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

test('an answer that is changed after names were seen is told in later decisions, also when the review was closed between', async () => {
  await using review = await startReview(await projectWithOutputs({ examples: 3, rate: SCALE_ALONE }));
  await using open = await openPage();
  const { page } = open;
  const early = async () => (await review.project.json<Decision>('decide')).earlyReveal;
  await begin(page, review.link);
  while ((await page.locator('.message').count()) === 0) await rate(page, '4');
  await page.getByText('Everything is saved').waitFor();
  await page.getByRole('button', { name: /See the decision/ }).press('Enter');
  await page.getByRole('heading', { name: 'How this could be wrong' }).waitFor();
  expect(await early()).toBe(false);
  await page.goto(await review.restart());
  await page.getByText('All rated').waitFor();
  expect(await early()).toBe(false);
  await page.keyboard.press('ArrowLeft');
  await page.locator('article:visible').waitFor();
  await openForKeys(page);
  await page.keyboard.press('1');
  await page.getByText('All rated').waitFor();
  await expect.poll(early, { timeout: 30_000 }).toBe(true);
});

const SCALE_ALONE = 'rate: { scale: 5, acceptable: false }\n';
const ratingsIn = async (project: Project) =>
  parseJsonl<RatingRow>((await project.run('ratings', 'export')).stdout);
const saved = (page: OpenPage['page']) => page.locator('.save.saved').waitFor();

/** A rater before the first of three outputs, asked for the scale alone. */
async function atWork() {
  const review = await startReview(await projectWithOutputs({ examples: 1, rate: SCALE_ALONE }));
  const open = await openPage();
  await begin(open.page, review.link);
  return {
    review,
    page: open.page,
    async [Symbol.asyncDispose]() {
      await open[Symbol.asyncDispose]();
      await review[Symbol.asyncDispose]();
    },
  };
}

async function back(page: OpenPage['page']): Promise<void> {
  await page.keyboard.press('ArrowLeft');
  await openForKeys(page);
}

test('a click that ends a note on an earlier answer changes that answer, and rates nothing after it', async () => {
  await using work = await atWork();
  const { review, page } = work;
  const first = await itemOf(page);
  await rate(page, '4');
  await back(page);
  expect(await itemOf(page)).toBe(first);
  await page.keyboard.press('c');
  await page.keyboard.type('not so good after all');
  const two = page.locator('button.choice', { hasText: /^2/ });
  await two.hover();
  await page.mouse.down();
  // As long as a finger takes.
  await page.waitForTimeout(200);
  await page.mouse.up();
  await page.waitForTimeout(200);
  await saved(page);
  const rows = await ratingsIn(review.project);
  expect(new Set(rows.map(({ textId }) => textId)).size).toBe(1);
  expect(rows.at(-1)).toMatchObject({ rating: 2, note: 'not so good after all' });
});

test('a tag that is added to an earlier answer is kept, also when the rater goes on without closing the field', async () => {
  await using work = await atWork();
  const { review, page } = work;
  await rate(page, '4');
  await back(page);
  await page.keyboard.press('t');
  await page.keyboard.type('year');
  await page.keyboard.press('Enter');
  await page.locator('article:visible').click();
  await page.keyboard.press('ArrowRight');
  await page.waitForTimeout(200);
  await saved(page);
  expect((await ratingsIn(review.project)).at(-1)).toMatchObject({ rating: 4, tags: ['year'] });
});

test('what they cannot judge after all counts for nothing, whatever they said before', async () => {
  await using work = await atWork();
  const { review, page } = work;
  await rate(page, '4');
  await back(page);
  await rate(page, '0');
  await saved(page);
  const rows = await ratingsIn(review.project);
  expect(rows.filter(({ rating }) => rating === 4)).toEqual([]);
  const { candidates } = await review.project.json<{ candidates: readonly { n: number }[] }>('decide');
  expect(candidates.map(({ n }) => n)).toEqual([0, 0, 0]);
});

test('a tag that is clicked is kept with the output, and the field is open for that output alone', async () => {
  await using work = await atWork();
  const { review, page } = work;
  await page.keyboard.press('t');
  await page.keyboard.type('year');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await rate(page, '4');
  await saved(page);
  await page.reload();
  await page.locator('article:visible').waitFor();
  await openForKeys(page);
  await page.keyboard.press('t');
  const second = await itemOf(page);
  await page.getByRole('button', { name: 'year' }).click();
  // Typed into the field, where it can be seen: no key answers while it is open.
  await page.keyboard.press('2');
  expect(await page.getByLabel('Tag').inputValue()).toBe('2');
  expect(await itemOf(page)).toBe(second);
  await page.locator('button.choice', { hasText: /^2/ }).click();
  await page.getByLabel('Tag').waitFor({ state: 'detached' });
  await saved(page);
  expect(await ratingsIn(review.project)).toContainEqual(
    expect.objectContaining({ rating: 2, tags: ['year'] }),
  );
});

test('a tag that came with a file and is longer than an answer can hold is not offered', async () => {
  const project = await projectWithOutputs({ examples: 1, rate: SCALE_ALONE });
  const row = {
    example: 'e0',
    candidate: 'alpha',
    rater: 'ann',
    rating: 2,
    tags: ['x'.repeat(101), '', 'short'],
  };
  await project.write('r.jsonl', jsonl([row]));
  await project.run('ratings', 'import', 'r.jsonl');
  await using review = await startReview(project);
  await using open = await openPage();
  const { page } = open;
  await begin(page, review.link);
  await page.keyboard.press('t');
  await page.getByRole('button', { name: 'short' }).waitFor();
  expect(await page.locator('button.tag').allTextContents()).toEqual(['short']);
});
