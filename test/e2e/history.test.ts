/// <reference lib="dom" />
/** The history: a team looks back on what it decided, and at what changed, in the terminal and in the browser. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { TaskHistory } from '../../src/core/history/history.ts';
import { expectNoFault } from '../fixtures/axe.ts';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { measure, recordedConfig } from '../fixtures/measured.ts';
import { freshProject, type Project } from '../fixtures/project.ts';
import { seeDecision } from '../fixtures/rating.ts';
import { startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

/** Two decisions: a model left and another came, and so did some of the examples. */
async function twoDecisions(): Promise<Project> {
  const project = await freshProject({
    'fieldtest.yaml': recordedConfig(['old', 'new']),
    'none.jsonl': '',
  });
  expect(await project.run('history')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('fieldtest status'),
  });
  const costs = { old: 0.003, new: 0.004, newest: 0.005 };
  await measure(project, { examples: [0, 20], ratings: { old: 3, new: 4 }, costs });
  await project.write('fieldtest.yaml', recordedConfig(['new', 'newest']));
  await measure(project, { examples: [6, 26], ratings: { new: 4, newest: 5 }, costs });
  return project;
}

test('decisions, what changed between them, and every model on the set of today', async () => {
  await using project = await twoDecisions();
  const { stdout } = await project.run('history');
  expect(stdout).toMatch(/^1 +\d{4}-\d\d-\d\d +20 +ship new +4\.0/m);
  expect(stdout).toContain('2: models: newest is new, old is gone; examples: 6 added, 6 retired, 14 shared');
  expect(stdout).toMatch(/^old +old +\S+ +\d\.\d \(.*\) +in 1, ±0\.\d\d +\$3\.00$/m);
  expect(stdout).toContain('old by 14 of 20');

  const history = await project.json<TaskHistory>('history');
  expect(history.models.map(({ name, score }) => [name, score?.kind])).toEqual([
    ['old', 'linked'],
    ['new', 'direct'],
    ['newest', 'direct'],
  ]);
  expect((await project.run('history', '2', '1')).stdout).toMatch(
    /models: old is gone[\s\S]*do not stand beside/,
  );
  expect((await project.run('history', '1')).stdout).toMatch(/^Decision 1, [\s\S]*Ship new: /);
  await project.run('history', '--report', 'h.html', 'h.md');
  expect(await project.read('h.html')).toMatch(/<svg[\s\S]*id="decision-2"/);
  expect(await project.read('h.md')).toMatch(/^## Your benchmark over time\n[\s\S]*\| old \| old \|/);
  expect((await project.run('history', '--report', 'h.doc')).code).toBe(2);
  expect((await project.run('history', '7')).stderr).toContain('the last one is 2');
  expect((await project.run('history', '0')).code).toBe(2);
});

test('the report on a phone has all of every chart and table in sight, with nothing to scroll sideways', async () => {
  await using project = await twoDecisions();
  await project.run('history', '--report', 'h.html');
  await using open = await openPage({ viewport: { width: 390, height: 800 } });
  const { page } = open;
  await page.goto(pathToFileURL(join(project.dir, 'h.html')).href);
  const cut = () =>
    page
      .locator('svg text:visible, td:visible, tbody th:visible')
      .evaluateAll((all) =>
        all.filter((one) => one.getBoundingClientRect().right > innerWidth).map((one) => one.textContent),
      );
  expect(await cut()).toEqual([]);
  expect(await page.locator('svg:visible').count()).toBe(2);
  await page.getByRole('link', { name: 'its row' }).click();
  expect(
    await page.locator('tr:target').evaluate((row) => row.querySelector('td')!.getAttribute('data-head')),
  ).toBe('Date');
  await expectNoFault(page, 'report on a phone');
  await page.setViewportSize({ width: 1200, height: 800 });
  expect(await cut()).toEqual([]);
  expect(await page.locator('svg:visible').count()).toBe(2);
});

test('the same in the browser, where a mark of a chart leads to its decision', async () => {
  await using review = await startReview(await twoDecisions());
  await using open = await openPage();
  const { page } = open;
  await page.goto(review.link);
  await seeDecision(page);
  await page.getByRole('navigation').getByRole('link', { name: 'History' }).click();
  await page.getByRole('heading', { name: 'Quality of each model, where it entered' }).waitFor();
  await expect.poll(() => page.locator('svg').count()).toBe(2);
  expect(await page.locator('svg desc').first().textContent()).toMatch(
    /old \d\.\d \(.*\) since \S+ \(linked\)/,
  );
  await expectNoFault(page, 'history');
  await page.getByRole('link', { name: /^2, / }).click();
  await page.getByText('models: old is gone').waitFor();
  await expectNoFault(page, 'two decisions');
  await page
    .locator('svg')
    .first()
    .getByRole('link', { name: /^old: / })
    .click();
  await page.getByRole('region', { name: 'Decision 1' }).getByText('ship new').waitFor();
  await page.getByLabel('Decision 1 beside').selectOption('2');
  await page.getByText('examples: 6 added, 6 retired, 14 shared', { exact: true }).waitFor();
  expect(open.complaints).toEqual([]);
});
