/** The server is gone for ten minutes: the expert does not notice, and nothing is lost. */
import { afterAll, expect, test } from 'vitest';
import { NOTE, rateWithoutServer } from '../../bench/review/server-gone.ts';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { rateToTheEnd } from '../fixtures/by-keyboard.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

test('sixty ratings in ten minutes without a server are all there when it is back, in the same tab', async () => {
  await using review = await startReview(await projectWithOutputs({ examples: 24 }));
  await using open = await openPage();
  const { page } = open;
  const gone = await rateWithoutServer(review, page, 6);
  expect(gone).toMatchObject({ given: 60, sameItem: true, note: NOTE });
  await rateToTheEnd(page, () => ['y', '5']);
  await page.getByText('Everything is saved.').waitFor();
  expect(await review.project.json('status')).toMatchObject({ ratings: { done: 72, missing: 0 } });
  expect(open.complaints).toEqual([]);
});
