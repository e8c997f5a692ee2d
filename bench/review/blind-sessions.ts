/** Whole review sessions over HTTP, as whoever watches the wire sees them. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import type { BlindItem, ReviewView } from '../../src/core/review/wire.ts';
import { openProject } from '../../src/open.ts';
import { openAfter } from '../../src/pipeline/review/after.ts';
import { openDesk } from '../../src/pipeline/review/desk.ts';
import { createApp } from '../../src/server/app.ts';

/** An item as it went over the wire, and what the wire does not say: who gave it. */
export interface SeenItem {
  /** Bytes of the answer that brought its block. */
  readonly blockBytes: number;
  /** Milliseconds until that answer was there. */
  readonly blockMs: number;
  readonly itemsInBlock: number;
  /** From 0, in the block and in the session. */
  readonly placeInBlock: number;
  readonly place: number;
  readonly itemsInSession: number;
  /** Characters of the text itself: visible by design, and no feature of the wire; for the control alone. */
  readonly characters: number;
  /** Every candidate whose text this is. */
  readonly candidates: readonly string[];
  readonly purpose: string;
}

export interface SeenSession {
  readonly items: readonly SeenItem[];
  /** All that was asked and answered: addresses, headers, bodies. */
  readonly wire: string;
}

const WHO = { rater: 'ann', split: 'dev' } as const;
const quiet = { info() {}, warn() {}, progress() {} };

/** One session from the first request to the last rating, in a copy of the project; `seed` decides the order. */
export async function watchSession(dir: string, seed: number): Promise<SeenSession> {
  const cwd = await mkdtemp(join(tmpdir(), 'fieldtest session '));
  const end = new AbortController();
  try {
    await cp(dir, cwd, { recursive: true });
    await using opened = await openProject({ cwd, env: {}, log: quiet, signal: end.signal });
    const at = new Date(Date.UTC(2026, 0, 1) + seed * 1000).toISOString();
    const project = { ...opened, random: () => seed / 2 ** 31, clock: { ...opened.clock, now: () => at } };
    const token = 'f'.repeat(64);
    const server = createAdaptorServer({ fetch: (request) => app.fetch(request) });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const app = createApp({
      token,
      host,
      openDesk: () => openDesk(project, WHO),
      after: openAfter(project, WHO),
      file: async () => undefined,
      failed: (error) => {
        throw error;
      },
    });
    try {
      return await watched(project, { host, token, at });
    } finally {
      await new Promise<void>((resolve) => server.close(() => resolve()));
    }
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

async function watched(
  { store, config }: Awaited<ReturnType<typeof openProject>>,
  { host, token, at }: { readonly host: string; readonly token: string; readonly at: string },
): Promise<SeenSession> {
  const wire: string[] = [];
  const ask = async (path: string, body?: unknown) => {
    const started = performance.now();
    const response = await fetch(`http://${host}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'x-fieldtest-token': token, 'content-type': 'application/json', connection: 'close' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const ms = performance.now() - started;
    wire.push(path, JSON.stringify([...response.headers]), text);
    return { text, ms, bytes: Buffer.byteLength(text) };
  };
  const view = JSON.parse((await ask('/api/session')).text) as ReviewView;
  const round = (await store.reviewRounds())[0]!;
  const outputs = Map.groupBy(
    await store.outputs({ candidates: config.candidates.map(({ id }) => id) }),
    ({ example, textId }) => `${example} ${textId}`,
  );
  const secret = new Map(round.items.map((item) => [item.id, item]));
  const items: SeenItem[] = [];
  let place = 0;
  for (const [block, members] of Map.groupBy(view.items, (item) => item.block)) {
    const { ms, bytes } = await ask(`/api/blocks/${block}`);
    members.forEach((item, placeInBlock) => {
      const { example, textId, purpose } = secret.get(item.id)!;
      const authors = outputs.get(`${example} ${textId}`)!;
      items.push({
        blockBytes: bytes,
        blockMs: ms,
        itemsInBlock: members.length,
        placeInBlock,
        place: place++,
        itemsInSession: view.items.length,
        characters: authors[0]!.text.length,
        candidates: authors.map(({ candidate }) => candidate),
        purpose,
      });
    });
    await ask('/api/events', {
      events: members.map((item, i) => answerOf(item, at, place - members.length + i)),
    });
  }
  for (const path of [
    '/api/session',
    '/api/reveal',
    '/api/decision',
    '/api/outputs',
    '/api/examples',
    '/nothing',
  ])
    await ask(path);
  return { items, wire: wire.join('\n') };
}

function answerOf(item: BlindItem, at: string, place: number) {
  const answer = { rating: 1 + (place % 5), acceptable: place % 2 === 0 };
  return {
    id: crypto.randomUUID(),
    item: item.id,
    at,
    kind: 'answer',
    answer,
    activeMs: 1000,
    position: place + 1,
  };
}
