/// <reference lib="dom" />
/** Text that means harm, in every field and every view of a real browser, with the page's policy and without it. */

import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import type { ReviewView } from '../../src/core/review/wire.ts';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { hostileStrings, OWN_STRINGS } from '../fixtures/hostile-strings.ts';
import { freshProject, jsonl } from '../fixtures/project.ts';
import { ask } from '../fixtures/rating.ts';
import { startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

/** So many strings stand in one example. */
const PER_EXAMPLE = 700;

/** Of the thousands that others have collected, every eighth; all of them take minutes. */
const STEP = process.env.FIELDTEST_LONG === undefined ? 8 : 1;
const all = hostileStrings().filter((one, at) => OWN_STRINGS.includes(one) || at % STEP === 0);
/** What a name, a tag or a line of a config can be: whole characters, without control characters. */
const names = OWN_STRINGS.filter((one) => one.isWellFormed() && !/\p{Cc}/u.test(one));
const short = names.filter((one) => one.length <= 100);

/** Parts that are an image, a text, or something unknown, with an address that should never be asked for. */
const parts = (text: string) => [
  { type: 'text', text },
  { type: 'image', image: text },
  { type: 'image_url', image_url: { url: text } },
  { type: 'image', source: { type: 'base64', media_type: text, data: text } },
  { type: 'file', data: text, mediaType: 'image/svg+xml' },
  { type: text, [text]: text },
];

const FORMS: readonly ((strings: readonly string[]) => unknown)[] = [
  (strings) => strings.join('\n\n'),
  (strings) => strings.map((text) => ({ role: 'user', content: parts(text), name: text, [text]: text })),
  (strings) => Object.fromEntries(strings.map((text) => [text, { [text]: [text] }])),
];
const field = (text: string) => `"${text.replaceAll('"', '""')}"`;
const OUTPUTS: readonly ((strings: readonly string[]) => string)[] = [
  (strings) => `# A heading\n\n${strings.join('\n\n')}`,
  (strings) => strings.map((text) => `- [${text}](${text}) ![${text}](<${text}>) **${text}**`).join('\n'),
  (strings) => JSON.stringify(Object.fromEntries(strings.map((text) => [text, [text]]))),
  // The rows by which it is known for a table are harmless; what follows is not.
  (strings) =>
    [...Array(20).fill('kind,text,1'), ...strings.map((text) => `${field(text)},${field(text)},1`)].join(
      '\n',
    ),
];

async function hostileProject(strings: readonly string[]) {
  const pages = Array.from({ length: Math.ceil(strings.length / PER_EXAMPLE) }, (_, i) =>
    strings.slice(i * PER_EXAMPLE, (i + 1) * PER_EXAMPLE),
  );
  // A handful of every kind, then everything in bulk.
  const examples = [OWN_STRINGS, ...pages];
  const candidates = OUTPUTS.map((_, i) => names[i]!);
  const rate = { question: names.join(' '), guide: names.join('\n\n') };
  const idOf = (i: number) => `${names[i % names.length]} ${i}`;
  const project = await freshProject({
    'fieldtest.yaml': JSON.stringify({
      task: names.join(' '),
      candidates: candidates.map((name) => ({ name, recorded: 'file://outputs.jsonl' })),
      rate,
    }),
    'set.jsonl': jsonl(
      examples.map((list, i) => {
        const whole = list.filter((text) => text.isWellFormed());
        return {
          id: idOf(i),
          input: FORMS[i % FORMS.length]!(whole.slice(0, i === 0 ? 40 : 150)),
          reference: i % 2 === 0 ? OUTPUTS[0]!(whole) : { [whole[0]!]: whole },
          slices: names.slice(0, 8),
        };
      }),
    ),
    'outputs.jsonl': jsonl(
      examples.flatMap((list, i) =>
        OUTPUTS.map((make, c) => ({ example: idOf(i), candidate: candidates[c], output: make(list) })),
      ),
    ),
  });
  for (const args of [['examples', 'import', 'set.jsonl'], ['run']]) {
    const { code, stderr } = await project.run(...args);
    if (code !== 0) throw new Error(stderr);
  }
  return { project, candidates, idOf };
}

/** Everything by which a text could act, seen from inside and from outside of the page. */
async function watch(page: Page, origin: string): Promise<() => Promise<readonly string[]>> {
  const happened: string[] = [];
  await page.context().exposeFunction('__xss', (what: unknown) => void happened.push(`ran ${what}`));
  await page.addInitScript(() => {
    const xss = (window as unknown as { __xss: (what: string) => void }).__xss;
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'] as const)
      Object.defineProperty(window, name, { value: () => xss(name) });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      xss(`against ${violatedDirective} ${blockedURI}`),
    );
  });
  page.on('dialog', (dialog) => {
    happened.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => happened.push(`popup ${popup.url()}`));
  page.on('request', (request) => {
    if (!/^data:/.test(request.url()) && new URL(request.url()).origin !== origin)
      happened.push(`request ${request.url()}`);
  });
  page.on('framenavigated', (frame) => {
    if (frame !== page.mainFrame() || new URL(frame.url()).origin !== origin)
      happened.push(`navigation ${frame.url()}`);
  });
  return async () => {
    const inside = await page.evaluate(() => {
      const bad: string[] = [];
      // Charts are our own; what a name says in them is text.
      const forbidden =
        'iframe, object, embed, form, base, svg:not(.chart > svg), .chart image, .chart foreignObject, math, style, audio, video, link:not(head link), script:not(head script)';
      for (const one of document.body.querySelectorAll(forbidden)) bad.push(one.outerHTML.slice(0, 200));
      for (const link of document.querySelectorAll('a, area'))
        if (!/^#\/[\w/?=&%.!~*'()-]*$/.test(link.getAttribute('href') ?? ''))
          bad.push(link.outerHTML.slice(0, 200));
      for (const image of document.images)
        if (!/^data:image\/(png|jpeg|gif|webp);base64,/.test(image.src))
          bad.push(image.outerHTML.slice(0, 200));
      for (const one of document.body.querySelectorAll('*'))
        for (const { name } of one.attributes)
          if (name.startsWith('on')) bad.push(one.outerHTML.slice(0, 200));
      if (Object.keys(Object.prototype).length > 0) bad.push('Object.prototype was changed');
      return bad;
    });
    return [...happened, ...inside];
  };
}

const settled = async (page: Page) => {
  await page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 0))),
      ),
  );
};

