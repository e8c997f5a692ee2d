/// <reference lib="dom" />
/** On a phone the input and the output take turns, and nobody rates what is not on the screen. */
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, type OpenPage, openPage } from '../fixtures/browser.ts';
import { openForKeys, progress, rate } from '../fixtures/by-keyboard.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

type Page = OpenPage['page'];

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;

const sees = (page: Page) =>
  page.evaluate(() =>
    ['.input', '.output'].filter((pane) => document.querySelector(pane)?.checkVisibility()).join(' and '),
  );

const start = async (page: Page, link: string) => {
  await page.goto(link);
  await page.getByRole('button', { name: /Begin/ }).tap();
  await page.locator('.pane-choice').waitFor();
};

/** A level swipe over the output, from one place to the other. */
async function swipe(page: Page, from: number, to: number): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const at = (x: number) => ({ touchPoints: [{ x, y: 300 }] });
  await browser.send('Input.dispatchTouchEvent', { type: 'touchStart', ...at(from) });
  await browser.send('Input.dispatchTouchEvent', { type: 'touchMove', ...at(to) });
  await browser.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

test('each example begins with its input, and its outputs follow one another', async () => {
  await using review = await startReview(await projectWithOutputs({ examples: 2 }));
  await using open = await openPage(PHONE);
  const { page } = open;
  await start(page, review.link);
  for (let example = 0; example < 2; example++) {
    expect(await sees(page)).toBe('.input');
    await page.getByRole('button', { name: 'Show the output' }).tap();
    for (let output = 0; output < 3; output++) {
      expect(await sees(page)).toBe('.output');
      await openForKeys(page);
      await page.getByRole('button', { name: /^Yes/ }).tap();
      await page.getByRole('button', { name: /^4/ }).tap();
      await page
        .getByText(`${example * 3 + output + 1} of 6`)
        .first()
        .waitFor();
    }
  }
  await page.getByText('All rated').waitFor();
  expect(open.complaints).toEqual([]);
});

test('keys and swipes rate nothing while the input is there: they bring the output', async () => {
  await using review = await startReview(
    await projectWithOutputs({ examples: 2, rate: 'rate: { scale: false }\n' }),
  );
  await using open = await openPage(PHONE);
  const { page } = open;
  await start(page, review.link);
  await swipe(page, 100, 300);
  expect(await sees(page)).toBe('.input');
  await page.keyboard.press('y');
  expect(await sees(page)).toBe('.output');
  await openForKeys(page);
  expect(await progress(page)).toBe('0 of 6');
  await swipe(page, 100, 300);
  await page.getByText('Last: yes').waitFor();
  // Back to read the question again: what was seen may be rated, but only in sight.
  await page.keyboard.press('i');
  expect(await sees(page)).toBe('.input');
  await page.keyboard.press('n');
  expect(await sees(page)).toBe('.output');
  expect(await progress(page)).toBe('1 of 6');
  await openForKeys(page);
  await swipe(page, 300, 100);
  await page.getByText('Last: no').waitFor();
  await rate(page, 'y');
  expect(await progress(page)).toBe('3 of 6');
  expect(await sees(page)).toBe('.input');
});

test('a note can be taken beside the input, and a wide screen shows both', async () => {
  await using review = await startReview(await projectWithOutputs({ examples: 1 }));
  await using open = await openPage(PHONE);
  const { page } = open;
  await start(page, review.link);
  await page.keyboard.press('c');
  await page.locator('textarea').fill('two questions in one');
  await page.keyboard.press('Enter');
  expect(await sees(page)).toBe('.input');
  await page.setViewportSize({ width: 1024, height: 740 });
  await page.locator('.pane-choice').waitFor({ state: 'detached' });
  expect(await sees(page)).toBe('.input and .output');
  await page.getByText('note ✓').waitFor();
});

test('a long input and a long output each begin at their top, and are scrolled by keys', async () => {
  const long = (word: string) => Array.from({ length: 200 }, (_, i) => `${word} ${i}`).join('\n\n');
  await using review = await startReview(
    await projectWithOutputs({ examples: 1, input: () => long('asked'), output: (_, name) => long(name) }),
  );
  await using open = await openPage(PHONE);
  const { page } = open;
  const top = () => page.evaluate(() => Math.round(scrollY));
  await start(page, review.link);
  await page.keyboard.press('j');
  await expect.poll(top).toBeGreaterThan(200);
  await page.keyboard.press('i');
  await expect.poll(top).toBe(0);
  await openForKeys(page);
  await page.keyboard.press('j');
  await expect.poll(top).toBeGreaterThan(200);
  await rate(page, 'y', '4');
  expect(await top()).toBe(0);
});
