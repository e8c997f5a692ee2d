/// <reference lib="dom" />
/** An expert rates in a real browser, by keyboard, blind, and loses nothing. */
import { afterAll, describe, expect, test } from 'vitest';
import type { RatingRow } from '../../src/core/rows.ts';
import { expectNoFault } from '../fixtures/axe.ts';
import { closeBrowser, type OpenPage, openPage } from '../fixtures/browser.ts';
import { begin, itemOf, progress, rate, toOutput } from '../fixtures/by-keyboard.ts';
import { type Project, parseJsonl } from '../fixtures/project.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

type Page = OpenPage['page'];
const ratingsIn = async (project: Project) =>
  parseJsonl<RatingRow>((await project.run('ratings', 'export')).stdout);
const saved = (page: Page) => page.locator('.save.saved').waitFor();

describe('an expert', () => {
  test('rates everything from the link to the end without touching the mouse, and the ratings decide', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 4 }));
    await using open = await openPage();
    const { page } = open;
    await begin(page, review.link);
    for (let i = 0; i < 12; i++) await rate(page, i % 2 === 0 ? 'y' : 'n', String(1 + (i % 5)));
    await page.getByText('All rated. Thank you.').waitFor();
    await page.getByText('Everything is saved.').waitFor();
    expect(open.complaints).toEqual([]);
    const rows = await ratingsIn(review.project);
    expect(rows).toHaveLength(12);
    for (const row of rows)
      expect(row).toMatchObject({
        rater: 'ann',
        acceptable: expect.any(Boolean),
        rating: expect.any(Number),
      });
    expect(await review.project.json('status')).toMatchObject({
      ratings: { done: 12, missing: 0, byRater: { ann: 12 } },
    });
    expect((await review.project.run('decide')).code).not.toBe(1);
  });

  test('is told that everything is saved when it is, and not a moment before', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 1 }));
    await using open = await openPage();
    const { page } = open;
    await begin(page, review.link);
    for (let i = 0; i < 2; i++) await rate(page, 'y', '3');
    await saved(page);
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    await page.route('**/api/events', async (route) => {
      await released;
      await route.continue();
    });
    await rate(page, 'y', '3');
    await page.getByText('All rated. Thank you.').waitFor();
    expect(await page.locator('main').textContent()).not.toContain('Everything is saved.');
    release();
    await page.getByText('Everything is saved.').waitFor();
    expect(await ratingsIn(review.project)).toHaveLength(3);
  });

  test('takes back as far as they like, also after closing the page, and gives it again', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 2 }));
    await using open = await openPage();
    const { page } = open;
    await begin(page, review.link);
    const seen: (string | null)[] = [];
    for (let i = 0; i < 4; i++) {
      seen.push(await itemOf(page));
      await rate(page, 'y', '3');
    }
    await saved(page);
    await page.reload();
    await page.locator('article:visible').waitFor();
    await page.waitForTimeout(100);
    expect(await progress(page)).toBe('4 of 6');
    for (const item of seen.toReversed()) {
      await rate(page, 'u');
      expect(await itemOf(page)).toBe(item);
    }
    expect(await progress(page)).toBe('0 of 6');
    await saved(page);
    expect(await ratingsIn(review.project)).toHaveLength(0);
    for (let i = 0; i < 4; i++) await rate(page, 'Shift+U');
    expect(await progress(page)).toBe('4 of 6');
    await saved(page);
    expect(await ratingsIn(review.project)).toHaveLength(4);
  });

  test('goes on rating while the server is gone, and everything arrives when it is back', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 2 }));
    await using open = await openPage();
    const { page, context } = open;
    await begin(page, review.link);
    await rate(page, 'y', '4');
    await saved(page);
    await review.kill();
    for (let i = 0; i < 3; i++) await rate(page, 'n', '2');
    await page.getByText('on this device').waitFor();
    expect(await progress(page)).toBe('4 of 6');
    // The tab is closed too; the new link finds what the device holds.
    await page.close();
    const again = await context.newPage();
    await again.goto(await review.restart());
    await again.locator('article:visible').waitFor();
    expect(await progress(again)).toBe('4 of 6');
    await again.locator('.save.saved').waitFor();
    expect(await ratingsIn(review.project)).toHaveLength(4);
  });

  test('loses nothing that their device still held when the round ended without it', async () => {
    await using review = await startReview(
      await projectWithOutputs({ examples: 1, candidates: ['alpha', 'beta'] }),
    );
    await using open = await openPage();
    const { page, context } = open;
    await begin(page, review.link);
    await rate(page, 'y', '4');
    await saved(page);
    await review.kill();
    await rate(page, 'n', '2');
    await page.close();
    const { project } = review;
    await project.write(
      'fieldtest.yaml',
      'task: t\ncandidates:\n  - { name: gamma, recorded: file://gamma.jsonl }\n',
    );
    await project.write('gamma.jsonl', '{"example":"e0","candidate":"gamma","output":"another answer"}\n');
    await project.run('run');
    const again = await context.newPage();
    await again.goto(await review.restart());
    await again.getByRole('button', { name: /Begin/ }).waitFor();
    await expect.poll(async () => (await ratingsIn(project)).length, { timeout: 20_000 }).toBe(2);
  });

  test('finds their note again after closing the page, on the same output', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 2 }));
    await using open = await openPage();
    const { page } = open;
    await begin(page, review.link);
    await rate(page, 'y', '4');
    const item = await itemOf(page);
    await page.keyboard.press('c');
    await page.keyboard.type('the year is wrong, 4 y n');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(100);
    await page.reload();
    await page.locator('article:visible').waitFor();
    expect(await itemOf(page)).toBe(item);
    await page.keyboard.press('c');
    expect(await page.locator('textarea').inputValue()).toBe('the year is wrong, 4 y n');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(80);
    await rate(page, 'n', '2');
    await saved(page);
    expect(await ratingsIn(review.project)).toContainEqual(
      expect.objectContaining({ rating: 2, note: 'the year is wrong, 4 y n' }),
    );
  });

  test('is asked again at the end for what they skipped, and not for what they cannot judge', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 1 }));
    await using open = await openPage();
    const { page } = open;
    await begin(page, review.link);
    const first = await itemOf(page);
    await rate(page, 'x');
    await rate(page, '0');
    await rate(page, 'y', '5');
    expect(await itemOf(page)).toBe(first);
    await rate(page, 'y', '1');
    await page.getByText('1 of them could not be judged').waitFor();
    expect(await review.project.json('status')).toMatchObject({ ratings: { missing: 0 } });
  });
});

