/** Who may talk to the local server: this launch's own page, and nothing else that happens to be open in a browser. */
import { createMiddleware } from 'hono/factory';

export interface GuardOptions {
  /** 256 bits, hex; made anew at each launch, handed over in the link's fragment, which no browser sends. */
  readonly token: string;
  /** The one value of `Host` that is answered, `127.0.0.1:4711`. */
  readonly host: string;
}

/** Header that carries the token; a form or an image of another site cannot set one. */
export const TOKEN_HEADER = 'x-fieldtest-token';

const MOST_BODY_BYTES = 4 * 1024 * 1024;

/** Refuses other hosts (DNS rebinding) and other sites, for every path. */
export function ownPageOnly({ host }: GuardOptions) {
  return createMiddleware(async (context, next) => {
    if (context.req.header('host') !== host) return context.json({ error: 'unknown host' }, 421);
    const origin = context.req.header('origin');
    if (origin !== undefined && origin !== `http://${host}`)
      return context.json({ error: 'foreign origin' }, 403);
    const site = context.req.header('sec-fetch-site');
    // `none` is a link that the user opened; every request of the page itself is same-origin.
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      return context.json({ error: 'foreign site' }, 403);
    return await next();
  });
}

/** Refuses whoever does not have this launch's token, or sends something that is not JSON. */
export function tokenOnly({ token }: GuardOptions) {
  return createMiddleware(async (context, next) => {
    const { method } = context.req;
    if (method !== 'GET' && method !== 'POST') return context.json({ error: 'unknown method' }, 405);
    if (!sameText(context.req.header(TOKEN_HEADER) ?? '', token))
      return context.json({ error: 'this link is of an earlier launch' }, 401);
    if (method === 'POST') {
      const type = context.req.header('content-type')?.split(';')[0]?.trim();
      if (type !== 'application/json') return context.json({ error: 'not JSON' }, 415);
      const length = Number(context.req.header('content-length') ?? Number.NaN);
      if (!(length <= MOST_BODY_BYTES)) return context.json({ error: 'too large' }, 413);
    }
    return await next();
  });
}

/** Compares in a time that does not depend on where they differ. */
function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < b.length; i++) difference |= (a.charCodeAt(i) || 0) ^ b.charCodeAt(i);
  return difference === 0;
}
