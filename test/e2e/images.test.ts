/** Images of the user's: local files become part of the input, and the expert sees them. */
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ExampleRow } from '../../src/core/rows.ts';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { freshProject, jsonl, type Project, parseJsonl } from '../fixtures/project.ts';
import { startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

/** One red pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);
const URI = `data:image/png;base64,${PNG.toString('base64')}`;
const asked = (part: unknown) => [{ role: 'user', content: [{ type: 'text', text: 'What is it?' }, part] }];

const CONFIG = 'task: t\ncandidates:\n  - { name: a, recorded: file://outputs.jsonl }\n';

async function project(rows: readonly unknown[]): Promise<Project> {
  return await freshProject({ 'fieldtest.yaml': CONFIG, 'img/red.png': PNG, 'set.jsonl': jsonl(rows) });
}

describe.each([
  [
    'OpenAI',
    asked({ type: 'image_url', image_url: { url: 'red.png', detail: 'low' } }),
    { type: 'image_url', image_url: { url: URI, detail: 'low' } },
  ],
  [
    'OpenAI responses',
    asked({ type: 'input_image', image_url: 'file://red.png' }),
    { type: 'input_image', image_url: URI },
  ],
  [
    'Anthropic',
    asked({ type: 'image', source: { type: 'url', url: 'red.png' } }),
    { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG.toString('base64') } },
  ],
  ['the AI SDK', asked({ type: 'image', image: 'red.png' }), { type: 'image', image: URI }],
])('a message as %s writes it', (_name, input, part) => {
  test('takes the image file that it names into the input, when the user names the folder', async () => {
    await using made = await project([{ id: 'e', input }]);
    expect(await made.run('examples', 'import', 'set.jsonl', '--images', 'img')).toMatchObject({ code: 0 });
    const [row] = parseJsonl<ExampleRow>((await made.run('examples', 'export')).stdout);
    expect((row!.input as typeof input)[0]!.content[1]).toEqual(part);
  });
});

test('without the flag an address stays as it is', async () => {
  const input = asked({ type: 'image', image: 'red.png' });
  await using made = await project([{ id: 'e', input }]);
  await made.run('examples', 'import', 'set.jsonl');
  const [row] = parseJsonl<ExampleRow>((await made.run('examples', 'export')).stdout);
  expect(row!.input).toEqual(input);
});

test('production records take their images too', async () => {
  await using made = await project([]);
  await made.write('log.jsonl', jsonl([{ messages: asked({ type: 'image', image: 'red.png' }) }]));
  expect(await made.run('import', 'log.jsonl', '--images', 'img')).toMatchObject({ code: 0 });
  await made.run('pick', '--count', '1');
  expect((await made.run('examples', 'export')).stdout).toContain(PNG.toString('base64'));
});

describe('a row is refused with its place, and nothing is imported,', () => {
  test.each([
    ['of a file that is not there', 'blue.png', 'is not in img'],
    ['of a file outside of the folder', '../secret.png', 'leads out of img'],
    ['of a link that leads outside', 'link.png', 'leads out of img'],
    ['of a file that is no image', 'text.png', 'is no PNG, JPEG, GIF or WebP'],
  ])('when it names an image %s', async (_what, name, why) => {
    await using made = await project([
      { id: 'good', input: 'no image' },
      { id: 'bad', input: { receipt: name } },
    ]);
    await made.write('secret.png', 'key=1');
    await made.write('img/text.png', 'root:x:0:0');
    await symlink(join(made.dir, 'secret.png'), join(made.dir, 'img/link.png'));
    const { code, stderr } = await made.run('examples', 'import', 'set.jsonl', '--images', 'img');
    expect(code).toBe(1);
    expect(stderr).toContain('set.jsonl:2:1');
    expect(stderr).toContain(why);
    expect((await made.run('examples', 'export')).stdout).toBe('');
    expect(await made.run('examples', 'import', 'set.jsonl', '--images', 'img', '--skip-bad')).toMatchObject({
      code: 0,
    });
  });
});

test('the expert sees the images of messages and of variables, and nothing is fetched', async () => {
  const made = await project([
    { id: 'e', input: asked({ type: 'image', image: 'red.png' }) },
    { id: 'f', input: { receipt: 'red.png', far: 'https://example.com/far.png' } },
  ]);
  await made.write(
    'outputs.jsonl',
    jsonl(['e', 'f'].map((example) => ({ example, candidate: 'a', output: `red ${example}` }))),
  );
  await made.run('examples', 'import', 'set.jsonl', '--images', 'img');
  await made.run('run');
  await using review = await startReview(made);
  await using open = await openPage();
  const { page } = open;
  const asks: string[] = [];
  page.on('request', (request) => asks.push(new URL(request.url()).host));
  await page.goto(review.link);
  await page.getByRole('button', { name: /Begin/ }).waitFor();
  await page.keyboard.press('Enter');
  for (let i = 0; i < 2; i++) {
    const image = page.locator('section.input img');
    await image.waitFor();
    expect(await image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(1);
    await page.keyboard.press('ArrowRight');
  }
  expect(asks.filter((host) => host !== review.host && host !== '')).toEqual([]);
  expect(open.complaints).toEqual([]);
});