test('a rater learns nothing of a candidate: not its name, not its id, in nothing that is sent, shown or kept', async () => {
  const names = ['canary-alpha-7', 'canary-beta-8', 'canary-gamma-9'];
  await using review = await startReview(
    await projectWithOutputs({
      examples: 3,
      candidates: names,
      task: `Is canary-beta-8 better than canary-alpha-7?`,
      rate: 'rate: { question: "As good as canary-beta-8?", guide: "Compare with canary-gamma-9." }\n',
      output: (i, name) => `As ${name}, I say ${i}${name.length}${name.at(-1)}`,
    }),
  );
  await review.project.run('export', 'all');
  const ids = parseJsonl<{ id: string }>(await review.project.read('all/candidates.jsonl')).map(
    ({ id }) => id,
  );
  await using open = await openPage();
  const { page, context } = open;
  const wire: string[] = [];
  const reading: Promise<unknown>[] = [];
  page.on('response', (response) => {
    const read = async () => {
      const body = await response.text().catch(() => '');
      wire.push(response.url(), JSON.stringify(await response.allHeaders().catch(() => ({}))), body);
    };
    reading.push(read());
  });
  page.on('request', (request) => wire.push(request.url(), request.postData() ?? ''));
  await begin(page, review.link);
  for (let i = 0; i < 5; i++) await rate(page, 'y', '3');
  await saved(page);
  // What is fetched ahead belongs to it, and must not arrive when the browser is gone.
  await Promise.all(reading);
  const kept = await page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name);
    return JSON.stringify([names, { ...localStorage }, { ...sessionStorage }, document.title, location.href]);
  });
  const all = [...wire, kept, await page.content(), JSON.stringify(await context.cookies())].join('\n');
  for (const secret of [...names, ...ids, ...ids.map((id) => id.slice(0, 16))])
    expect(all.includes(secret), `${secret} leaked`).toBe(false);
  expect(all).toContain('[model name]');
});

describe.each([
  ['light', 1440],
  ['dark', 1440],
  ['light', 768],
  ['dark', 320],
] as const)('in a %s page of %i pixels', (colorScheme, width) => {
  test('every screen can be used with a screen reader, and nothing is wider than the page', async () => {
    await using review = await startReview(
      await projectWithOutputs({ examples: 1, reference: () => 'the right answer' }),
    );
    await using open = await openPage({ colorScheme, viewport: { width, height: 800 } });
    const { page } = open;
    const check = (screen: string) => expectNoFault(page, screen);
    await page.goto(review.link);
    await page.getByRole('button', { name: /Begin/ }).waitFor();
    await check('welcome');
    await page.keyboard.press('Enter');
    await page.locator('.rate').waitFor();
    await page.keyboard.press('r');
    await check('input');
    await toOutput(page);
    await check('rate');
    await page.keyboard.press('c');
    await page.locator('textarea').waitFor();
    await check('note');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await check('keys');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('p');
    await check('paused');
    await page.keyboard.press('Enter');
    await toOutput(page);
    for (let i = 0; i < 3; i++) await rate(page, 'y', '3');
    await page.getByText('All rated').waitFor();
    await check('done');
    expect(open.complaints).toEqual([]);
  });
});