describe.each([
  ['with the policy of the page', false],
  ['without any policy', true],
] as const)('%s', (_how, bypassCSP) => {
  test('no hostile text runs, loads, leads away or breaks a view', { timeout: 600_000 }, async () => {
    const { project, candidates, idOf } = await hostileProject(all);
    const rater = `ann ${short[1]}`;
    await using review = await startReview(project, rater);
    await using open = await openPage({ bypassCSP });
    const { page } = open;
    const harm = await watch(page, new URL(review.link).origin);
    const check = async (where: string) => {
      await settled(page);
      expect((await harm()).map((one) => `${where}: ${one}`)).toEqual([]);
      expect(open.complaints, where).toEqual([]);
      expect(await page.getByText(/cannot be shown/).count(), `${where} broke`).toBe(0);
    };
    await page.goto(review.link);
    await page.getByRole('button', { name: /Begin/ }).waitFor();
    await check('welcome');
    await page.keyboard.press('Enter');
    await page.locator('article:visible').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await check('keys');
    await page.keyboard.press('Escape');
    const view = JSON.parse((await ask(review, 'GET', '/api/session')).text) as ReviewView;
    const wanted = new Set(['raw', 'markdown', 'json', 'table', 'diff']);
    const unseen = new Set(wanted);
    for (const [i, { id }] of view.items.entries()) {
      const article = page.locator(`article[data-item="${id}"]`);
      await article.waitFor();
      if (i < 4) await page.keyboard.press('r');
      const modes = await page.locator('.output .modes button').count();
      for (let m = 0; m < Math.max(modes, 1); m++) {
        const mode = (await article.locator('.text-view').getAttribute('data-mode')) ?? '';
        unseen.delete(mode);
        await check(`output ${i} as ${mode}`);
        if (modes > 1) await page.keyboard.press('m');
      }
      if (i < 5) {
        await page.keyboard.press('/');
        await page.keyboard.type('<');
        await check(`find in output ${i}`);
        await page.keyboard.press('Escape');
        await page.keyboard.press('c');
        await page.locator('textarea').fill(names.join('\n'));
        await page.keyboard.press('Enter');
        await page.keyboard.press('t');
        for (const tag of short.slice(0, 10)) {
          await page.locator('.field input').fill(tag);
          await page.keyboard.press('Enter');
        }
        await check(`note and tags of output ${i}`);
        await page.keyboard.press('Escape');
      }
      // What is not asked by a key press must be paced like one.
      await page.keyboard.press('n');
      await page.locator('.choice[aria-pressed=true]').first().waitFor();
      await page.keyboard.press('1');
      await article.waitFor({ state: 'detached' });
    }
    expect([...unseen]).toEqual([]);
    await page.getByText('All rated').waitFor();
    await check('done');
    await project.write(
      'more.jsonl',
      jsonl(
        candidates.map((candidate, i) => ({
          ...{ example: idOf(0), candidate, rater: short[i + 2], rating: 5, acceptable: true },
          ...{ note: OWN_STRINGS.join('\n'), tags: short, at: '2999-01-01T00:00:00Z' },
        })),
      ),
    );
    expect((await project.run('ratings', 'import', 'more.jsonl')).stderr).toBe('');
    await page.getByRole('button', { name: /See the decision/ }).press('Enter');
    await page.getByRole('heading', { name: 'How this could be wrong' }).waitFor();
    await page.locator('.chart svg').first().waitFor();
    await check('decision');
    for (const section of ['Side by side', 'Outputs', 'Failures', 'Disagreements', 'Examples']) {
      await page.getByRole('navigation').getByRole('link', { name: section }).click();
      await page.getByRole('heading', { name: section, exact: true }).waitFor();
      await page.getByText('Loading').waitFor({ state: 'detached' });
      await check(section);
    }
    await page.getByRole('navigation').getByRole('link', { name: 'Failures' }).click();
    await page.locator('tbody th a').first().click();
    await page.getByRole('heading', { name: 'Outputs' }).waitFor();
    await page.locator('.rows a').first().waitFor();
    await check('outputs by tag');
    const { rows } = JSON.parse((await ask(review, 'GET', '/api/outputs')).text) as {
      rows: { id: string }[];
    };
    // The views are those of the rating screen, where every string was; here a few of each kind do.
    for (const [i, { id }] of rows.slice(0, 8).entries()) {
      await page.goto(`${new URL(review.link).origin}/#/outputs/${id}`);
      const output = page.getByRole('region', { name: 'Output' });
      await output.waitFor();
      for (let m = 0; m < (await output.locator('.modes button').count()); m++) {
        await output.locator('.modes button').nth(m).click();
        await check(`one output ${i}, view ${m}`);
      }
    }
  });
});
