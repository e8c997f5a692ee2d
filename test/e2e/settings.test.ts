/// <reference lib="dom" />
/** Settings in a real browser: other keys, no keys, and what must not be lost while they are changed. */
import { afterAll, describe, expect, test } from 'vitest';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { begin, itemOf, openForKeys as painted, rate as pressOn } from '../fixtures/by-keyboard.ts';
import { closeDialog, giveKey, openSettings, type Page } from '../fixtures/rating-page.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

const hints = (page: Page) => page.locator('.rate kbd').allTextContents();
const pressed = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: false }).getAttribute('aria-pressed');
const said = (page: Page) => page.locator('.outcome:not(:empty)').textContent();

describe('an expert with habits of their own', () => {
  test('gives commands other keys; they work at once and after the page is opened again, and every hint says so', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 2 }));
    await using open = await openPage();
    const { page } = open;
    await begin(page, review.link);
    await openSettings(page);
    await giveKey(page, 'would show to a user', 'a');
    expect(await said(page)).toBe('a does this now.');
    await page.getByRole('button', { name: 'y: take it from would show to a user' }).press('Enter');
    await giveKey(page, 'undo, without limit', 'w');
    await page.getByRole('button', { name: 'u: take it from undo' }).press('Enter');
    await closeDialog(page);
    await page.keyboard.press('y');
    expect(await pressed(page, 'Yes')).toBe('false');
    await pressOn(page, 'a', '4');
    await page.locator('.save.saved').waitFor();
    await page.reload();
    await page.locator('article:visible').waitFor();
    await painted(page);
    expect(await page.getByRole('button', { name: 'Yes' }).textContent()).toBe('Yes a');
    expect(await hints(page)).toEqual(expect.arrayContaining(['?', 'c', 't', '0', 'x']));
    expect(await hints(page)).not.toContain('u');
    await pressOn(page, 'w');
    expect(await page.locator('.top .num').first().textContent()).toBe('0 of 6');
    expect(open.complaints).toEqual([]);
  });

  test('hears what a key did before it moved, and why some keys cannot be given; Escape stops the recording alone', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 1 }));
    await using open = await openPage();
    const { page } = open;
    await begin(page, review.link);
    await openSettings(page);
    await giveKey(page, 'would not show', 'y');
    expect(await said(page)).toBe(
      'y does this now. It was the key for “would show to a user”, which has no key now.',
    );
    await giveKey(page, 'pause', 'Backspace');
    expect(await said(page)).toBe(
      'Backspace does this now. It was the key for “undo, without limit”, which still has u, Ctrl+Z.',
    );
    await giveKey(page, 'redo', 'Tab');
    expect(await said(page)).toMatch(/^Tab moves between the buttons/);
    for (const key of ['Enter', 'F5', 'Control+w', 'Control+Shift+R', 'Alt+a']) {
      await page.keyboard.press(key);
      await page.waitForFunction(
        (name) => document.querySelector('.outcome:not(:empty)')?.textContent?.includes(name),
        key.startsWith('Alt') ? 'Alt' : key.replace('Control', 'Ctrl').replace('+w', '+W'),
      );
    }
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'press a key' }).waitFor({ state: 'detached' });
    expect(await page.getByRole('dialog').count()).toBe(1);
    await page.getByRole('button', { name: 'back to the default keys' }).press('Enter');
    await closeDialog(page);
    await pressOn(page, 'y', '3');
    expect(open.complaints).toEqual([]);
  });

  test('turns all keys off: letters do nothing, no hint is left, and every command has a button', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 1 }));
    await using open = await openPage();
    const { page } = open;
    await page.goto(review.link);
    await page.getByRole('button', { name: 'settings' }).click();
    await page.getByLabel('keys are on').press('Space');
    await closeDialog(page);
    expect(await page.locator('main kbd').allTextContents()).toEqual(['Enter']);
    for (const key of 'yn4xuctp') await page.keyboard.press(key);
    expect(await page.getByRole('button', { name: /Begin/ }).count()).toBe(1);
    await page.getByRole('button', { name: /Begin/ }).press('Enter');
    await page.locator('article:visible').waitFor();
    await painted(page);
    const item = await itemOf(page);
    for (const key of ['y', '4', 'x', 'c', 't', 'p', 'r', '/', '?', ',', 'Control+z', 'ArrowRight'])
      await page.keyboard.press(key);
    expect(await itemOf(page)).toBe(item);
    expect(await pressed(page, 'Yes')).toBe('false');
    expect(await page.locator('textarea, input, [role=dialog]').count()).toBe(0);
    expect(await hints(page)).toEqual([]);
    const command = async (name: string) => {
      await page.getByRole('button', { name: 'commands' }).click();
      await page.getByRole('dialog').getByRole('button', { name }).click();
      await page.getByRole('dialog', { name: 'Commands' }).waitFor({ state: 'detached' });
    };
    await command('flag for later');
    await page.getByText('flagged').waitFor();
    await command('note');
    await page.keyboard.type('my note');
    expect(await page.locator('textarea').inputValue()).toBe('my note');
    await page.keyboard.press('Escape');
    await command('next');
    await page.waitForFunction((was) => document.querySelector('article')?.dataset.item !== was, item);
    await command('pause');
    await page.getByText('Paused').waitFor();
    expect(open.complaints).toEqual([]);
  });
});

