/// <reference lib="dom" />
/** What a rater asks for comes into sight, however long the texts are, and what was put off is offered again. */
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { begin, rate } from '../fixtures/by-keyboard.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

const LONG = (word: string) => Array.from({ length: 400 }, (_, i) => `${word} ${i}`).join('\n\n');
const RATE = 'rate: { guide: "Say no to whatever is wrong." }\n';

test('the guideline below a long input is one key away, and folds when it is seen', async () => {
  await using review = await startReview(
    await projectWithOutputs({ examples: 2, input: (i) => LONG(`asked ${i}`), rate: RATE }),
  );
  await using open = await openPage();
  const { page } = open;
  await begin(page, review.link);
  const guide = page.getByText('Say no to whatever is wrong.');
  expect(await guide.evaluate(inSight)).toBe(false);
  await page.keyboard.press('g');
  await expect.poll(() => guide.evaluate(inSight)).toBe(true);
  await page.keyboard.press('g');
  await expect.poll(() => guide.count()).toBe(0);
  await page.getByRole('region', { name: 'Input' }).evaluate((pane) => pane.scrollTo(0, 0));
  await page.keyboard.press('g');
  await expect.poll(() => guide.evaluate(inSight)).toBe(true);
  expect(open.complaints).toEqual([]);
});

test('on a phone the guideline comes also while the output is there', async () => {
  await using review = await startReview(
    await projectWithOutputs({ examples: 2, input: (i) => LONG(`asked ${i}`), rate: RATE }),
  );
  await using open = await openPage({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  });
  const { page } = open;
  await begin(page, review.link);
  await page.keyboard.press('g');
  await expect.poll(() => page.getByText('Say no to whatever is wrong.').evaluate(inSight)).toBe(true);
  expect(open.complaints).toEqual([]);
});

test('a word that is sought far below comes into sight', async () => {
  await using review = await startReview(
    await projectWithOutputs({ examples: 2, output: () => LONG('said') }),
  );
  await using open = await openPage();
  const { page } = open;
  await begin(page, review.link);
  await page.keyboard.press('/');
  await page.keyboard.type('said 377');
  await expect.poll(() => page.locator('mark:visible').first().evaluate(inSight)).toBe(true);
});

test('what was flagged for later is offered at the end, and can be rated anew', async () => {
  await using review = await startReview(await projectWithOutputs({ examples: 1 }));
  await using open = await openPage();
  const { page } = open;
  await begin(page, review.link);
  await page.keyboard.press('f');
  await page.getByText('flagged').waitFor();
  for (let i = 0; i < 3; i++) await rate(page, 'y', '4');
  await page.getByText('3 of 3 rated in a minute.').waitFor();
  await page.getByText('You flagged an output for later:').waitFor();
  await page.getByRole('button', { name: 'look at it again' }).click();
  await page.getByText('flagged', { exact: true }).waitFor();
  await rate(page, 'n', '1');
  await page.getByText('All rated').waitFor();
  expect(open.complaints).toEqual([]);
});

function inSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  const at = document.elementFromPoint(
    element.getBoundingClientRect().left + 4,
    (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2,
  );
  return at !== null && (element.contains(at) || at.contains(element));
}
