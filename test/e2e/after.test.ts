/** When all is rated, names are shown and the decision is there; not before, unless somebody insists. */
import { afterAll, describe, expect, test } from 'vitest';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { begin, rate } from '../fixtures/by-keyboard.ts';
import { jsonl, parseJsonl } from '../fixtures/project.ts';
import { ask, rateAll, seeDecision, taste } from '../fixtures/rating.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

const NO_ID = '0'.repeat(32);
const GUARDED = [
  '/api/decision',
  '/api/outputs',
  '/api/outputs?find=answer',
  `/api/outputs/${NO_ID}`,
  '/api/failures',
  '/api/disagreements',
];

describe('before the reveal', () => {
  test('no door names a candidate, and asking to see names says only how many ratings are missing', async () => {
    const names = ['alpha-canary', 'beta-canary'];
    await using review = await startReview(await projectWithOutputs({ examples: 3, candidates: names }));
    for (const path of GUARDED) {
      const answer = await ask(review, 'GET', path);
      expect(`${path} ${answer.status}`).toBe(`${path} 403`);
      expect(answer.text).not.toContain('canary');
    }
    for (const body of [{ early: false }, {}, { early: 'true' }, { early: 1 }, null, []]) {
      const answer = await ask(review, 'POST', '/api/reveal', body);
      expect(answer.status).toBe(409);
      expect(JSON.parse(answer.text)).toMatchObject({ revealed: false, missing: 6 });
      expect(answer.text).not.toContain('canary');
    }
    expect((await ask(review, 'GET', '/api/decision')).status).toBe(403);
    await review.project.run('export', 'all');
    expect(parseJsonl(await review.project.read('all/reveals.jsonl'))).toEqual([]);
  });

  test('whoever insists sees the names, and every later decision says so', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 2 }));
    await using open = await openPage();
    expect(await ask(review, 'POST', '/api/reveal', { early: true })).toMatchObject({ status: 200 });
    expect((await ask(review, 'GET', '/api/decision')).status).toBe(200);
    await rateAll(open.page, review.link, taste);
    await open.page.getByText('Everything is saved.').waitFor();
    const { stdout } = await review.project.run('decide', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ earlyReveal: true });
  });
});

describe('an expert who has rated all', () => {
  test('sees the decision with one key, the same that the command prints', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 4 }));
    await using open = await openPage();
    const { page } = open;
    await rateAll(page, review.link, taste);
    await page.getByText('All rated. Thank you.').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'How this could be wrong' }).waitFor();
    const decision = JSON.parse((await review.project.run('decide', '--json')).stdout);
    await page.getByText(decision.verdict.because).waitFor();
    const rows = await page.locator('.figures tbody tr').allTextContents();
    expect(rows).toHaveLength(3);
    for (const [i, name] of ['alpha', 'beta', 'gamma'].entries()) expect(rows[i]).toContain(name);
    expect(await page.getByText('Names were shown before').count()).toBe(0);
    // A reload comes back to the decision.
    await page.reload();
    await page.getByText(decision.verdict.because).waitFor();
    expect(decision.earlyReveal ?? false).toBe(false);
    expect(open.complaints).toEqual([]);
  });

  test('is not told that others have to rate what they rated themselves, however late the server says how it stands', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 1 }));
    await using open = await openPage();
    const { page } = open;
    await begin(page, review.link);
    await page.waitForTimeout(500);
    await page.route('**/api/standing', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    for (let i = 0; i < 3; i++) await rate(page, 'y', '4');
    await page.getByText('Everything is saved.').waitFor();
    expect(await page.locator('main').textContent()).not.toContain('another rater');
  });

  test('is never told that their last rating is missing because it is still on its way', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 1 }));
    await using open = await openPage();
    const { page } = open;
    await page.route('**/api/events', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      await route.continue();
    });
    await rateAll(page, review.link, taste);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'How this could be wrong' }).waitFor();
    expect(await page.getByText('Names were shown before').count()).toBe(0);
  });

  test('who changes a rating after names were shown is told so by the next decision', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 1 }));
    await using open = await openPage();
    const { page } = open;
    await rateAll(page, review.link, taste);
    await seeDecision(page);
    expect(await review.project.json('decide')).not.toHaveProperty('earlyReveal', true);
    await page.goto(review.link.split('#')[0]!);
    await page.getByRole('button', { name: /take the last one back/ }).click();
    await page.locator('article:visible').waitFor();
    await page.waitForTimeout(100);
    for (const key of ['y', '5']) await page.keyboard.press(key);
    await page.getByText('Everything is saved.').waitFor();
    await seeDecision(page);
    await page.getByText('Names were shown before all ratings were in').waitFor();
  });

  test('is asked to rate what came meanwhile before names are shown, and may insist', async () => {
    const project = await projectWithOutputs({ examples: 2 });
    await using review = await startReview(project);
    await using open = await openPage();
    const { page } = open;
    await rateAll(page, review.link, taste);
    await project.write('more.jsonl', jsonl([{ id: 'late', input: 'a late question' }]));
    await project.run('examples', 'import', 'more.jsonl');
    await project.write(
      'late.jsonl',
      jsonl(
        ['alpha', 'beta'].map((candidate) => ({ example: 'late', candidate, output: `late ${candidate}` })),
      ),
    );
    await project.run('outputs', 'import', 'late.jsonl');
    await page.keyboard.press('Enter');
    await page.getByText('2 required ratings are still missing').waitFor();
    expect(await page.content()).not.toMatch(/alpha|beta|gamma/);
    // Enter is the careful answer.
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /See the decision/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /all the same/ }).click();
    await page.getByText(/Names were shown on .*, when 2 required ratings were missing/).waitFor();
    expect(open.complaints).toEqual([]);
  });
});
