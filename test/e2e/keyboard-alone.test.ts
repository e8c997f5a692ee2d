/** 50 examples x 3 candidates from the link to the decision: no click, one or two keys a rating, nothing from elsewhere. */
import { afterAll, describe, expect, test } from 'vitest';
import { keyboardSession } from '../../bench/review/keyboard-session.ts';
import { closeBrowser } from '../fixtures/browser.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

describe.each([
  // 150 outputs, three to warm up and fifteen a second time.
  ['both questions', '', ['y', '4'], 2, { examples: 50, ratings: 168 }],
  ['yes or no alone', 'rate: { scale: false }\n', ['n'], 1, { examples: 15, ratings: 48 }],
] as const)('an expert who is asked %s', (_what, rate, keys, perRating, { examples, ratings }) => {
  test(`comes from the link to the decision without a click, with ${perRating} keys a rating`, async () => {
    await using review = await startReview(await projectWithOutputs({ examples, rate }));
    const session = await keyboardSession(review, () => keys);
    expect(session).toMatchObject({ ratings, keystrokes: perRating * ratings, clicks: 0 });
    expect(session).toMatchObject({ foreign: [], complaints: [] });
    expect(session.paintMs.length).toBeGreaterThanOrEqual(ratings - 8);
    expect(await review.project.json('status')).toMatchObject({
      ratings: { done: 3 * examples, missing: 0 },
    });
  });
});
