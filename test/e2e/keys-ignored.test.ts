/// <reference lib="dom" />
/** When a key must do nothing: typing, dialogs, other modifiers, composing, and while the next output is not there yet. */
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { begin, itemOf, openForKeys as painted, rate as pressOn } from '../fixtures/by-keyboard.ts';
import { closeDialog, type Page } from '../fixtures/rating-page.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

const given = (page: Page) => page.locator('.choice[aria-pressed="true"]').allTextContents();

/** A key press with more to it than a test driver can press. */
const dispatch = (page: Page, more: { readonly [modifier: string]: true }) =>
  page.evaluate((given) => {
    const event = new KeyboardEvent('keydown', { key: 'y', bubbles: true, ...given });
    document.body.dispatchEvent(event);
  }, more);

test('keys type into the fields of note, tag and search, and rate nothing there', async () => {
  await using review = await startReview(await projectWithOutputs({ examples: 1 }));
  await using open = await openPage();
  const { page } = open;
  await begin(page, review.link);
  const item = await itemOf(page);
  for (const [key, field] of [
    ['c', 'textarea'],
    ['t', 'input'],
    ['/', 'input'],
  ] as const) {
    await page.keyboard.press(key);
    await page.locator(field).waitFor();
    await page.keyboard.type('y4x u,?');
    expect(await page.locator(field).inputValue()).toBe('y4x u,?');
    await page.keyboard.press('Escape');
    await page.locator(field).waitFor({ state: 'detached' });
  }
  expect(await given(page)).toEqual([]);
  expect(await itemOf(page)).toBe(item);
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('keys do nothing below an open dialog, also while it is being loaded', async () => {
  await using review = await startReview(await projectWithOutputs({ examples: 1 }));
  await using open = await openPage();
  const { page } = open;
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/overlay.*\.js/, async (route) => {
    await held;
    await route.continue();
  });
  await begin(page, review.link);
  await page.keyboard.press('?');
  await page.keyboard.press('y');
  await page.keyboard.press('4');
  release();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('y');
  await page.keyboard.press('4');
  await closeDialog(page);
  expect(await given(page)).toEqual([]);
  await pressOn(page, 'y', '4');
});

test('keys do nothing with AltGr or Alt, and while a character is composed', async () => {
  await using review = await startReview(await projectWithOutputs({ examples: 1 }));
  await using open = await openPage();
  const { page } = open;
  await begin(page, review.link);
  await dispatch(page, { modifierAltGraph: true });
  await dispatch(page, { altKey: true });
  await dispatch(page, { isComposing: true });
  await painted(page);
  expect(await given(page)).toEqual([]);
  await dispatch(page, {});
  await page.locator('.choice[aria-pressed="true"]').waitFor();
});

test('a key that is held down, and every key while the next output is on its way, rates nothing', async () => {
  await using review = await startReview(
    await projectWithOutputs({ examples: 2, rate: 'rate: { scale: false }\n' }),
  );
  await using open = await openPage();
  const { page } = open;
  // The second example does not arrive until it is let through.
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let first: string | undefined;
  await page.route(/\/api\/blocks\//, async (route) => {
    first ??= route.request().url();
    if (route.request().url() !== first) await held;
    await route.continue();
  });
  await begin(page, review.link);
  const done = () => page.locator('.top .num').first().textContent();
  await page.keyboard.down('y');
  await page.waitForFunction(() => document.querySelector('.top .num')?.textContent === '1 of 6');
  await painted(page);
  for (let i = 0; i < 5; i++) await page.keyboard.down('y');
  await page.keyboard.up('y');
  await painted(page);
  expect(await done()).toBe('1 of 6');
  await pressOn(page, 'y');
  await page.keyboard.press('y');
  await page.getByText('Loading …').first().waitFor();
  for (const key of ['y', 'n', '0', 'x']) await page.keyboard.press(key);
  release();
  await page.locator('article:visible').waitFor();
  await painted(page);
  expect(await done()).toBe('3 of 6');
  expect(open.complaints).toEqual([]);
});
