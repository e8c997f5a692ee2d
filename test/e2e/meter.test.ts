/// <reference lib="dom" />
/** The plan of looks on the rating screen: it says "decided" when it is, and not a rating earlier. */
import { afterAll, expect, test } from 'vitest';
import type { Decision } from '../../src/core/decision.ts';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { rate } from '../fixtures/by-keyboard.ts';
import { ask, type Page } from '../fixtures/rating.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

/** `alpha` is better by two to four steps. */
const manner = async (page: Page) =>
  ((await page.locator('article:visible').textContent()) ?? '').includes('manner 97');
const rateBlock = async (page: Page, i: number) => {
  for (const _ of ['alpha', 'beta']) {
    const good = await manner(page);
    await rate(page, ...(good ? ['y', String(4 + (i % 2))] : ['n', String(1 + (i % 3 === 0 ? 1 : 0))]));
  }
};

test('an expert may stop where a planned look has decided; ratings after that are told from the blind ones', async () => {
  await using review = await startReview(
    await projectWithOutputs({
      examples: 14,
      candidates: ['alpha', 'beta'],
      rate: 'decide: { looks: [7, 14] }\n',
    }),
  );
  await using open = await openPage();
  const { page } = open;
  await page.goto(review.link);
  await page.getByRole('button', { name: /Begin/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('article:visible').waitFor();
  for (let i = 0; i < 6; i++) await rateBlock(page, i);
  await page.locator('.save.saved').waitFor();
  expect(JSON.parse((await ask(review, 'GET', '/api/standing')).text)).toEqual({
    decidedAt: null,
    missing: 16,
    repeats: null,
  });
  await rateBlock(page, 6);
  await page.getByRole('button', { name: 'decided at 7 examples' }).waitFor();
  expect(await page.content()).not.toMatch(/alpha|beta/);

  await page.keyboard.press('p');
  await page.getByText('The planned look at 7 examples has decided').waitFor();
  await page.getByRole('button', { name: 'See the decision' }).click();
  await page.getByText('14 outputs are not rated').waitFor();
  await page.getByRole('button', { name: /all the same/ }).click();
  await page.getByRole('heading', { name: /^Ship alpha/ }).waitFor();
  await page
    .getByText(/when 14 required ratings were missing; nothing that was shown has been rated since/)
    .waitFor();
  const stopped = await review.project.json<Decision>('decide');
  expect(stopped).toMatchObject({ earlyReveal: false, looks: { decidedAt: 7 } });

  await page.goto(review.link.split('#')[0]!);
  await page.locator('article:visible').waitFor();
  await page.waitForTimeout(80);
  await rateBlock(page, 7);
  await page.locator('.save.saved').waitFor();
  const after = await review.project.json<Decision>('decide');
  expect(after.earlyReveal).toBe(true);
  expect(open.complaints).toEqual([]);
});

test('a rater who is done reads how even they were, and what waits for others', async () => {
  await using review = await startReview(
    await projectWithOutputs({ examples: 32, candidates: ['alpha', 'beta'] }),
  );
  await using open = await openPage();
  const { page } = open;
  await page.goto(review.link);
  await page.getByRole('button', { name: /Begin/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('article:visible').waitFor();
  let asked = 0;
  while ((await page.getByText('All rated. Thank you.').count()) === 0) {
    if ((await page.getByText('Time for a break?').count()) > 0) {
      await page.keyboard.press('Enter');
      await page.locator('article:visible').waitFor();
      await page.waitForTimeout(80);
    }
    // Every third answer of the same text differs: the rater is not even.
    await rate(page, ...['y', String(3 + (asked++ % 2))]);
  }
  const said = await page
    .getByText(/of the outputs came twice; you gave \d of them the same rating again/)
    .textContent();
  const [, n, same] = /(\d+) of the outputs came twice; you gave (\d+)/.exec(said!)!;
  const [own] = (await review.project.json<Decision>('decide')).repeats!;
  expect(own).toEqual({ rater: 'ann', n: Number(n), same: Number(same) });
  expect(Number(n)).toBeGreaterThanOrEqual(6);
});
