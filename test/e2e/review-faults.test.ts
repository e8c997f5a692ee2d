/// <reference lib="dom" />
/** Whatever breaks while an expert rates - server, tab, network, an answer on its way - each rating is stored once. */
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import type { RatingRow } from '../../src/core/rows.ts';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { jsonl, type Project, parseJsonl } from '../fixtures/project.ts';
import { projectWithOutputs, type Review, startReview } from '../fixtures/review-project.ts';
import { type Promised, type ScriptedRater, scriptedRater } from '../fixtures/scripted-rater.ts';
import { seeded } from '../fixtures/seeded.ts';

afterAll(closeBrowser);

/** How many faults fall into the session, and the seed that chooses when and which. */
const INSTANTS = Number(process.env.FIELDTEST_FAULT_INSTANTS ?? 25);
const SEED = Number(process.env.FIELDTEST_FAULT_SEED ?? 7);

/** `answer 3 in manner 98: 4, yes, note` of every rating that is stored and not undone. */
async function stored(project: Project): Promise<readonly string[]> {
  const { stdout } = await project.run('ratings', 'export');
  return parseJsonl<RatingRow>(stdout)
    .map(({ example, candidate, rating, acceptable, note = '' }) =>
      said(`answer ${example.slice(1)} in manner ${candidate.charCodeAt(0)}`, rating, acceptable, note),
    )
    .sort();
}

const promised = (kept: readonly Promised[]) =>
  kept
    .filter(({ counts }) => counts)
    .map(({ text, rating, acceptable, note }) => said(text, rating, acceptable, note))
    .sort();

const said = (text: string, rating?: number, acceptable?: boolean, note?: string) =>
  `${text}: ${rating}, ${acceptable ? 'yes' : 'no'}, ${note}`;

const FAULTS = ['server', 'server and tab', 'tab', 'reload', 'network', 'answer', 'request'] as const;

interface Scene {
  readonly review: Review;
  readonly rater: ScriptedRater;
  readonly random: () => number;
}

/** Rates, takes back and gives again, `steps` times or until all is rated. */
async function work({ rater, random }: Scene, steps: number): Promise<void> {
  for (let i = 0; i < steps; i++) {
    const dice = random();
    const [rating, acceptable, noted] = [1 + Math.floor(random() * 5), random() < 0.5, random() < 0.15];
    const sees = await rater.sees();
    if (sees === 'waiting') return;
    if (dice < 0.12 && rater.kept().length > 0) await rater.undo();
    else if (dice < 0.22 && rater.undone().length > 0) await rater.redo();
    else if (sees === 'end') return;
    else await rater.answer(acceptable, rating, noted ? `note ${Math.floor(random() * 1e6)}` : '');
  }
}

/** One fault at a random instant of the work, and the way out of it that a rater has. */
async function survive(scene: Scene, fault: (typeof FAULTS)[number]): Promise<void> {
  const { review, rater, random } = scene;
  const context = rater.page.context();
  const later = async (what: () => Promise<unknown>) => {
    await new Promise((resolve) => setTimeout(resolve, random() * 250));
    await what();
  };
  const during = async (what: () => Promise<unknown>, steps = 3) => {
    const outcomes = await Promise.allSettled([work(scene, steps), later(what)]);
    const failed = outcomes.find((one) => one.status === 'rejected');
    // A step in a tab that was closed has no outcome yet; the next tab shows it.
    if (failed !== undefined && !rater.interrupted()) throw failed.reason;
  };
  switch (fault) {
    case 'server':
      await during(review.kill);
      return await rater.follow(await review.restart());
    case 'server and tab':
      await during(review.kill);
      await rater.close();
      return await rater.open(await review.restart());
    case 'tab':
      await during(rater.close);
      return await rater.open(review.link);
    case 'reload':
      await during(rater.reload);
      return await rater.settle();
    case 'network':
      await during(() => context.setOffline(true));
      await context.setOffline(false);
      return await work(scene, 1);
    case 'answer':
    case 'request':
      await context.route(
        '**/api/events',
        async (route) => {
          if (fault === 'answer') await route.fetch().catch(() => undefined);
          await route.abort().catch(() => undefined);
        },
        { times: 1 },
      );
      return await work(scene, 2);
  }
}

