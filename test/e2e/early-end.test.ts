/** An output that cannot be judged does not keep the plan from its end. */
import { afterAll, expect, test } from 'vitest';
import type { Decision } from '../../src/core/decision.ts';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { rateAll, taste } from '../fixtures/rating.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

test('one "cannot judge" among all rated: the decision is the last look’s, and says where the plan ended', async () => {
  await using review = await startReview(
    await projectWithOutputs({
      examples: 12,
      candidates: ['alpha', 'gamma'],
      rate: 'decide: { looks: [10, 12] }\n',
    }),
  );
  await using open = await openPage();
  await rateAll(open.page, review.link, (text) =>
    text.includes('answer 3 in manner 97') ? ['0'] : taste(text),
  );
  await open.page.getByText('Everything is saved').waitFor();
  const decision = await review.project.json<Decision>('decide');
  expect(decision.looks).toMatchObject({ planned: [10, 12], taken: [10, 11] });
  expect(decision.verdict).toMatchObject({ kind: 'ship', winner: 'alpha' });
});
