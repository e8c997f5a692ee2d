/// <reference lib="dom" />
/** A very long Markdown output is set where the expert looks: the first screens at once, the rest when they scroll. */
import { afterAll, expect, test } from 'vitest';
import { LONG_OUTPUTS } from '../../bench/review/long-outputs.ts';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { begin } from '../fixtures/by-keyboard.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

test('scrolling sets all of it, to the last heading; until then every word stands there as written', async () => {
  await using review = await startReview(
    await projectWithOutputs({
      examples: 1,
      candidates: ['alpha'],
      output: () => `${LONG_OUTPUTS.Markdown('x')}\n\n# The very end\n`,
    }),
  );
  await using open = await openPage();
  const { page } = open;
  await begin(page, review.link);
  const last = page.locator('article h3', { hasText: 'The very end' });
  await page.waitForFunction(() => document.querySelectorAll('article table').length > 5);
  expect(await last.count()).toBe(0);
  expect(await page.locator('article:visible').textContent()).toContain('# The very end');
  await page.keyboard.press('j');
  await last.waitFor({ state: 'attached' });
  expect(await page.locator('article:visible').textContent()).not.toContain('# The very end');
  expect(open.complaints).toEqual([]);
});
