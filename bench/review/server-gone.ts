/** An expert goes on while the server is gone for ten minutes, and opens the page again. */
import type { OpenPage } from '../../test/fixtures/browser.ts';
import { begin, itemOf, openForKeys, rateToTheEnd } from '../../test/fixtures/by-keyboard.ts';
import type { Review } from '../../test/fixtures/review-project.ts';

export const NOTE = 'halfway, 4 y n';

export interface ServerGone {
  /** Answers that were given while there was no server. */
  readonly given: number;
  /** Whether the same output, and the note begun on it, were there when the page was opened again. */
  readonly sameItem: boolean;
  readonly note: string;
  /** From opening the page again to that output. */
  readonly reopenMs: number;
}

/**
 * `perMinute` ratings in each of ten minutes of the page's own clock, which is moved on by playwright: its retries and
 * waits come as they would, only sooner. Afterwards all is on the server.
 */
export async function rateWithoutServer(
  review: Review,
  page: OpenPage['page'],
  perMinute: number,
): Promise<ServerGone> {
  await page.clock.install();
  await begin(page, review.link);
  await rateToTheEnd(page, () => ['y', '4'], 5);
  await page.locator('.save.saved').waitFor();
  // What comes next has been fetched ahead.
  await page.waitForLoadState('networkidle');
  await review.kill();
  let given = 0;
  for (let minute = 0; minute < 10; minute++) {
    given += (await rateToTheEnd(page, () => ['n', '2'], perMinute)).ratings;
    await page.clock.fastForward(60_000);
  }
  if ((await page.getByText('Time for a break?').count()) > 0) await page.keyboard.press('Enter');
  await page.getByText('on this device').waitFor();
  await openForKeys(page);
  const item = await itemOf(page);
  await page.keyboard.press('c');
  await page.keyboard.type(NOTE);
  await page.keyboard.press('Enter');
  await openForKeys(page);

  // The new start has a new link; it is opened in the tab that is there.
  const link = await review.restart();
  const started = performance.now();
  await page.evaluate((address) => location.assign(address), link);
  await page.waitForEvent('load');
  await page.locator(`article[data-item="${item}"]`).waitFor();
  const reopenMs = performance.now() - started;
  await page.locator('.save.saved').waitFor();
  const sameItem = (await itemOf(page)) === item;
  await page.keyboard.press('c');
  const note = await page.locator('textarea').inputValue();
  await page.keyboard.press('Enter');
  await openForKeys(page);
  return { given, sameItem, note, reopenMs };
}
