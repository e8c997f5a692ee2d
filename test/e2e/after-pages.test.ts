/// <reference lib="dom" />
/** What can be seen from the decision on: outputs, failures, disagreements, and why each example was picked. */
import { afterAll, describe, expect, test } from 'vitest';
import { expectNoFault } from '../fixtures/axe.ts';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { jsonl, type Project } from '../fixtures/project.ts';
import { ask, type Page, rateAll, seeDecision, taste } from '../fixtures/rating.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

const go = (page: Page, section: string) =>
  page.getByRole('navigation').getByRole('link', { name: section }).click();
const found = (page: Page, words: string) =>
  page.getByRole('status').getByText(words, { exact: true }).waitFor();

describe('an expert who has rated all', () => {
  test('finds an output again by its text or by whose it is, and reads it beside its input', async () => {
    await using review = await startReview(
      await projectWithOutputs({ examples: 3, reference: (i) => `reference ${i}` }),
    );
    await using open = await openPage();
    const { page } = open;
    await rateAll(page, review.link, taste);
    await seeDecision(page);
    await go(page, 'Outputs');
    await found(page, '9 of 9');
    await page.getByLabel('Candidate').selectOption('gamma');
    await found(page, '3 of 9');
    await page.getByLabel('Candidate').selectOption('');
    await page.getByLabel('Would show').selectOption('no');
    await found(page, '3 of 9');
    await page.getByLabel('Would show').selectOption('');
    await page.getByLabel('Find').fill('ANSWER 1 in manner 98');
    await found(page, '1 of 9');
    await page.getByRole('link', { name: 'beta on e1' }).click();
    await page.getByRole('heading', { name: 'beta on e1' }).waitFor();
    expect(await page.getByRole('region', { name: 'Input' }).textContent()).toContain('question 1');
    expect(await page.getByRole('region', { name: 'Output' }).textContent()).toContain(
      'answer 1 in manner 98',
    );
    await page.getByText('rated 3, would show').waitFor();
    // Who comes back finds what they had sought.
    await page.goBack();
    await found(page, '1 of 9');
    expect(await page.getByLabel('Find').inputValue()).toBe('ANSWER 1 in manner 98');
    await page.getByLabel('Find').fill('');
    await found(page, '9 of 9');
    await page.setViewportSize({ width: 1440, height: 300 });
    const last = page.getByRole('link', { name: 'gamma on e2' });
    await last.click();
    await page.getByRole('heading', { name: 'gamma on e2' }).waitFor();
    await page.goBack();
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(200);
    await expect.poll(() => last.evaluate((link) => link === document.activeElement)).toBe(true);
    expect(open.complaints).toEqual([]);
  });

  test('sees what went wrong by tag and candidate, and every output that should not be shown', async () => {
    const project = await projectWithOutputs({ examples: 3 });
    await using review = await startReview(project);
    await using open = await openPage();
    const { page } = open;
    await rateAll(page, review.link, taste);
    await tag(project, 'ann');
    await seeDecision(page);
    await go(page, 'Failures');
    await page.getByRole('heading', { name: 'Not to be shown to a user: 3' }).waitFor();
    expect(await page.locator('tbody tr').allTextContents()).toEqual(['too vague012', 'rude001']);
    await page.getByText('names no year').first().waitFor();
    await page.getByRole('link', { name: 'too vague' }).click();
    await found(page, '3 of 9');
    await go(page, 'Failures');
    await page.getByRole('link', { name: 'gamma on e2' }).click();
    await page.getByRole('heading', { name: 'gamma on e2' }).waitFor();
    expect(open.complaints).toEqual([]);
  });

  test('sees what was picked and why', async () => {
    const project = await projectWithOutputs({ examples: 2 });
    await project.write(
      'more.jsonl',
      jsonl([
        { id: 'edge', input: 'an edge', slices: ['length:long'], weight: 12.5 },
        { id: 'kept', input: 'a secret question', split: 'holdout' },
      ]),
    );
    await project.run('examples', 'import', 'more.jsonl');
    await using review = await startReview(project);
    await using open = await openPage();
    const { page } = open;
    await rateAll(page, review.link, taste);
    await seeDecision(page);
    await go(page, 'Examples');
    await page.getByText('4 in the set, 1 of them held out.').waitFor();
    const edge = page.getByRole('listitem').filter({ hasText: 'an edge' });
    expect(await edge.textContent()).toContain('length:long');
    expect(await edge.textContent()).toContain('stands for 12.5 records');
    // What is held out is not read by accident.
    expect((await ask(review, 'GET', '/api/examples')).text).not.toContain('secret');
    expect(open.complaints).toEqual([]);
  });
});

