/** What the page weighs on the wire before the first rating. */
import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';

export interface WireAnswer {
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  /** As they came, compressed or not. */
  readonly bytes: Buffer;
}

/** Asks as a browser does; fetch would unpack the answer and hide its length. */
export function getAsSent(
  link: string,
  path: string,
  encodings = 'gzip, deflate, br, zstd',
): Promise<WireAnswer> {
  const { hostname, port, hash } = new URL(link);
  const headers = { 'accept-encoding': encodings, 'x-fieldtest-token': hash.slice(1) };
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

/** The files that the rating screen needs: what the page names, and what these import at once; views load after. */
export async function firstFiles(link: string): Promise<ReadonlyMap<string, WireAnswer>> {
  const files = new Map<string, WireAnswer>();
  const waiting = ['/'];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue;
    const answer = await getAsSent(link, path);
    files.set(path, answer);
    const packed = answer.headers['content-encoding'] === 'gzip';
    const text = (packed ? gunzipSync(answer.bytes) : answer.bytes).toString();
    const named = path === '/' ? /(?:src|href)="(\/[^"]+)"/g : /(?:from|import)"\.\/([^"]+)"/g;
    for (const [, name] of text.matchAll(named))
      waiting.push(name!.startsWith('/') ? name! : `/assets/${name}`);
  }
  return files;
}
