/** 50 examples x 3 candidates from the link to the decision: no click, one or two keys a rating, nothing from elsewhere. */
import { afterAll, describe, expect, test } from 'vitest';
import { keyboardSession } from '../../bench/review/keyboard-session.ts';
import { closeBrowser } from '../fixtures/browser.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

describe.each([
  ['both questions', '', ['y', '4'], 2],
  ['yes or no alone', 'rate: { scale: false }\n', ['n'], 1],
] as const)('an expert who is asked %s', (_what, rate, keys, perRating) => {
  test(`comes from the link to the decision without a click, with ${perRating} keys a rating`, async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 50, rate }));
    const session = await keyboardSession(review, () => keys);
    // 150 outputs, three to warm up and fifteen a second time.
    expect(session).toMatchObject({ ratings: 168, keystrokes: perRating * 168, clicks: 0 });
    expect(session).toMatchObject({ foreign: [], complaints: [] });
    expect(session.paintMs.length).toBeGreaterThanOrEqual(160);
    expect(await review.project.json('status')).toMatchObject({ ratings: { done: 150, missing: 0 } });
  });
});
