/** The page's side of the server's doors, typed by the server itself. */
import { hc } from 'hono/client';
import type { RevealAnswer } from '../../src/core/review/after.ts';
import type { ReviewEvent } from '../../src/core/review/event.ts';
import type { BlindBlock, EventsResult, ReviewView, Standing } from '../../src/core/review/wire.ts';
import type { App } from '../../src/server/app.ts';
import type { AfterSource } from '../after/source.ts';
import { json } from './answer.ts';

/** Where the review's data comes from: a local server, or the packet's own file. */
export interface ReviewSource {
  view(): Promise<ReviewView>;
  block(id: string): Promise<BlindBlock>;
  send(events: readonly ReviewEvent[]): Promise<EventsResult>;
  /** Undefined where names cannot be shown (a packet). */
  readonly unmask?: (event: ReviewEvent) => Promise<string>;
  /** Undefined where nobody can tell (a packet). */
  readonly standing?: () => Promise<Standing>;
  /** What comes when the rating is done; a packet has none. */
  readonly after?: {
    readonly revealed: () => Promise<boolean>;
    readonly reveal: (early: boolean) => Promise<RevealAnswer>;
    /** Its code is loaded when names are shown, not before. */
    readonly open: () => Promise<AfterSource>;
  };
}

export function serverSource(token: string): ReviewSource {
  const client = hc<App>('/', { headers: { 'x-fieldtest-token': token } });
  return {
    view: async () => await json<ReviewView>(await client.api.session.$get()),
    block: async (id) => await json<BlindBlock>(await client.api.blocks[':id'].$get({ param: { id } })),
    send: async (events) => await json<EventsResult>(await post('/api/events', { events })),
    unmask: async (event) => (await json<{ text: string }>(await post('/api/unmask', event))).text,
    standing: async () => await json<Standing>(await client.api.standing.$get()),
    after: {
      revealed: async () => (await json<{ revealed: boolean }>(await client.api.reveal.$get())).revealed,
      reveal: async (early) => {
        const response = await post('/api/reveal', { early });
        if (response.status === 409) return (await response.json()) as RevealAnswer;
        return await json<RevealAnswer>(response);
      },
      open: async () => (await import('../after/source.ts')).afterSource(client, post),
    },
  };

  function post(path: string, body: unknown): Promise<Response> {
    const headers = { 'content-type': 'application/json', 'x-fieldtest-token': token };
    // Text that is kept alive when the page is closed while sending.
    return fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }
}
