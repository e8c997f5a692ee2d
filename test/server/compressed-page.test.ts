/** The page is small on the wire; what is rated is never compressed, since its length would then tell of its text. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstFiles, getAsSent } from '../../bench/review/page-weight.ts';
import { projectWithOutputs, type Review, startReview } from '../fixtures/review-project.ts';

let review: Review;
beforeAll(async () => {
  // Texts that would shrink to nothing.
  review = await startReview(
    await projectWithOutputs({ output: (i, c) => `${c.slice(0, 1)}${i}`.repeat(2000) }),
  );
});
afterAll(async () => await review[Symbol.asyncDispose]());

const get = (path: string, encodings?: string) => getAsSent(review.link, path, encodings);

test('the rating screen is at most 100 KB on the wire', async () => {
  const files = await firstFiles(review.link);
  expect([...files.keys()].some((path) => path.endsWith('.js'))).toBe(true);
  expect([...files.keys()].some((path) => path.endsWith('.css'))).toBe(true);
  for (const { headers } of files.values()) expect(headers['content-encoding']).toBe('gzip');
  const total = [...files.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  expect(total).toBeLessThanOrEqual(100 * 1024);
});

test('who cannot read compressed files gets them as they are', async () => {
  const { headers, bytes } = await get('/', 'identity');
  expect(headers['content-encoding']).toBeUndefined();
  expect(bytes.toString()).toContain('<!doctype html>');
});

test('no answer about what is rated is compressed, and a block keeps the length that it was padded to', async () => {
  const session = await get('/api/session');
  expect(session.headers['content-encoding']).toBeUndefined();
  const { items } = JSON.parse(session.bytes.toString()) as { items: { block: string }[] };
  for (const block of new Set(items.map((item) => item.block))) {
    const answer = await get(`/api/blocks/${block}`);
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.bytes.length).toBe(16384);
  }
  for (const path of ['/api/reveal', '/api/examples', '/api/decision', '/api/blocks/none'])
    expect((await get(path)).headers['content-encoding']).toBeUndefined();
});