describe('while the settings are open', () => {
  test('the place, the draft and the note stay, no key rates, and the time does not count', async () => {
    const output = (i: number) => `${'line\n\n'.repeat(400)}${i}`;
    await using review = await startReview(await projectWithOutputs({ examples: 2, output }));
    await using open = await openPage();
    const { page } = open;
    await page.clock.install();
    const sent: number[] = [];
    page.on('request', (request) => {
      if (!request.url().endsWith('/api/events')) return;
      const { events } = request.postDataJSON() as { events: { activeMs?: number }[] };
      for (const { activeMs } of events) if (activeMs !== undefined) sent.push(activeMs);
    });
    await begin(page, review.link);
    await page.keyboard.press('y');
    await page.locator('.output').evaluate((pane) => pane.scrollTo(0, 500));
    const item = await itemOf(page);
    await openSettings(page);
    await page.clock.fastForward(80_000);
    await page.keyboard.press('4');
    await page.mouse.move(500, 300);
    await page.clock.fastForward(80_000);
    await closeDialog(page);
    expect(await itemOf(page)).toBe(item);
    expect(await pressed(page, 'Yes')).toBe('true');
    expect(await page.locator('.output').evaluate((pane) => pane.scrollTop)).toBe(500);
    await pressOn(page, '4');
    await page.locator('.save.saved').waitFor();
    await expect.poll(() => sent).toHaveLength(1);
    expect(sent[0]).toBeLessThan(60_000);
  });

  test('a pause stays a pause', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 1 }));
    await using open = await openPage();
    const { page } = open;
    await begin(page, review.link);
    await page.keyboard.press('p');
    await page.getByText('Paused').waitFor();
    await openSettings(page);
    await closeDialog(page);
    expect(await page.getByText('Paused').count()).toBe(1);
  });
});

describe('settings', () => {
  test('that another version or a fault wrote are dropped, and the page opens', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 1 }));
    await using open = await openPage();
    const { page } = open;
    await begin(page, review.link);
    await page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const request = indexedDB.open('fieldtest settings');
          request.onerror = () => reject(request.error);
          request.onsuccess = () => {
            const transaction = request.result.transaction('settings', 'readwrite');
            transaction.objectStore('settings').put({ theme: 7, keys: { y: 'explode', n: 'yes' } }, 'all');
            transaction.oncomplete = () => resolve();
          };
        }),
    );
    await page.reload();
    await page.getByRole('button', { name: /Begin/ }).press('Enter');
    await page.locator('article:visible').waitFor();
    await painted(page);
    expect(await page.getByRole('button', { name: 'Yes' }).textContent()).toBe('Yes y');
    await page.keyboard.press('n');
    expect(await pressed(page, 'Yes')).toBe('true');
    expect(open.complaints).toEqual([]);
  });

  test('work where the browser keeps nothing, and say that they will not last', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 1 }));
    await using open = await openPage();
    const { page } = open;
    await page.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', {
        get() {
          throw new DOMException('forbidden', 'SecurityError');
        },
      });
    });
    await begin(page, review.link);
    await openSettings(page);
    await giveKey(page, 'would show to a user', 'a');
    await page.getByText('This browser keeps nothing').waitFor();
    await closeDialog(page);
    await page.keyboard.press('a');
    expect(await pressed(page, 'Yes')).toBe('true');
  });

  test('open while the server is gone; where they were not loaded yet the page says so and rating goes on', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 1 }));
    await using open = await openPage();
    const { page } = open;
    const loaded = Promise.all([/overlay.*\.css/, /overlay.*\.js/].map((file) => page.waitForResponse(file)));
    await begin(page, review.link);
    for (const response of await loaded) await response.finished();
    await review.kill();
    await openSettings(page);
    await closeDialog(page);

    await using other = await openPage();
    await other.page.route(/overlay.*\.js/, (route) => route.abort());
    await begin(other.page, await review.restart());
    await other.page.keyboard.press(',');
    await other.page.getByText('This needs the server').waitFor();
    await pressOn(other.page, 'y', '3');
  });
});
