/** What the server answered, as the page reads it. */
import type { hc } from 'hono/client';
import type { App } from '../../src/server/app.ts';

/** The server's doors, typed by the server itself. */
export type Client = ReturnType<typeof hc<App>>;

/** The server answered, but with a refusal: trying again changes nothing. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'Refused';
    this.status = status;
  }
}

/** The answer's body; throws `Refused` for any other status than success. */
export async function json<T>(response: Pick<Response, 'ok' | 'status' | 'json'>): Promise<T> {
  const body = (await response.json()) as T & { readonly error?: string };
  if (!response.ok) throw new Refused(response.status, body.error ?? `status ${response.status}`);
  return body;
}
