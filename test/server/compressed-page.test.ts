/** The page is small on the wire; what is rated is never compressed, since its length would then tell of its text. */
import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectWithOutputs, type Review, startReview } from '../fixtures/review-project.ts';

let review: Review;
beforeAll(async () => {
  // Texts that would shrink to nothing.
  review = await startReview(
    await projectWithOutputs({ output: (i, c) => `${c.slice(0, 1)}${i}`.repeat(2000) }),
  );
});
afterAll(async () => await review[Symbol.asyncDispose]());

interface Answer {
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly bytes: Buffer;
}

function get(path: string, encodings = 'gzip, deflate, br, zstd'): Promise<Answer> {
  const { hostname, port } = new URL(review.link);
  const headers = { 'accept-encoding': encodings, 'x-fieldtest-token': review.token };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ headers: response.headers, bytes: Buffer.concat(parts) }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** The files that the page needs before the first rating: what it names, and what these import at once. */
async function firstFiles(): Promise<ReadonlyMap<string, Answer>> {
  const files = new Map<string, Answer>();
  const waiting = ['/'];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue;
    const answer = await get(path);
    files.set(path, answer);
    const text = gunzipSync(answer.bytes).toString();
    const named = path === '/' ? /(?:src|href)="(\/[^"]+)"/g : /(?:from|import)"\.\/([^"]+)"/g;
    for (const [, name] of text.matchAll(named))
      waiting.push(name!.startsWith('/') ? name! : `/assets/${name}`);
  }
  return files;
}

test('the rating screen is at most 100 KB on the wire', async () => {
  const files = await firstFiles();
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