/** Tags and a note, as another tool would hand them over. */
async function tag(project: Project, rater: string): Promise<void> {
  const row = (example: string, candidate: string, tags: readonly string[]) => ({
    example,
    candidate,
    rater,
    rating: 1,
    acceptable: candidate !== 'gamma',
    note: 'names no year',
    tags,
    at: '2999-01-01T00:00:00Z',
  });
  await project.write(
    'tags.jsonl',
    jsonl([
      row('e0', 'beta', ['too vague']),
      row('e0', 'gamma', ['too vague']),
      row('e1', 'gamma', ['too vague', 'rude']),
    ]),
  );
  const { code, stderr } = await project.run('ratings', 'import', 'tags.jsonl');
  expect(code, stderr).toBe(0);
}

test('two raters see where they differ, and neither sees the other’s ratings before both are done', async () => {
  const project = await projectWithOutputs({ examples: 4 });
  await using ann = await startReview(project, 'ann');
  await using open = await openPage();
  const { page } = open;
  await rateAll(page, ann.link, taste);
  await page.getByText('Everything is saved.').waitFor();
  const bo = await startReview(project, 'bo');
  try {
    // Bo is asked for a fifth of the examples; Ann is done, so nothing else is missing.
    await ask(bo, 'GET', '/api/session');
    expect(JSON.parse((await ask(bo, 'POST', '/api/reveal', {})).text)).toMatchObject({ missing: 3 });
    await ask(bo, 'POST', '/api/reveal', { early: true });
    expect((await ask(bo, 'GET', '/api/outputs')).text).not.toContain('"ann"');
    const decision = (await ask(bo, 'GET', '/api/decision')).text;
    expect(decision).not.toContain('"ann"');
    expect(JSON.parse(decision)).toMatchObject({ evidence: null });
    await seeDecision(page);
    await go(page, 'Disagreements');
    await page.getByText('A rater is not done yet.').waitFor();
    await using second = await openPage();
    await rateAll(second.page, bo.link, (text) => (text.includes('manner 97') ? ['n', '1'] : taste(text)));
    await second.page.getByText('Everything is saved.').waitFor();
    await page.reload();
    await page.getByText(/^ann and bo agree to/).waitFor();
    const rows = page.getByRole('listitem');
    expect(await rows.count()).toBe(1);
    expect(await rows.textContent()).toMatch(
      /alpha on .*ann: rated 5, would show.*bo: rated 1, would not show/,
    );
    expect(open.complaints).toEqual([]);
  } finally {
    await bo.kill();
  }
});

test('the list of examples may be seen before, and names no candidate', async () => {
  await using review = await startReview(
    await projectWithOutputs({
      examples: 2,
      candidates: ['canary-alpha-7', 'canary-beta-8'],
      input: (i) => `${i} asked of canary-alpha-7 ${'x'.repeat(i === 0 ? 190 : 215)} canary-beta-8`,
    }),
  );
  const answer = await ask(review, 'GET', '/api/examples');
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('asked of');
  expect(answer.text).not.toContain('canary');
});

describe.each([
  ['light', 1440],
  ['dark', 768],
  ['light', 320],
] as const)('in a %s page of %i pixels', (colorScheme, width) => {
  test('everything after the reveal can be used with a screen reader, and nothing is wider than the page', async () => {
    const project = await projectWithOutputs({ examples: 2 });
    await using review = await startReview(project);
    await using open = await openPage({ colorScheme, viewport: { width, height: 800 } });
    const { page } = open;
    const check = (screen: string) => expectNoFault(page, screen);
    await rateAll(page, review.link, taste);
    await tag(project, 'bo');
    await page.getByRole('button', { name: /See the decision/ }).waitFor();
    await check('done');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'How this could be wrong' }).waitFor();
    await check('decision');
    for (const section of ['Outputs', 'Failures', 'Disagreements', 'Examples', 'Health']) {
      await go(page, section);
      await page.getByRole('heading', { name: section, exact: true }).waitFor();
      await page.getByText('Loading').waitFor({ state: 'detached' });
      await check(section);
    }
    await go(page, 'Outputs');
    await page.getByRole('link', { name: 'alpha on e0' }).click();
    await page.getByRole('heading', { name: 'alpha on e0' }).waitFor();
    await check('output');
    expect(open.complaints).toEqual([]);
  });
});