/** Fails, and says where the rater was, when something that should take seconds does not end. */
async function within(ms: number, work: Promise<void>, where: () => Promise<string>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((_, reject) => {
    timer = setTimeout(
      () => where().then((text) => reject(new Error(`no end after ${ms} ms: ${text}`)), reject),
      ms,
    );
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function where({ rater }: Scene, happened: readonly string[]): Promise<string> {
  const shown = rater.page.evaluate(() => `${location.href}\n${document.body.textContent}`);
  const dead = new Promise<string>((resolve) => setTimeout(resolve, 5_000, 'the page does not answer'));
  return `${happened.join(', ')}\n${await Promise.race([shown, dead])}`;
}

describe('nothing is lost and nothing is doubled', () => {
  test(`when server, tab or network break at ${INSTANTS} instants (seed ${SEED})`, {
    timeout: 60_000 + INSTANTS * 20_000,
  }, async () => {
    const random = seeded(SEED);
    await using review = await startReview(await projectWithOutputs({ examples: 18 }));
    await using open = await openPage();
    await open.page.close();
    const rater = scriptedRater(open.context);
    const scene = { review, rater, random };
    await rater.open(review.link);
    const happened: string[] = [];
    for (let i = 0; i < INSTANTS; i++) {
      const fault = FAULTS[Math.floor(random() * FAULTS.length)]!;
      happened.push(fault);
      await within(60_000, survive(scene, fault), () => where(scene, happened));
      // A session that ended goes back, so that each fault falls into work.
      if ((await rater.sees()) === 'end')
        for (let back = 0; back < 20 && (await rater.sees()) !== 'waiting'; back++) await rater.undo();
    }
    for (let i = 0; i < 4; i++) await work(scene, 3);
    await rater.allSaved();
    expect(await stored(review.project), `seed ${SEED}: ${happened.join(', ')}`).toEqual(
      promised(rater.kept()),
    );
    expect(rater.kept().length).toBeGreaterThan(5);
    expect(open.complaints).toEqual([]);
  });
});

describe('an expert whose browser or project changes under their hands', () => {
  test('loses nothing when the browser deletes or refuses what the page keeps', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 3 }));
    await using open = await openPage();
    const rater = scriptedRater(open.context);
    await open.page.close();
    await rater.open(review.link);
    for (let i = 0; i < 4; i++) await rater.answer(true, 4);
    await rater.allSaved();
    const browser = await open.context.newCDPSession(rater.page);
    const origin = new URL(review.link).origin;
    await browser.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
    await rater.answer(false, 1);
    await rater.allSaved();
    expect(await stored(review.project)).toEqual(promised(rater.kept()));
    // No room, and no server either: then the page says so, and sends as soon as it can.
    await open.context.setOffline(true);
    await rater.page.evaluate(() => {
      IDBObjectStore.prototype.add = () => {
        throw new DOMException('the disk is full', 'QuotaExceededError');
      };
    });
    await rater.answer(false, 2, 'kept in memory');
    await rater.answer(true, 3);
    await rater.page.getByText('cannot save: keep this tab open').waitFor();
    await open.context.setOffline(false);
    await rater.allSaved();
    expect(await stored(review.project)).toEqual(promised(rater.kept()));
    expect(rater.kept().length).toBe(7);
  });

  test('waits seconds and no longer for a browser that does not write, and loses nothing', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 2 }));
    await using open = await openPage();
    const rater = scriptedRater(open.context);
    await open.page.close();
    await rater.open(review.link);
    await rater.answer(true, 4);
    await rater.allSaved();
    await holdStore(rater.page);
    await rater.answer(false, 2, 'held up');
    await rater.page.getByText('cannot save: keep this tab open').waitFor();
    for (let i = 0; i < 4; i++) await rater.answer(i % 2 === 0, 3);
    await rater.allSaved();
    expect(await stored(review.project)).toEqual(promised(rater.kept()));
    expect(rater.kept()).toHaveLength(6);
  });

  test('is told at the end that all is saved, also if the browser did not answer for a while', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 1 }));
    await using open = await openPage();
    const rater = scriptedRater(open.context);
    await open.page.close();
    await rater.open(review.link);
    for (let i = 0; i < 2; i++) await rater.answer(true, 4);
    await rater.allSaved();
    await holdStore(rater.page);
    await rater.answer(false, 2);
    await rater.allSaved();
    expect(await stored(review.project)).toEqual(promised(rater.kept()));
  });

  test('changes an answer offline, and it arrives although a new round has begun meanwhile', async () => {
    const project = await projectWithOutputs({ examples: 1 });
    await using review = await startReview(project);
    await using open = await openPage();
    const rater = scriptedRater(open.context);
    await open.page.close();
    await rater.open(review.link);
    for (let i = 0; i < 3; i++) await rater.answer(true, 4);
    await rater.allSaved();
    await open.context.setOffline(true);
    await rater.undo();
    await rater.answer(false, 1);
    await rater.page.getByText('still on this device').waitFor();
    await rater.close();
    await open.context.setOffline(false);
    await project.write('more.jsonl', jsonl([{ id: 'e1', input: 'a late question' }]));
    await project.run('examples', 'import', 'more.jsonl');
    const late = { example: 'e1', candidate: 'alpha', output: 'answer 1 in manner 97' };
    await project.write('late.jsonl', jsonl([late]));
    await project.run('outputs', 'import', 'late.jsonl');
    await rater.open(review.link);
    await rater.answer(true, 5);
    await rater.allSaved();
    await expect.poll(() => stored(project), { timeout: 30_000 }).toEqual(promised(rater.kept()));
  });

  test('has written more than one request can carry, and all of it arrives', async () => {
    await using review = await startReview(await projectWithOutputs({ examples: 1 }));
    await using open = await openPage();
    const rater = scriptedRater(open.context);
    await open.page.close();
    await rater.open(review.link);
    // As a device holds it after a long time without server: long notes, each unit six bytes on the wire.
    await rater.page.evaluate(async () => {
      const [{ name }] = (await indexedDB.databases()) as [{ name: string }];
      const item = document.querySelector('article')!.dataset.item!;
      const db = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
      });
      const writing = db.transaction('events', 'readwrite');
      for (let i = 0; i < 45; i++)
        writing.objectStore('events').add({
          id: crypto.randomUUID(),
          item,
          at: new Date().toISOString(),
          kind: 'answer',
          answer: { rating: 1, acceptable: false, note: `${i}${'\u0001'.repeat(19_000)}` },
          activeMs: 1,
          position: 1,
        });
      await new Promise((resolve) => {
        writing.oncomplete = resolve;
      });
      db.close();
    });
    await rater.close();
    await rater.open(review.link);
    await rater.allSaved();
    expect(await stored(review.project)).toHaveLength(45);
  });
});

/** Another transaction holds what this device keeps, for longer than the page waits. */
async function holdStore(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const all = await indexedDB.databases();
    const name = all.map((one) => one.name!).find((one) => /^fieldtest [0-9a-f]{32}$/.test(one))!;
    const request = indexedDB.open(name);
    await new Promise((resolve) => {
      request.onsuccess = resolve;
    });
    const store = request.result.transaction('events', 'readwrite').objectStore('events');
    const until = performance.now() + 8_000;
    const hold = () => {
      if (performance.now() < until) store.count().onsuccess = hold;
    };
    hold();
  });
}
