/// <reference lib="dom" />
/** 50 examples x 3 candidates from the link to the decision: no click, one or two keys a rating, nothing from elsewhere. */
import { afterAll, describe, expect, test } from 'vitest';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { begin, rateToTheEnd } from '../fixtures/by-keyboard.ts';
import { seeDecision } from '../fixtures/rating.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

describe.each([
  ['both questions', '', ['y', '4'], 2],
  ['yes or no alone', 'rate: { scale: false }\n', ['n'], 1],
] as const)('an expert who is asked %s', (_what, rate, keys, perRating) => {
  test(`comes from the link to the decision without a click, with ${perRating} keys a rating`, async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 50, rate }));
    await using open = await openPage();
    const { page } = open;
    let clicks = 0;
    await page.exposeFunction('clicked', () => clicks++);
    await page.addInitScript(() => {
      const tell = (window as unknown as { clicked: () => void }).clicked;
      // Enter on a button is a click event without a pointer.
      addEventListener('click', ({ detail }) => detail > 0 && tell(), true);
      addEventListener('pointerdown', tell, true);
    });
    const foreign: string[] = [];
    page.on('request', (request) => {
      if (new URL(request.url()).host !== review.host && !request.url().startsWith('data:'))
        foreign.push(request.url());
    });
    await begin(page, review.link);
    const { keystrokes, ratings } = await rateToTheEnd(page, () => keys);
    // 150 outputs, three to warm up and fifteen a second time.
    expect(ratings).toBe(168);
    expect(keystrokes).toBe(perRating * 168);
    await seeDecision(page);
    expect(clicks).toBe(0);
    expect(foreign).toEqual([]);
    expect(open.complaints).toEqual([]);
    expect(await review.project.json('status')).toMatchObject({ ratings: { done: 150, missing: 0 } });
  });
});
