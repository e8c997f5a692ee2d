/// <reference lib="dom" />
/** Reports as a user asks for them, and the page of one opened from disk. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { expectNoFault } from '../fixtures/axe.ts';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { jsonl, type Project } from '../fixtures/project.ts';
import { projectWithOutputs } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

async function ratedProject(): Promise<Project> {
  const project = await projectWithOutputs({ examples: 12 });
  const rows = ['alpha', 'beta', 'gamma'].flatMap((candidate, c) =>
    Array.from({ length: 12 }, (_, i) => ({
      example: `e${i}`,
      candidate,
      rater: 'ann',
      rating: 2 + c + (i % 2),
    })),
  );
  await project.write('ratings.jsonl', jsonl(rows));
  await project.run('ratings', 'import', 'ratings.jsonl');
  return project;
}

test('decide writes every kind of report, and shows the decision all the same', async () => {
  await using project = await ratedProject();
  const files = ['a.html', 'b.md', 'c.json', 'd.csv', 'rows:e.csv', 'deep/f.xml', 'markdown:summary'];
  const { code, stdout, stderr } = await project.run('decide', '--report', ...files);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('written: deep/f.xml') });
  expect(stdout).toMatch(/^Task: Answer well\n\nShip gamma:/);
  expect(JSON.parse(await project.read('c.json')).decision.verdict.winner).toBe('gamma');
  expect((await project.read('e.csv')).split('\r\n')).toHaveLength(1 + 36 + 1);
  expect(await project.read('summary')).toBe(await project.read('b.md'));
  const { inputsHash } = await project.json<{ inputsHash: string }>('decide');
  for (const file of ['a.html', 'b.md', 'd.csv', 'deep/f.xml'])
    expect(await project.read(file)).toContain(inputsHash);
});

test('an ending that names no kind, and a place that cannot be written, are refused with what would do', async () => {
  await using project = await ratedProject();
  const unknown = await project.run('decide', '--report', 'a.pdf');
  expect(unknown).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/names no kind.*\n.*\.html/),
  });
  await project.write('file', 'not a folder');
  const blocked = await project.run('decide', '--report', 'file/a.html');
  expect(blocked).toMatchObject({ code: 1, stderr: expect.stringMatching(/cannot be written.*\n.*path/) });
});

test('the page works from disk: a figure leads to its rows, and everybody can use it, on paper and in the dark', async () => {
  await using project = await ratedProject();
  await project.run('decide', '--report', 'a.html');
  await using open = await openPage();
  const { page } = open;
  await page.goto(pathToFileURL(join(project.dir, 'a.html')).href);
  await page.getByRole('heading', { name: /^Ship gamma/ }).waitFor();
  expect(await page.locator('svg').count()).toBeGreaterThan(3);
  await page.getByRole('link', { name: 'gamma vs alpha' }).first().click();
  expect(await page.evaluate(() => document.querySelector(':target')?.textContent)).toBe(
    'alpha against gamma, example by example',
  );
  await page.getByRole('link', { name: 'e10', exact: true }).first().click();
  expect(await page.evaluate(() => document.querySelector('tr:target')?.textContent)).toMatch(/^e10/);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [320, 1200]) {
      await page.setViewportSize({ width, height: 800 });
      await expectNoFault(page, `${colorScheme} ${width}`);
    }
  }
  await page.emulateMedia({ media: 'print' });
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
    'rgb(255, 255, 255)',
  );
  expect(open.complaints).toEqual([]);
});
