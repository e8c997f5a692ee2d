/// <reference lib="dom" />
/** Every screen can be read and used by everybody: light, dark, in forced colours, in both directions, on every width. */
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { violationsOn } from '../fixtures/axe.ts';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { jsonl } from '../fixtures/project.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';
import { scriptedRater } from '../fixtures/scripted-rater.ts';

afterAll(closeBrowser);

const LOOKS = [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'active' },
] as const;
const WIDTHS = [1440, 768, 320];
/** The screen on which the input is looked at alone as well. */
const INPUT_TOO = 'rate, markdown';
const DIRECTIONS = ['ltr', 'rtl'] as const;

/** Every look on every width in both directions; else those of `isTried`. */
const ALL = process.env.FIELDTEST_ALL_LOOKS !== undefined;

/** All looks on the widest, forced colours on the narrowest the other way round: whether anything is cut off is looked at everywhere. */
function isTried(width: number, dir: string, forcedColors: string): boolean {
  if (width === 1440) return dir === 'ltr';
  return width === 320 && dir === 'rtl' && forcedColors === 'active';
}

/** Markdown, JSON, a table, and what breaks none of them. */
const TEXTS = [
  '# A heading\n\n- one\n- **two**\n\n| a | b |\n|-|-|\n| 1 | 2 |\n\n```js\nconst x = 1;\n```\n',
  JSON.stringify({ name: 'x', list: [1, 2, { deep: true }], text: 'long '.repeat(40) }),
  'name,count,share\nalpha,1,2%\nbeta,22,3%\ngamma,333,4%\n',
];

/** What is wrong with the screen as it is now, in every look. */
async function faults(page: Page, screen: string): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    for (const dir of DIRECTIONS) {
      await page.evaluate((value) => {
        document.documentElement.dir = value;
      }, dir);
      const where = `${screen} ${width} ${dir}`;
      const wide = await page.evaluate(() => {
        const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
        const out = [...document.querySelectorAll('body *')].find((element) => {
          const { left, right } = element.getBoundingClientRect();
          return left < -0.5 || right > innerWidth + 0.5;
        });
        return over > 0 ? `${over} px wider than the page, by ${out?.outerHTML.slice(0, 200)}` : '';
      });
      if (wide !== '') found.add(`${where}: ${wide}`);
      // On the narrowest the panes take turns.
      const input = page.locator('.pane-choice button', { hasText: 'Input' });
      if (screen === INPUT_TOO && width === 320) {
        await input.click();
        for (const one of await violationsOn(page)) found.add(`${where}, input: ${one}`);
      }
      // Where the output is not there yet; elsewhere a click would end the note or the tags.
      const output = page.locator('.pane-choice button[aria-pressed="false"]', { hasText: 'Output' });
      if ((await output.isVisible()) && (await page.locator('.field, [role=dialog]').count()) === 0)
        await output.click();
      for (const look of LOOKS.filter(({ forcedColors }) => ALL || isTried(width, dir, forcedColors))) {
        await page.emulateMedia(look);
        for (const one of await violationsOn(page))
          found.add(`${where} ${look.colorScheme} ${look.forcedColors}: ${one}`);
      }
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.evaluate(() => document.documentElement.removeAttribute('dir'));
  return [...found];
}

test('the machine that looks for faults finds those of a page that has some', async () => {
  await using open = await openPage();
  await open.page.setContent('<img src="data:,"><p style="color: #ccc">Too pale to be read</p>');
  const found = await violationsOn(open.page);
  expect(found).toContainEqual(expect.stringMatching(/^image-alt /));
  expect(found).toContainEqual(expect.stringMatching(/^color-contrast /));
});

