/** The local server of the review: thin doors to the desk, every one of them behind the guard. */
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { ReviewEvent } from '../core/review/event.ts';
import type { AfterDesk } from '../pipeline/review/after.ts';
import type { ReviewDesk } from '../pipeline/review/desk.ts';
import { afterDoors } from './after.ts';
import { type GuardOptions, ownPageOnly, tokenOnly } from './guard.ts';
import { securityHeaders } from './headers.ts';
import { readJson } from './read-json.ts';

export interface AppOptions extends GuardOptions {
  /** The rater's desk as it is now; opened again whenever the page is. */
  readonly openDesk: () => Promise<ReviewDesk>;
  /** What may be seen when the rating is done; it keeps for this launch whether names are shown. */
  readonly after: AfterDesk;
  /** A file of the page by its path (`/`, `/assets/x.js`); undefined when there is none. */
  readonly file: (path: string) => Promise<PageFile | undefined>;
  /** Told what the page is not: why a request could not be answered. */
  readonly failed: (error: unknown) => void;
}

export interface PageFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** Whether its name changes with its content. */
  readonly immutable: boolean;
}

/** The app; `hc<App>` gives the page its types. */
export function createApp(options: AppOptions) {
  let desk: Promise<ReviewDesk> | undefined;
  const current = () => {
    desk ??= options.openDesk();
    return desk;
  };
  const api = new Hono()
    .use(tokenOnly(options))
    .get('/session', async (context) => {
      desk = options.openDesk();
      return context.json(await (await desk).view());
    })
    .get('/blocks/:id', async (context) => {
      const block = (await current()).block(context.req.param('id'));
      return block === undefined ? context.json({ error: 'no such block' }, 404) : context.json(block, 200);
    })
    .post('/events', async (context) => {
      const body = await readJson(context.req.raw);
      const events = (body as { readonly events?: unknown } | undefined)?.events;
      if (!Array.isArray(events)) return context.json({ error: 'no list of events' }, 400);
      const result = await (await current()).accept(events);
      await options.after.changed(result.stored);
      return context.json(result, 200);
    })
    .post('/unmask', async (context) => {
      const event = (await readJson(context.req.raw)) as ReviewEvent | undefined;
      const at = await current();
      // Noted before it is shown.
      const result = event?.kind === 'unmask' ? await at.accept([event]) : undefined;
      const text = result?.stored.length === 1 ? at.unmasked(event!.item) : undefined;
      return text === undefined ? context.json({ error: 'no such item' }, 404) : context.json({ text }, 200);
    })
    .get('/standing', async (context) => context.json(await (await current()).standing(), 200))
    .route('/', afterDoors(options.after));
  return (
    new Hono()
      .use(securityHeaders)
      .use(ownPageOnly(options))
      .route('/api', api)
      // The page's own files alone. Answers of the API are padded so that their length says nothing of an output;
      // compressed they would have the length of their text again.
      .get('*', compress(), async (context) => {
        const file = await options.file(context.req.path);
        if (file === undefined) return context.json({ error: 'not found' }, 404);
        context.header('content-type', file.type);
        context.header('cache-control', file.immutable ? 'max-age=31536000, immutable' : 'no-store');
        return context.body(file.body);
      })
      .notFound((context) => context.json({ error: 'not found' }, 404))
      .onError((error, context) => {
        options.failed(error);
        return context.json({ error: 'the server failed; its terminal says why' }, 500);
      })
  );
}

export type App = ReturnType<typeof createApp>;
