/// <reference lib="dom" />
/** An expert elsewhere rates in one file, by keyboard, without a network, and goes on with what they saved. */
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { PacketRow } from '../../src/core/review/packet.ts';
import type { RatingRow } from '../../src/core/rows.ts';
import { expectNoFault } from '../fixtures/axe.ts';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { itemOf, progress, rate } from '../fixtures/by-keyboard.ts';
import {
  addressOf,
  begin,
  giveBack,
  makePacket,
  openPacketPage,
  saveFile,
  seen,
} from '../fixtures/packet-page.ts';
import { type Project, parseJsonl } from '../fixtures/project.ts';
import { projectWithOutputs, startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

const ratingsIn = async (project: Project) =>
  parseJsonl<RatingRow>((await project.run('ratings', 'export')).stdout);
const rowsOf = async (project: Project, file = 'ratings.jsonl') =>
  parseJsonl<PacketRow>(await project.read(file));

describe('an expert with a packet', () => {
  test('rates all by keyboard from a file without a network, saves, and the project decides', async () => {
    await using project = await projectWithOutputs({ examples: 2 });
    const packet = await makePacket(project);
    await using open = await openPacketPage(project);
    const { page } = open;
    await begin(page);
    for (let i = 0; i < 6; i++) await rate(page, i % 2 === 0 ? 'y' : 'n', String(1 + (i % 5)));
    await page.getByText('All rated. Thank you.').waitFor();
    const downloading = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(`fieldtest-ratings-ann-${packet.slice(0, 8)}.jsonl`);
    await download.saveAs(join(project.dir, 'ratings.jsonl'));
    await page.getByText('It holds all your ratings.').waitFor();
    expect(open.complaints).toEqual([]);
    expect(open.requests.filter((url) => !/^(blob|data):/.test(url))).toEqual([addressOf(project)]);

    const first = await project.run('ratings', 'import', 'ratings.jsonl');
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('6 ratings from ann stored') });
    expect(await project.json('status')).toMatchObject({
      ratings: { done: 6, missing: 0, byRater: { ann: 6 } },
    });
    expect((await project.run('decide')).code).not.toBe(1);
    expect((await ratingsIn(project)).every(({ rater }) => rater === 'ann')).toBe(true);
  });

  test('is asked early for the ratings file, not again while a file has all, and again for what is new', async () => {
    await using project = await projectWithOutputs({ examples: 2 });
    await makePacket(project);
    await using open = await openPacketPage(project);
    const { page } = open;
    await begin(page);
    const request = page.locator('.request');
    await page.getByText('nothing to save yet').waitFor();
    await rate(page, 'y', '3');
    await page.getByText('1 rating not in a file yet').waitFor();
    expect(await request.count()).toBe(0);
    await rate(page, 'y', '3');
    await rate(page, 'y', '3');
    await request.getByRole('button', { name: /Save the ratings file/ }).waitFor();
    await saveFile(page, project);
    await page.getByText('all in your ratings file').waitFor();
    await rate(page, 'n', '2');
    await page.getByText('1 rating not in a file yet').waitFor();
    expect(await request.count()).toBe(0);
    await page.keyboard.press('p');
    await page.getByText('1 rating is in no file yet').waitFor();
    // Also from within a note: the key never opens the browser's own dialog.
    await page.keyboard.press('Enter');
    await seen(page);
    await page.keyboard.press('c');
    await page.keyboard.type('half a note');
    await saveFile(page, project, 'later.jsonl');
    expect(await rowsOf(project)).toHaveLength(3);
    expect((await rowsOf(project, 'later.jsonl')).slice(0, 3)).toEqual(await rowsOf(project));
    await page.keyboard.press('Enter');
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('save the ratings file').waitFor();
  });

  test('is asked by the browser before ratings are left behind that no file has', async () => {
    await using project = await projectWithOutputs({ examples: 1 });
    await makePacket(project);
    await using open = await openPacketPage(project);
    const { page } = open;
    await begin(page);
    await rate(page, 'y', '3');
    const asking = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const dialog = await asking;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await saveFile(page, project);
    const closed = page.waitForEvent('close');
    page.on('dialog', (next) => expect.unreachable(next.type()));
    await page.close({ runBeforeUnload: true });
    await closed;
  });

  test('goes on where they were, with their note, when they open the file again', async () => {
    await using project = await projectWithOutputs({ examples: 2 });
    await makePacket(project);
    await using open = await openPacketPage(project);
    const { page, context } = open;
    await begin(page);
    await rate(page, 'y', '4');
    await rate(page, 'n', '2');
    const item = await itemOf(page);
    await page.keyboard.press('c');
    await page.keyboard.type('the year is wrong');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(100);
    await page.close();
    const again = await context.newPage();
    await again.goto(addressOf(project));
    await seen(again);
    expect(await itemOf(again)).toBe(item);
    expect(await progress(again)).toBe('2 of 6');
    await again.keyboard.press('c');
    expect(await again.locator('textarea').inputValue()).toBe('the year is wrong');
    await again.keyboard.press('Enter');
    await again.waitForTimeout(80);
    await rate(again, 'n', '1');
    await rate(again, 'u');
    await rate(again, 'n', '3');
    await saveFile(again, project);
    await project.run('ratings', 'import', 'ratings.jsonl');
    const ratings = await ratingsIn(project);
    expect(ratings).toHaveLength(3);
    expect(ratings).toContainEqual(expect.objectContaining({ rating: 3, note: 'the year is wrong' }));
  });

  test('goes on in another browser with the ratings file, by button and by drop; other files are refused in words', async () => {
    await using project = await projectWithOutputs({ examples: 2 });
    await makePacket(project);
    await makePacket(project, 'bo.html', 'bo');
    await using at = await openPacketPage(project);
    await begin(at.page);
    for (let i = 0; i < 2; i++) await rate(at.page, 'y', '4');
    await saveFile(at.page, project);
    const item = await itemOf(at.page);
    await rate(at.page, 'y', '5');
    await saveFile(at.page, project, 'three.jsonl');

    await using other = await openPacketPage(project, { file: 'bo.html' });
    await giveBack(other.page, join(project.dir, 'ratings.jsonl'));
    await other.page.getByText('That file was not taken: line 1 is of another packet.').waitFor();
    await giveBack(other.page, join(project.dir, 'outputs.jsonl'));
    await other.page.getByText('That file was not taken: line 1 is not of a ratings file.').waitFor();

    await using open = await openPacketPage(project);
    const { page } = open;
    await giveBack(page, join(project.dir, 'ratings.jsonl'));
    await seen(page);
    expect(await itemOf(page)).toBe(item);
    expect(await progress(page)).toBe('2 of 6');
    await page.getByText('all in your ratings file').waitFor();
    const text = await project.read('three.jsonl');
    await page.evaluate((lines) => {
      const data = new DataTransfer();
      data.items.add(new File([lines], 'three.jsonl'));
      dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
    }, text);
    await expect.poll(() => progress(page)).toBe('3 of 6');
    await seen(page);
    await rate(page, 'n', '1');
    await page.reload();
    await seen(page);
    expect(await progress(page)).toBe('4 of 6');
    await saveFile(page, project, 'four.jsonl');
    const rows = await rowsOf(project, 'four.jsonl');
    expect(rows.map(({ id }) => id).slice(0, 3)).toEqual(
      (await rowsOf(project, 'three.jsonl')).map(({ id }) => id),
    );
    expect(rows).toHaveLength(4);
    expect(open.complaints).toEqual([]);
  });

  test('rates a part at the project’s own page: the packet knows it, and both end in one round', async () => {
    await using project = await projectWithOutputs({ examples: 2 });
    await using review = await startReview(project);
    await using server = await openPage();
    await server.page.goto(review.link);
    await begin(server.page);
    await rate(server.page, 'y', '4');
    await server.page.locator('.save.saved').waitFor();
    await makePacket(project);
    await using open = await openPacketPage(project);
    const { page } = open;
    await seen(page);
    expect(await progress(page)).toBe('1 of 6');
    await page.getByText('nothing to save yet').waitFor();
    await rate(server.page, 'n', '1');
    await server.page.locator('.save.saved').waitFor();
    for (let i = 0; i < 5; i++) await rate(page, 'y', '5');
    await saveFile(page, project);
    expect((await project.run('ratings', 'import', 'ratings.jsonl')).code).toBe(0);
    expect(await project.json('status')).toMatchObject({ ratings: { missing: 0, byRater: { ann: 6 } } });
  });
});

