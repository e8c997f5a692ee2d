/// <reference lib="dom" />
/** The server is gone for ten minutes: the expert does not notice, and nothing is lost. */
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { begin, itemOf, openForKeys, rateToTheEnd } from '../fixtures/by-keyboard.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

test('sixty ratings in ten minutes without a server are all there when it is back, in the same tab', async () => {
  await using review = await startReview(await projectWithOutputs({ examples: 24 }));
  await using open = await openPage();
  const { page } = open;
  // The page's own clock: its ten minutes pass in seconds, its retries and waits with them.
  await page.clock.install();
  await begin(page, review.link);
  await rateToTheEnd(page, () => ['y', '4'], 5);
  await page.locator('.save.saved').waitFor();
  // What comes next has been fetched ahead.
  await page.waitForLoadState('networkidle');
  await review.kill();
  let given = 5;
  for (let minute = 0; minute < 10; minute++) {
    given += (await rateToTheEnd(page, () => ['n', '2'], 6)).ratings;
    await page.clock.fastForward(60_000);
  }
  expect(given).toBe(65);
  if ((await page.locator('article').count()) === 0) {
    await page.keyboard.press('Enter');
    await page.locator('article').waitFor();
  }
  await page.getByText('on this device').waitFor();
  await openForKeys(page);
  const item = await itemOf(page);
  await page.keyboard.press('c');
  await page.keyboard.type('halfway');
  await page.keyboard.press('Enter');
  await openForKeys(page);

  // The new start has a new link; it is opened in the tab that is there.
  const link = await review.restart();
  await page.evaluate((address) => location.assign(address), link);
  await page.locator('.save.saved').waitFor();
  expect(await itemOf(page)).toBe(item);
  await page.keyboard.press('c');
  expect(await page.locator('textarea').inputValue()).toBe('halfway');
  await page.keyboard.press('Enter');
  const { ratings } = await review.project.json<{ ratings: { done: number } }>('status');
  // Three of them were to warm up.
  expect(ratings.done).toBeGreaterThanOrEqual(given - 3 - 10);
  await openForKeys(page);
  await rateToTheEnd(page, () => ['y', '5']);
  await page.getByText('Everything is saved.').waitFor();
  expect(await review.project.json('status')).toMatchObject({ ratings: { done: 72, missing: 0 } });
});
