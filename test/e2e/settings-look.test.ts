/// <reference lib="dom" />
/** The settings by eye: colours and text size, forced colours, narrow and wide, and from right to left. */
import { afterAll, describe, expect, test } from 'vitest';
import { expectNoFault } from '../fixtures/axe.ts';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { begin, openForKeys as painted, rate as pressOn } from '../fixtures/by-keyboard.ts';
import { closeDialog, openSettings, type Page } from '../fixtures/rating-page.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

const check = (page: Page, screen: string) => expectNoFault(page, screen, ['wcag22aa']);

test('the chosen colours and text size win over the system, on every screen, before anything is drawn', async () => {
  await using review = await startReview(await projectWithOutputs({ examples: 1 }));
  await using open = await openPage({ colorScheme: 'light' });
  const { page } = open;
  await page.addInitScript(() => {
    const seen = new MutationObserver(() => {
      if (document.querySelector('main') === null) return;
      sessionStorage.setItem('first theme', document.documentElement.dataset.theme ?? 'none');
      seen.disconnect();
    });
    seen.observe(document, { childList: true, subtree: true });
  });
  const look = () =>
    page.evaluate(() => {
      const { backgroundColor, fontSize } = getComputedStyle(document.body);
      return [backgroundColor, fontSize];
    });
  await begin(page, review.link);
  const light = await look();
  await openSettings(page);
  await page.getByLabel('dark').press('Space');
  await page.getByLabel('large').press('Space');
  const dark = await look();
  expect(light).toEqual(['rgb(251, 250, 247)', '16px']);
  expect(dark).toEqual(['rgb(22, 22, 20)', '20px']);
  await check(page, 'dark and large settings');
  await closeDialog(page);
  for (let i = 0; i < 3; i++) await pressOn(page, 'y', '3');
  await page.getByText('All rated').waitFor();
  expect(await look()).toEqual(dark);
  await page.reload();
  await page.getByText('All rated').waitFor();
  expect(await look()).toEqual(dark);
  expect(await page.evaluate(() => sessionStorage.getItem('first theme'))).toBe('dark');
  await page.emulateMedia({ colorScheme: 'dark' });
  await openSettings(page);
  await page.getByLabel('light', { exact: true }).press('Space');
  expect(await look()).toEqual(['rgb(251, 250, 247)', '20px']);
  expect(open.complaints).toEqual([]);
});

/** Every width in every colours with FIELDTEST_ALL_LOOKS; else each of them once. */
const ALL = process.env.FIELDTEST_ALL_LOOKS !== undefined;
const WIDTHS = { light: [320], dark: [768], forced: [1440] } as const;

describe.each(['light', 'dark', 'forced'] as const)('in %s colours', (colours) => {
  test.each(ALL ? [320, 768, 1440] : WIDTHS[colours])(
    'the settings of a page of %i pixels can be used with a screen reader',
    async (width) => {
      await using review = await startReview(
        await projectWithOutputs({ examples: 1, reference: () => 'the right answer' }),
      );
      await using open = await openPage({
        viewport: { width, height: 800 },
        ...(colours === 'forced'
          ? { forcedColors: 'active' as const, colorScheme: 'dark' as const }
          : { colorScheme: colours }),
      });
      const { page } = open;
      await begin(page, review.link);
      await page.keyboard.press('y');
      await check(page, 'rate');
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Commands' }).waitFor();
      await check(page, 'commands');
      await page.getByRole('button', { name: 'settings' }).press('Enter');
      await page.getByRole('dialog', { name: 'Settings' }).waitFor();
      await check(page, 'settings');
      await page.getByRole('button', { name: 'add a key for redo' }).press('Enter');
      await page.keyboard.press('F5');
      await page.getByText('keep F5').waitFor();
      await check(page, 'a refused key');
      expect(open.complaints).toEqual([]);
    },
  );
});

test('in forced colours what is chosen, where one is and what is saved are told by more than colour', async () => {
  await using review = await startReview(await projectWithOutputs({ examples: 1 }));
  await using open = await openPage({ forcedColors: 'active' });
  const { page } = open;
  await begin(page, review.link);
  await pressOn(page, 'y', '4');
  await page.keyboard.press('n');
  await page.locator('.save.saved').waitFor();
  const style = (selector: string, pseudo?: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, of) => {
        const { outlineStyle, outlineWidth, backgroundColor } = getComputedStyle(element, of);
        return { outline: `${outlineStyle} ${outlineWidth}`, backgroundColor };
      }, pseudo);
  expect((await style('.choice[aria-pressed="true"]')).outline).toBe('solid 3px');
  expect((await style('.choice[aria-pressed="false"]')).outline).not.toBe('solid 3px');
  expect((await style('.dots i.now')).outline).toBe('solid 2px');
  const [done, open_] = [await style('.dots i.done'), await style('.dots i:not(.done, .now)')];
  expect(done.backgroundColor).not.toBe(open_.backgroundColor);
  const filled = await style('.save', '::before');
  await page.locator('.save').evaluate((element) => element.classList.remove('saved'));
  expect((await style('.save', '::before')).backgroundColor).not.toBe(filled.backgroundColor);
});

test.each([1440, 360])(
  'a page of %i pixels works from right to left: panes mirror, nothing is cut off',
  async (width) => {
    await using review = await startReview(
      await projectWithOutputs({
        examples: 1,
        reference: () => 'התשובה הנכונה',
        input: () => 'מה השעה?',
        output: (i, name) => `# שלום ${name}\n\n- אחת ${i}\n\n| a | b |\n|---|---|\n| 1 | 2 |`,
      }),
    );
    await using open = await openPage({ viewport: { width, height: 800 } });
    const { page } = open;
    await page.addInitScript(() => {
      addEventListener('DOMContentLoaded', () => {
        document.documentElement.dir = 'rtl';
      });
    });
    const cutOff = () =>
      page.evaluate(() =>
        [...document.querySelectorAll('body *')]
          .filter((element) => {
            const { left, right, width } = element.getBoundingClientRect();
            const scrolls = element.closest('.scroll') !== null;
            return !scrolls && width > 1 && (left < -1 || right > document.documentElement.clientWidth + 1);
          })
          .map(({ tagName, className }) => `${tagName}.${className}`),
      );
    await begin(page, review.link);
    await page.keyboard.press('r');
    await painted(page);
    const edge = async (selector: string) => (await page.locator(selector).boundingBox())!.x;
    if (width > 760) expect(await edge('.input')).toBeGreaterThan(await edge('.output'));
    expect(await edge('.top .task')).toBeGreaterThan(await edge('.top .right'));
    expect(await cutOff()).toEqual([]);
    await check(page, 'rate');
    await openSettings(page);
    expect(await edge('.bound-key >> nth=0')).toBeGreaterThan(await edge('.bindings .add >> nth=0'));
    expect(await cutOff()).toEqual([]);
    await check(page, 'settings');
    expect(open.complaints).toEqual([]);
  },
);
