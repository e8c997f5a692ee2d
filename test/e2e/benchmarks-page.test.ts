/// <reference lib="dom" />
/** The screen of public benchmarks: after the reveal alone, with the pairs that differ and the way to what is behind them. */
import { afterAll, expect, test } from 'vitest';
import { expectNoFault } from '../fixtures/axe.ts';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import type { Project } from '../fixtures/project.ts';
import { ask, rateAll, seeDecision } from '../fixtures/rating.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

const CANDIDATES = ['gpt-4o', 'claude-3-opus', 'llama-3-70b', 'qwen2-72b'];
const LETTERS: { readonly [letter: string]: readonly string[] } = {
  g: ['y', '5'],
  c: ['n', '1'],
  l: ['y', '4'],
  q: ['n', '2'],
};
const taste = (text: string) => LETTERS[/by (\w)/.exec(text)?.[1] ?? 'g']!;

const POST = `| Benchmark | Claude 3 Opus | GPT-4o | Llama 3 70B |
|---|---|---|---|
| MMLU | **88.9%** | 88.7% | 82.0% |
| GPQA \u202e<img src=x onerror=alert(1)> | **60.4%** | 53.6 ± 2.0% | 41.3% |
`;

async function withTables(examples: number): Promise<Project> {
  const project = await projectWithOutputs({
    examples,
    candidates: CANDIDATES,
    output: (i, candidate) => `answer ${i} by ${candidate[0]}`,
  });
  await project.write('post.md', POST);
  const { code, stderr } = await project.run(
    ...[
      'benchmarks',
      'add',
      'post.md',
      '--name',
      'opus-post',
      '--author',
      'anthropic',
      '--date',
      '2024-03-04',
    ],
    ...['--source', 'javascript:alert(1)'],
  );
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return project;
}

test('is closed before names are shown', async () => {
  await using review = await startReview(await withTables(2));
  expect(await ask(review, 'GET', '/api/benchmarks')).toMatchObject({ status: 403 });
});

test('shows the public order beside one’s own, the pair that is close there and far apart here, and what it was made of', async () => {
  await using review = await startReview(await withTables(8));
  await using open = await openPage({ viewport: { width: 1200, height: 900 } });
  const { page } = open;
  await rateAll(page, review.link, taste);
  await seeDecision(page);
  await page.getByRole('navigation').getByRole('link', { name: 'Benchmarks' }).click();
  await page.getByRole('heading', { name: 'opus-post' }).waitFor();
  await page.getByText("Its author's models win both columns").waitFor();
  await page.getByText('From javascript:alert(1), by anthropic, of 2024-03-04.').waitFor();
  await page
    .getByText('The one pair within 2 points in the table is 20 points or more apart on your work')
    .waitFor();
  await page.locator('figure.chart svg').first().waitFor();
  await expectNoFault(page, 'benchmarks');
  if (process.env.FIELDTEST_SHOTS)
    await page.screenshot({ path: `${process.env.FIELDTEST_SHOTS}-1200.png`, fullPage: true });
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => page.locator('figure.chart svg').first().getAttribute('width')).toMatch(/^3\d\d$/);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectNoFault(page, 'benchmarks');
  if (process.env.FIELDTEST_SHOTS)
    await page.screenshot({ path: `${process.env.FIELDTEST_SHOTS}-390.png`, fullPage: true });
  await page.getByRole('link', { name: 'gpt-4o over claude-3-opus' }).click();
  await page.getByRole('heading', { name: 'Side by side' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: 'Public benchmarks' }).waitFor();
  expect(open.complaints).toEqual([]);
});
