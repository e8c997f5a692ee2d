/// <reference lib="dom" />
/** What leaves the project in a packet and comes home in a ratings file: blind, harmless, and whole or not at all. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { PacketRow } from '../../src/core/review/packet.ts';
import type { RatingRow } from '../../src/core/rows.ts';
import { closeBrowser } from '../fixtures/browser.ts';
import { rate } from '../fixtures/by-keyboard.ts';
import {
  addressOf,
  begin,
  giveBack,
  makePacket,
  openPacketPage,
  saveFile,
  seen,
} from '../fixtures/packet-page.ts';
import { jsonl, type Project, parseJsonl } from '../fixtures/project.ts';
import { projectWithOutputs } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

const ratingsIn = async (project: Project) =>
  parseJsonl<RatingRow>((await project.run('ratings', 'export')).stdout);
const rowsOf = async (project: Project, file = 'ratings.jsonl') =>
  parseJsonl<PacketRow>(await project.read(file));

describe('a ratings file that comes home', () => {
  test('changes nothing the second time, and adds what a later one has', async () => {
    await using project = await projectWithOutputs({ examples: 2 });
    await makePacket(project);
    await using open = await openPacketPage(project);
    const { page } = open;
    await begin(page);
    await rate(page, 'y', '4');
    await rate(page, 'n', '2');
    await saveFile(page, project);
    const imported = async (file: string) => (await project.run('ratings', 'import', file)).stdout;
    expect(await imported('ratings.jsonl')).toMatch(/^2 ratings from ann stored\n/);
    const before = await ratingsIn(project);
    expect(await imported('ratings.jsonl')).toMatch(/^0 ratings from ann stored, 2 stored before\n/);
    expect(await ratingsIn(project)).toEqual(before);
    await rate(page, 'u');
    await rate(page, 'y', '5');
    await rate(page, 'y', '3');
    await saveFile(page, project, 'later.jsonl');
    expect(await imported('later.jsonl')).toMatch(
      /^2 ratings from ann stored, 1 stored before, 1 taken back or replaced\n/,
    );
    // The older file again does not bring back what was taken back.
    expect(await imported('ratings.jsonl')).toMatch(/^0 ratings from ann stored, 1 stored before\n/);
    const ratings = (await ratingsIn(project)).map(({ rating }) => rating).toSorted();
    expect(ratings).toEqual([3, 4, 5]);
  });

  test('is refused with its line when it was edited or is of another project, and then nothing of it is stored', async () => {
    await using project = await projectWithOutputs({ examples: 1 });
    await using elsewhere = await projectWithOutputs({ examples: 1 });
    await makePacket(project);
    await using open = await openPacketPage(project);
    await begin(open.page);
    for (let i = 0; i < 2; i++) await rate(open.page, 'y', '4');
    await saveFile(open.page, project);
    const [one, two] = await rowsOf(project);
    const refused = async (rows: readonly unknown[], said: string, into = project) => {
      await into.write('edited.jsonl', jsonl(rows));
      const { code, stderr } = await into.run('ratings', 'import', 'edited.jsonl');
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(said) });
      expect(stderr).toContain('Nothing was imported.');
      expect(await into.json('status')).toMatchObject({ ratings: { done: 0 } });
    };
    const nine = { ...two, answer: { rating: 9, acceptable: true } };
    await refused([one, nine], 'edited.jsonl:2:1: rating 9 is not on the scale');
    const unknown = { ...two, item: 'f'.repeat(32) };
    await refused([one, unknown], 'edited.jsonl:2:1: is about an item that this rater was never asked for');
    await refused([one, { ...two, packet: 'f'.repeat(32) }], 'edited.jsonl:2: this project made no packet');
    await refused([one, two], 'edited.jsonl:1: this project made no packet', elsewhere);
    await refused([one, { ...one, answer: { rating: 1 } }], 'edited.jsonl:2:1: was changed');
    const ordinary = { example: 'e0', candidate: 'alpha', rater: 'ann', rating: 3 };
    await refused([one, ordinary], 'edited.jsonl:2: a packet');
    await refused([ordinary, one], 'edited.jsonl:2: a packet');
    await refused([one, { ...two, candidate: 'alpha' }], 'edited.jsonl:2:1: ');

    await project.write('edited.jsonl', jsonl([one, nine]));
    const { stdout } = await project.run('ratings', 'import', 'edited.jsonl', '--skip-bad');
    expect(stdout).toMatch(
      /^1 rating from ann stored, 1 bad row put aside in edited\.jsonl\.rejected\.jsonl\n/,
    );
    await project.write('edited.jsonl', jsonl([{ ...one, answer: { rating: 1, acceptable: false } }]));
    const again = await project.run('ratings', 'import', 'edited.jsonl');
    expect(again.stderr).toContain('edited.jsonl:1:1: was changed');
    expect((await ratingsIn(project)).map(({ rating }) => rating)).toEqual([4]);
  });
});

test('a packet tells nothing of a candidate: in its file, in what the browser keeps, and in what is saved', async () => {
  const names = ['canary-alpha-7', 'canary-beta-8', 'canary-gamma-9'];
  await using project = await projectWithOutputs({
    examples: 3,
    candidates: names,
    task: 'Is canary-beta-8 better than canary-alpha-7?',
    rate: 'rate: { guide: "Compare with what canary-gamma-9 would say." }\n',
    output: (i, name) => `As ${name}, I say ${i}${name.length}${name.at(-1)}`,
  });
  await makePacket(project);
  await project.run('export', 'all');
  const idsIn = async (table: string) =>
    parseJsonl<{ id: string }>(await project.read(`all/${table}.jsonl`)).map(({ id }) => id);
  const ids = [...(await idsIn('candidates')), ...(await idsIn('examples'))];
  const seeds = parseJsonl<{ seed: string }>(await project.read('all/review_rounds.jsonl'));
  expect(ids).toHaveLength(6);
  await using open = await openPacketPage(project);
  const { page, context } = open;
  await begin(page);
  for (let i = 0; i < 5; i++) await rate(page, 'y', '3');
  await page.keyboard.press('v');
  await saveFile(page, project);
  const kept = await page.evaluate(async () => {
    const databases = [];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name!);
        request.onsuccess = () => resolve(request.result);
      });
      for (const store of db.objectStoreNames) {
        const rows = await new Promise((resolve) => {
          const request = db.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
        });
        databases.push([name, store, rows]);
      }
    }
    return JSON.stringify([databases, { ...localStorage }, { ...sessionStorage }, document.title]);
  });
  expect(kept).toContain('"answer"');
  const all = [
    await project.read('out.html'),
    await project.read('ratings.jsonl'),
    kept,
    await page.content(),
    JSON.stringify(await context.storageState()),
  ].join('\n');
  const secrets = [...names, ...ids, ...ids.map((id) => id.slice(0, 16)), ...seeds.map(({ seed }) => seed)];
  for (const secret of secrets) expect(all.includes(secret), `${secret} leaked`).toBe(false);
  expect(all).not.toContain(project.dir);
  expect(await page.content()).toContain('[model name]');
});

test('no text of a project or a ratings file runs, or asks for anything, in a packet', async () => {
  const hostile = [
    '</script><script>window.ran = 1</script>',
    '<!--<script>',
    ']]></script ><img src=x onerror="window.ran = 1">',
    '![x](https://evil.example/x.png) <link rel=stylesheet href=https://evil.example/x.css>',
    '<script type="application/json" id="packet">{}</script>',
    '\u2028\u2029\u0000 $& $1 \\u003c',
    '<meta http-equiv=refresh content="0;url=https://evil.example/">',
  ].join('\n\n');
  await using project = await projectWithOutputs({
    examples: 2,
    task: hostile,
    input: (i) => `${hostile} ${i}`,
    reference: () => hostile,
    output: (i, name) => `${hostile} ${i}${name}`.replace(name, String(name.length + name.charCodeAt(0))),
    rate: `rate: { guide: ${JSON.stringify(hostile)}, question: ${JSON.stringify(hostile)} }\n`,
  });
  const rater = '../</script><b>an$&n';
  const packet = await makePacket(project, 'out.html', rater);
  await using open = await openPacketPage(project);
  const { page } = open;
  await begin(page);
  await page.keyboard.press('r');
  await page.keyboard.press('m');
  await page.getByText('<!--<script>').first().waitFor();
  await rate(page, 'y', '3');
  await page.keyboard.press('c');
  await page.keyboard.insertText(hostile);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(80);
  await rate(page, 'y', '3');
  const name = await saveFile(page, project);
  expect(name).toBe(`fieldtest-ratings--script-b-an-n-${packet.slice(0, 8)}.jsonl`);
  await using other = await openPacketPage(project);
  await giveBack(other.page, join(project.dir, 'ratings.jsonl'));
  await seen(other.page);
  for (const at of [open, other]) {
    expect(await at.page.evaluate(() => 'ran' in window)).toBe(false);
    expect(await at.page.locator('script').count()).toBe(2);
    expect(at.complaints).toEqual([]);
    expect(at.requests.filter((url) => !/^(blob|data):/.test(url))).toEqual([addressOf(project)]);
  }
  const { stdout } = await project.run('ratings', 'import', 'ratings.jsonl');
  expect(stdout).toContain(`2 ratings from ${rater} stored`);
});

test('a packet is a private file that takes no other file’s place, and is made only while something is to be rated', async () => {
  await using project = await projectWithOutputs({ examples: 1 });
  await makePacket(project);
  expect((await stat(join(project.dir, 'out.html'))).mode & 0o777).toBe(0o600);
  const page = await project.read('out.html');
  const again = await project.run('review', '--packet', 'out.html', '--rater', 'ann');
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('there is a out.html already') });
  expect(await project.read('out.html')).toBe(page);
  await project.write(
    'ratings.jsonl',
    jsonl(
      ['alpha', 'beta', 'gamma'].map((candidate) => ({ example: 'e0', candidate, rater: 'cy', rating: 3 })),
    ),
  );
  await project.run('ratings', 'import', 'ratings.jsonl');
  const refused = async (said: string, ...args: readonly string[]) => {
    const { code, stderr } = await project.run('review', '--packet', 'new.html', '--rater', 'cy', ...args);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(said) });
    await expect(project.read('new.html')).rejects.toThrow();
  };
  await refused('there is nothing for cy to rate');
  await refused('there are no holdout examples yet', '--holdout');
});
