/// <reference lib="dom" />
/** The checks on the decision's page: a section of its own, readable by everybody, on a phone too. */
import { afterAll, expect, test } from 'vitest';
import { expectNoFault } from '../fixtures/axe.ts';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { rateAll, seeDecision, taste } from '../fixtures/rating.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

test('an expert who has rated all sees how often each candidate passed each check, and who is out', async () => {
  await using review = await startReview(
    await projectWithOutputs({
      examples: 3,
      reference: () => 'yes',
      rate: 'checks:\n  - { mustNotInclude: manner 103, gate: true }\n  - { label: [yes, no] }\n  - { maxWords: 9, name: "<b>short</b>\\e[31m" }\n',
    }),
  );
  await using open = await openPage();
  const { page } = open;
  await rateAll(page, review.link, taste);
  expect(await page.getByText('manner 103, gate').count()).toBe(0);
  await seeDecision(page);
  const section = page.getByRole('region', { name: 'Automatic checks' });
  const tables = section.getByRole('table');
  expect(await tables.count()).toBe(3);
  const rows = await tables.first().locator('tbody tr').allTextContents();
  expect(rows.map((row) => row.replace(/\s+/g, ' '))).toEqual([
    expect.stringMatching(/^alpha 3 of 3\s?100 % 44 to 100\s?tied/),
    expect.stringMatching(/^beta 3 of 3/),
    expect.stringMatching(/^gamma under the gate\s?0 of 3\s?0 % 0 to 56\s?−100\.0/),
  ]);
  expect(await section.getByRole('listitem').allTextContents()).toEqual([
    '"yes" taken for none of the labels: alpha 3, beta 3, gamma 3',
  ]);
  expect(await tables.last().locator('caption').textContent()).toContain('<b>short</b>\\u{1b}[31m');
  const compared = page.getByRole('table', { name: /^Compared on the same examples/ });
  expect(await compared.getByRole('rowheader').allTextContents()).toEqual([
    'alpha vs beta',
    'alpha vs gamma',
    'beta vs gamma',
  ]);
  await expectNoFault(page, 'the decision with checks');
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoFault(page, 'the same on a phone');
  expect(open.complaints).toEqual([]);
});
