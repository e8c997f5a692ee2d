/// <reference lib="dom" />
/** Whoever asks for the decision before anything is rated has seen nothing, and that is not held against the ratings. */
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { begin, rate } from '../fixtures/by-keyboard.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

test('a look before the first rating is no reveal, a look after it is one', async () => {
  const project = await projectWithOutputs({ examples: 1 });
  expect((await project.run('decide')).stdout).toContain('no ratings yet');
  await using review = await startReview(project);
  await using open = await openPage();
  const { page } = open;
  await begin(page, review.link);
  await rate(page, 'y', '4');
  await page.getByText('saved', { exact: true }).waitFor();
  expect(await project.json('decide')).not.toHaveProperty('earlyReveal', true);
  await rate(page, 'n', '1');
  await page.getByText('saved', { exact: true }).waitFor();
  expect(await project.json('decide')).toHaveProperty('earlyReveal', true);
});
