/// <reference lib="dom" />
/** A whole session by keyboard alone, from the link to the decision, with all that is counted on the way. */
import { openPage } from '../../test/fixtures/browser.ts';
import { begin, rateToTheEnd } from '../../test/fixtures/by-keyboard.ts';
import { seeDecision } from '../../test/fixtures/rating.ts';
import type { Review } from '../../test/fixtures/review-project.ts';
import { keyToPaintTimes, measureKeyToPaint } from './key-to-paint.ts';

export interface KeyboardSession {
  readonly ratings: number;
  readonly keystrokes: number;
  readonly clicks: number;
  /** Addresses of other servers that were asked. */
  readonly foreign: readonly string[];
  /** From opening the link, through the welcome, to the first output open for keys. */
  readonly firstRatingMs: number;
  readonly paintMs: readonly number[];
  /** What the page complained about. */
  readonly complaints: readonly string[];
}

export async function keyboardSession(
  review: Review,
  keysFor: (place: number) => readonly string[],
): Promise<KeyboardSession> {
  await using open = await openPage();
  const { page } = open;
  let clicks = 0;
  await page.exposeFunction('clicked', () => void clicks++);
  await page.addInitScript(() => {
    const tell = (window as unknown as { clicked: () => void }).clicked;
    // Enter on a button is a click event without a pointer.
    addEventListener('click', ({ detail }) => detail > 0 && tell(), true);
    addEventListener('pointerdown', tell, true);
  });
  const foreign: string[] = [];
  page.on('request', (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol !== 'data:' && host !== review.host) foreign.push(request.url());
  });
  await measureKeyToPaint(page);
  const started = performance.now();
  await begin(page, review.link);
  const firstRatingMs = performance.now() - started;
  const { ratings, keystrokes } = await rateToTheEnd(page, keysFor);
  const paintMs = await keyToPaintTimes(page);
  await seeDecision(page);
  return { ratings, keystrokes, clicks, foreign, firstRatingMs, paintMs, complaints: open.complaints };
}
