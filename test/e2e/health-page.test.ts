/// <reference lib="dom" />
/** How the set wears, on a screen of its own: after the reveal, and when every rater is done. */
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { ask, rateAll, seeDecision } from '../fixtures/rating.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

test('an expert who is done sees the signs, and from an example what was answered on it', async () => {
  await using review = await startReview(
    await projectWithOutputs({ examples: 12, candidates: ['alpha', 'beta'] }),
  );
  expect((await ask(review, 'GET', '/api/health')).status).toBe(403);
  await using open = await openPage();
  const { page } = open;
  await rateAll(page, review.link, () => ['y', '5']);
  await seeDecision(page);
  await page.getByRole('navigation').getByRole('link', { name: 'Health' }).click();
  await page.getByText(/^\d signs? that the set wears out: 12 examples\.$/).waitFor();
  const sign = page.getByRole('region', { name: /^Saturation/ });
  expect(await sign.textContent()).toMatch(
    /act.*On 12 of 12 rated examples \(100 %, 76 % to 100 %\) every candidate is perfect/,
  );
  await sign.getByRole('link', { name: 'e3', exact: true }).click();
  await page.getByRole('status').getByText('2 of 24', { exact: true }).waitFor();
  expect(open.complaints).toEqual([]);
});

test('while another rater is at work nobody sees what it would tell of them', async () => {
  const project = await projectWithOutputs({ examples: 4 });
  await using ann = await startReview(project, 'ann');
  await using open = await openPage();
  await rateAll(open.page, ann.link, () => ['y', '5']);
  await open.page.getByText('Everything is saved.').waitFor();
  const bo = await startReview(project, 'bo');
  try {
    await ask(bo, 'GET', '/api/session');
    await ask(bo, 'POST', '/api/reveal', { early: true });
    expect(JSON.parse((await ask(bo, 'GET', '/api/health')).text)).toEqual({ ready: false });
  } finally {
    await bo.kill();
  }
});
