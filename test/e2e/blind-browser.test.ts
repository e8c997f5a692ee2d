/// <reference lib="dom" />
/** With twelve candidates that would all tell, nothing that a browser gets, shows or keeps names one of them. */
import { afterAll, expect, test } from 'vitest';
import { tellingProject } from '../../bench/review/telling-project.ts';
import { closeBrowser, openPage } from '../fixtures/browser.ts';
import { begin, rateToTheEnd } from '../fixtures/by-keyboard.ts';
import { startReview } from '../fixtures/review-project.ts';

afterAll(closeBrowser);

test('in whole sessions, to the last screen, no byte of a name, id, price or time is in page, address, title, store or log', async () => {
  const { project, secrets } = await tellingProject(3);
  await using _ended = project;
  for (const rater of ['ann', 'bo', 'cy']) {
    const review = await startReview(project, rater);
    await using open = await openPage();
    const { page, context } = open;
    const seen: string[] = [];
    let logged = '';
    review.server.stdout!.on('data', (text: string) => (logged += text));
    review.server.stderr!.on('data', (text: string) => (logged += text));
    page.on('console', (message) => seen.push(message.text()));
    page.on('request', (request) => seen.push(request.url(), request.postData() ?? ''));
    const answers: Promise<string>[] = [];
    page.on('response', (response) => answers.push(response.text().catch(() => '')));
    await begin(page, review.link);
    const look = async () => {
      const kept = await page.evaluate(async () => {
        const stores = await indexedDB.databases();
        const rows = await Promise.all(
          stores.map(
            ({ name }) =>
              new Promise<unknown>((resolve) => {
                const request = indexedDB.open(name!);
                request.onsuccess = () => {
                  const db = request.result;
                  const all = [...db.objectStoreNames].map((store) => {
                    const objects = db.transaction(store).objectStore(store);
                    return new Promise((done) => {
                      const read = objects.getAll();
                      read.onsuccess = () => done([store, read.result]);
                    });
                  });
                  void Promise.all(all).then((content) => {
                    db.close();
                    resolve([name, content]);
                  });
                };
              }),
          ),
        );
        const parts = [
          rows,
          { ...localStorage },
          { ...sessionStorage },
          document.title,
          location.href,
          history.state,
        ];
        return JSON.stringify(parts);
      });
      seen.push(kept, await page.content(), JSON.stringify(await context.cookies()));
    };
    await look();
    let rated = 0;
    // Every fifth output, and the last screen, are looked at whole.
    while ((await page.locator('.message').count()) === 0) {
      rated += (await rateToTheEnd(page, () => ['y', '3'], 5)).ratings;
      await look();
    }
    expect(rated).toBeGreaterThan(5);
    await page.locator('.message').waitFor();
    await review.kill();
    const all = [...seen, ...(await Promise.all(answers)), logged].join('\n');
    for (const secret of secrets.filter((one) => !OF_THE_PAGE.has(one)))
      expect(all.includes(secret), `${rater} could see ${secret}`).toBe(false);
    expect(all).toContain('[model name]');
    expect(open.complaints).toEqual([]);
  }
});

/** Words of the page's own code, which is the same for everybody; in answers about what is rated they would be a leak. */
const OF_THE_PAGE = new Set(['candidate', 'provider', 'latencyMs', 'costUsd']);
