/** What comes next may be the output that is there: it takes keys all the same. */
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { begin, openForKeys, progress, rate } from '../fixtures/by-keyboard.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

test('the only one left, skipped, is asked again and can be rated', async () => {
  await using review = await startReview(await projectWithOutputs({ examples: 1, candidates: ['alpha'] }));
  await using open = await openPage();
  const { page } = open;
  await begin(page, review.link);
  await page.keyboard.press('x');
  await page.getByText('Only skipped ones are left').waitFor();
  await openForKeys(page);
  await page.keyboard.press('y');
  await page.keyboard.press('4');
  await page.getByText('All rated').waitFor();
});

test('an answer that is taken back while its output is there can be given anew', async () => {
  await using review = await startReview(await projectWithOutputs({ examples: 1 }));
  await using open = await openPage();
  const { page } = open;
  await begin(page, review.link);
  await rate(page, 'y', '4');
  await page.keyboard.press('ArrowLeft');
  await openForKeys(page);
  await page.keyboard.press('u');
  await expect.poll(() => progress(page)).toBe('0 of 3');
  await openForKeys(page);
  await rate(page, 'n', '2');
  expect(await progress(page)).toBe('1 of 3');
  // And given back while the one that comes after is there already.
  await page.keyboard.press('u');
  await expect.poll(() => progress(page)).toBe('0 of 3');
  await openForKeys(page);
  await page.keyboard.press('ArrowRight');
  await openForKeys(page);
  await page.keyboard.press('Shift+U');
  await expect.poll(() => progress(page)).toBe('1 of 3');
  await openForKeys(page);
  await rate(page, 'y', '5');
  expect(await progress(page)).toBe('2 of 3');
});
