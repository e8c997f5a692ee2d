/// <reference lib="dom" />
/** Two candidates beside each other: where they differ, and what only one of them says. */
import { afterAll, expect, test } from 'vitest';
import { expectNoFault } from '../fixtures/axe.ts';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { rateAll, seeDecision, taste } from '../fixtures/rating.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

test('an expert goes through the pairs that they rated differently, by keys, with the differences marked', async () => {
  await using review = await startReview(
    await projectWithOutputs({
      examples: 4,
      candidates: ['alpha', 'beta'],
      output: (example, candidate) =>
        example === 3 ? 'the same words' : `answer ${example} in the manner of ${candidate}`,
    }),
  );
  await using open = await openPage();
  const { page } = open;
  await rateAll(page, review.link, taste);
  await seeDecision(page);
  await page.getByRole('navigation').getByRole('link', { name: 'Side by side' }).click();
  await page.getByRole('heading', { name: 'Side by side' }).waitFor();
  await page.getByLabel('Show').selectOption('all');
  await page.getByRole('status').getByText('4 examples').waitFor();
  await expectNoFault(page, 'side by side');
  await page.getByText('the same text').waitFor();
  await page.getByRole('link', { name: 'e0' }).click();
  await page.getByRole('heading', { name: 'e0' }).waitFor();
  const marks = page.locator('mark');
  await marks.first().waitFor();
  expect((await marks.allTextContents()).toSorted()).toEqual(['alpha', 'beta']);
  await expectNoFault(page, 'side by side');
  await page.getByLabel('mark what only one of them says').uncheck();
  await page.locator('mark').waitFor({ state: 'detached' });
  await page.keyboard.press('j');
  await page.getByRole('heading', { name: 'e1' }).waitFor();
  await page.keyboard.press('k');
  await page.getByRole('heading', { name: 'e0' }).waitFor();
  await page.goto(page.url().replace('example=e0', 'example=e3'));
  await page.getByText('The two texts are the same.').waitFor();
  await page.getByRole('link', { name: 'All examples' }).click();
  const first = await page.getByLabel('Candidate').inputValue();
  await page.getByLabel('Candidate').selectOption(first === 'alpha' ? 'beta' : 'alpha');
  await page.getByLabel('against').waitFor();
  await expect.poll(() => page.getByLabel('against').inputValue()).toBe(first);
  expect(open.complaints).toEqual([]);
});
