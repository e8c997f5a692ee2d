/// <reference lib="dom" />
/** A view that fails takes nothing with it: the rater reads the text as it was written, and rates. */
import { afterAll, expect, test } from 'vitest';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { seeDecision } from '../fixtures/rating.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';
import { scriptedRater } from '../fixtures/scripted-rater.ts';

afterAll(closeBrowser);

const MARKDOWN = (example: number, candidate: string) =>
  `# answer ${example} in manner ${candidate.charCodeAt(0)}\n\n- **one**\n- two\n`;

test.each([
  ['whose code does not arrive', undefined],
  ['that throws', 'export function MarkdownView() { throw new Error("the view is broken"); }'],
])('a view %s is replaced by the text, and comes back when it can', async (_what, body) => {
  await using review = await startReview(await projectWithOutputs({ examples: 2, output: MARKDOWN }));
  await using open = await openPage();
  const rater = scriptedRater(open.context);
  await open.page.close();
  await open.context.route('**/assets/markdown-view*', async (route) =>
    body === undefined ? await route.abort() : await route.fulfill({ contentType: 'text/javascript', body }),
  );
  await rater.open(review.link);
  const article = rater.page.locator('article:visible');
  await article.getByText('this view cannot be shown now').waitFor();
  expect(await article.textContent()).toContain('# answer ');
  expect(await article.textContent()).toContain('**one**');
  await rater.answer(true, 4);
  await rater.allSaved();
  if (body === undefined) {
    await open.context.unroute('**/assets/markdown-view*');
    const heading = article.getByRole('heading');
    const shown = () =>
      heading.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
    // What was being fetched for the next one may still fail; the one after that asks again.
    do await rater.answer(true, 3);
    while (!(await shown()) && (await article.count()) > 0);
    expect(await heading.isVisible()).toBe(true);
  }
});

test('a list of keys that does not arrive, and a decision that does not, leave the rater where they were', async () => {
  await using review = await startReview(await projectWithOutputs({ examples: 1 }));
  await using open = await openPage();
  const rater = scriptedRater(open.context);
  await open.page.close();
  await open.context.route(/assets\/(overlay|after-.*js)/, async (route) => await route.abort());
  await rater.open(review.link);
  await rater.page.keyboard.press('?');
  for (let i = 0; i < 3; i++) await rater.answer(true, 4);
  await rater.allSaved();
  await rater.page.keyboard.press('Enter');
  await rater.page.getByRole('heading', { name: 'The decision cannot be shown' }).waitFor();
  await open.context.unrouteAll();
  await rater.page.reload();
  await seeDecision(rater.page);
});
