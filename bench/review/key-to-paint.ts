/// <reference lib="dom" />
/** How long after a key press the next output is painted, as the page itself measures it. */
import type { OpenPage } from '../../test/fixtures/browser.ts';

type Page = OpenPage['page'];

/**
 * From the `timeStamp` of the key press (set by the browser when the key arrives, so that waiting in the queue of
 * events counts) to the first task after the frame in which another output stands in the page: the change is seen by a
 * MutationObserver, the next animation frame is the one that paints it, and a message sent there arrives when it is
 * done. Install before the page is opened.
 */
export async function measureKeyToPaint(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const times: number[] = [];
    Object.assign(window, { keyToPaint: times });
    const itemNow = () => document.querySelector('article')?.dataset.item;
    let pressedAt = 0;
    let itemThen: string | undefined;
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        pressedAt = timeStamp;
        itemThen = itemNow();
      },
      true,
    );
    const painted = new MessageChannel();
    painted.port1.onmessage = ({ data }) => times.push(performance.now() - data);
    new MutationObserver(() => {
      const item = itemNow();
      // A break or the end is no output; neither is the first output after one.
      if (item === undefined || itemThen === undefined || item === itemThen) return;
      const since = pressedAt;
      itemThen = undefined;
      requestAnimationFrame(() => painted.port2.postMessage(since));
    }).observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['data-item'],
    });
  });
}

/** Milliseconds from key press to paint, one for each output that followed another. */
export async function keyToPaintTimes(page: Page): Promise<readonly number[]> {
  return await page.evaluate(() => (window as unknown as { keyToPaint: number[] }).keyToPaint);
}