test('no screen has a fault that a machine can find, in any look', { timeout: 900_000 }, async () => {
  const project = await projectWithOutputs({
    examples: 1,
    reference: () => 'the right answer',
    output: (_, candidate) => TEXTS[['alpha', 'beta', 'gamma'].indexOf(candidate)]!,
    rate: 'rate: { guide: "Rate **honestly**." }\n',
  });
  await using review = await startReview(project);
  await using open = await openPage();
  const { page } = open;
  const found: string[] = [];
  const check = async (screen: string) => void found.push(...(await faults(page, screen)));
  await page.goto(review.link);
  await page.getByRole('button', { name: /Begin/ }).waitFor();
  await check('welcome');
  await page.keyboard.press('Enter');
  const article = page.locator('article:visible');
  for (let i = 0; i < 3; i++) {
    await article.waitFor();
    const item = await article.getAttribute('data-item');
    if (i === 0) await page.keyboard.press('r');
    const modes = page.locator('.output .modes button');
    for (let m = 0; m < (await modes.count()); m++) {
      await modes.nth(m).click();
      const mode = await article.locator('.text-view').getAttribute('data-mode');
      if (i === 0 || mode === 'json' || mode === 'table') await check(`rate, ${mode}`);
    }
    if (i === 0) {
      for (const [key, name] of [
        ['c', 'note'],
        ['t', 'tags'],
        ['/', 'find'],
      ] as const) {
        await page.locator('body').press(key);
        await page.locator('.field').waitFor();
        if (name === 'tags') {
          await page.keyboard.type('too vague');
          await page.keyboard.press('Enter');
        }
        await check(name);
        await page.locator('.field').locator('input, textarea').press('Escape');
        await page.locator('.field').waitFor({ state: 'detached' });
      }
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
      await check('keys');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('p');
      await page.getByRole('heading', { name: 'Paused' }).waitFor();
      await check('paused');
      await page.keyboard.press('Enter');
      await article.waitFor();
    }
    while ((await article.getAttribute('data-item', { timeout: 2_000 }).catch(() => null)) === item) {
      await page.keyboard.press('y');
      await page.keyboard.press('3');
      await page.waitForTimeout(50);
      if ((await article.count()) === 0) break;
    }
  }
  await page.getByText('All rated').waitFor();
  await check('done');
  await project.write('more.jsonl', jsonl([{ id: 'late', input: 'a late question' }]));
  await project.run('examples', 'import', 'more.jsonl');
  await project.write('late.jsonl', jsonl([{ example: 'late', candidate: 'alpha', output: 'late' }]));
  await project.run('outputs', 'import', 'late.jsonl');
  await page.getByRole('button', { name: /See the decision/ }).press('Enter');
  await page.getByText('is still missing').waitFor();
  await check('early reveal');
  await page.getByRole('button', { name: /all the same/ }).click();
  await page.getByRole('heading', { name: 'How this could be wrong' }).waitFor();
  await check('decision');
  for (const section of ['Outputs', 'Failures', 'Disagreements', 'Examples']) {
    await page.getByRole('navigation').getByRole('link', { name: section }).click();
    await page.getByRole('heading', { name: section, exact: true }).waitFor();
    await page.getByText('Loading').waitFor({ state: 'detached' });
    await check(section);
  }
  await page.getByRole('navigation').getByRole('link', { name: 'Outputs' }).click();
  await page.getByRole('link', { name: 'alpha on e0' }).click();
  await page.getByRole('heading', { name: 'alpha on e0' }).waitFor();
  await check('one output');
  await page.goto(`${new URL(review.link).origin}/#${'0'.repeat(64)}`);
  await page.getByRole('heading', { name: 'This link does not open the review' }).waitFor();
  await check('stale link');
  await page.route('**/api/**', (route) => route.abort());
  await page.goto(review.link);
  await page.getByRole('heading', { name: 'The server does not answer' }).waitFor();
  await check('server away');
  expect(found).toEqual([]);
  expect(open.complaints).toEqual([]);
});

test('the offer of a break can be read and used by everybody', { timeout: 300_000 }, async () => {
  await using review = await startReview(await projectWithOutputs({ examples: 21 }));
  await using open = await openPage();
  const rater = scriptedRater(open.context);
  await rater.open(review.link);
  while ((await rater.page.getByText('Time for a break?').count()) === 0) await rater.answer(true, 3);
  expect(await faults(rater.page, 'break')).toEqual([]);
});
