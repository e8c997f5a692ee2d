/// <reference lib="dom" />
/** Candidates are called what they are called: a long name breaks, the figures beside it do not. */
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { rateAll, seeDecision, taste } from '../fixtures/rating.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

test('with long names every figure stays whole, and nothing is wider than a phone', async () => {
  await using review = await startReview(
    await projectWithOutputs({
      examples: 2,
      candidates: [
        'a model of the spring with the long system prompt of March, temperature 0.2, JSON mode',
        'b/Large-Model-405B-Instruct-Turbo-FP8-quantized-by-the-platform-team-2024-08',
        'c',
      ],
    }),
  );
  await using open = await openPage({ viewport: { width: 1440, height: 900 } });
  const { page } = open;
  await rateAll(page, review.link, taste);
  await seeDecision(page);
  const broken = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.figures td span')]
        .filter((figure) => figure.getClientRects().length > 1)
        .map((figure) => figure.textContent),
    );
  const lines = () =>
    page.evaluate(() =>
      ['Rated', 'Failed'].map((word) => {
        const range = document.createRange();
        range.selectNodeContents(
          [...document.querySelectorAll('.figures thead th')].find((head) => head.textContent === word)!,
        );
        return range.getClientRects().length;
      }),
    );
  expect(await broken()).toEqual([]);
  expect(await lines()).toEqual([1, 1]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await broken()).toEqual([]);
  for (const section of ['Decision', 'Outputs', 'Failures', 'Examples']) {
    await page.getByRole('navigation').getByRole('link', { name: section }).click();
    await page.locator('.rows, .figures').first().waitFor();
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      section,
    ).toBeLessThanOrEqual(0);
  }
  expect(open.complaints).toEqual([]);
});