describe.each([
  ['light', 1440],
  ['dark', 320],
] as const)('in a %s packet of %i pixels', (colorScheme, width) => {
  test('every screen can be used with a screen reader, and nothing is wider than the page', async () => {
    await using project = await projectWithOutputs({
      examples: 2,
      task: 'Answer hard questions of users well',
    });
    await makePacket(project);
    await using open = await openPacketPage(project, { colorScheme, viewport: { width, height: 800 } });
    const { page } = open;
    const check = (screen: string) => expectNoFault(page, screen);
    await page.getByRole('button', { name: /Begin/ }).waitFor();
    await check('welcome');
    await giveBack(page, join(project.dir, 'outputs.jsonl'));
    await page.getByText('was not taken').waitFor();
    await check('refused');
    await page.keyboard.press('y');
    await seen(page);
    await check('rate');
    for (let i = 0; i < 3; i++) await rate(page, 'y', '3');
    await page.locator('.request').waitFor();
    await check('request');
    await page.keyboard.press('p');
    await check('paused');
    await saveFile(page, project);
    await check('saved');
    await page.keyboard.press('y');
    await seen(page);
    for (let i = 0; i < 3; i++) await rate(page, 'y', '3');
    await page.getByText('All rated').waitFor();
    await check('done');
    await saveFile(page, project);
    await check('sent');
    expect(open.complaints).toEqual([]);
  });
});
