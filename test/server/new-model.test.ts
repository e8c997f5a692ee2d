/** A new model on a set that is rated already: the rater is asked for what it alone gave, and for five old outputs. */
import { expect, test } from 'vitest';
import type { BlindBlock, ReviewView, Standing } from '../../src/core/review/wire.ts';
import { jsonl } from '../fixtures/project.ts';
import { ask } from '../fixtures/rating.ts';
import { projectWithOutputs, type Review, startReview } from '../fixtures/review-project.ts';

const view = async (review: Review) =>
  JSON.parse((await ask(review, 'GET', '/api/session')).text) as ReviewView;

const missing = async (review: Review) =>
  (JSON.parse((await ask(review, 'GET', '/api/standing')).text) as Standing).missing;

async function textsOf(review: Review): Promise<readonly string[]> {
  const { items } = await view(review);
  const blocks = [...new Set(items.map(({ block }) => block))];
  const answers = await Promise.all(blocks.map((block) => ask(review, 'GET', `/api/blocks/${block}`)));
  return answers.flatMap(({ text }) => (JSON.parse(text) as BlindBlock).outputs.map((output) => output.text));
}

async function rateAllByHttp(review: Review): Promise<void> {
  const { items } = await view(review);
  const events = items.map(({ id }, i) => ({
    id: crypto.randomUUID(),
    item: id,
    at: '2026-11-24T10:00:00.000Z',
    kind: 'answer',
    answer: { rating: 3, acceptable: true },
    activeMs: 1000,
    position: i + 1,
  }));
  expect(JSON.parse((await ask(review, 'POST', '/api/events', { events })).text)).toMatchObject({
    refused: [],
  });
}

test('its own distinct outputs are asked, and five anchors besides that look like any other', async () => {
  const candidates = ['alpha', 'beta'];
  await using review = await startReview(await projectWithOutputs({ examples: 10, candidates }));
  const { project } = review;
  const old = await textsOf(review);
  expect(old).toHaveLength(20);
  await rateAllByHttp(review);
  expect(await missing(review)).toBe(0);

  // Two of its ten answers are those of alpha: these are rated.
  const config = await project.read('fieldtest.yaml');
  await project.write('fieldtest.yaml', `${config}  - { name: newcomer, recorded: file://new.jsonl }\n`);
  await project.write(
    'new.jsonl',
    jsonl(
      Array.from({ length: 10 }, (_, i) => ({
        example: `e${i}`,
        output: i < 2 ? `answer ${i} in manner 97` : `new answer ${i}`,
      })),
    ),
  );
  await project.run('run');
  await review.restart();
  const { items } = await view(review);
  expect(await missing(review)).toBe(13);
  const texts = await textsOf(review);
  expect(texts.filter((text) => text.startsWith('new answer'))).toHaveLength(8);
  const anchors = texts.filter((text) => old.includes(text));
  expect(new Set(anchors).size).toBe(5);
  expect(texts).toHaveLength(13);
  for (const item of items) expect(Object.keys(item).sort()).toEqual(['block', 'calibration', 'id']);
  expect(items.every(({ calibration }) => !calibration)).toBe(true);

  await rateAllByHttp(review);
  expect(await missing(review)).toBe(0);
});
