/** Who may call: programs of this machine. No page that is open in a browser, whatever name it reached us by. */
import type { IncomingMessage } from 'node:http';

export interface Refusal {
  readonly status: number;
  readonly message: string;
}

/** Why a request is refused, whatever it asks; undefined when it may pass. */
export function refusal(
  { rawHeaders, headers, url = '' }: IncomingMessage,
  port: number,
): Refusal | undefined {
  const hosts = rawHeaders.filter(
    (_name, at) => at % 2 === 1 && rawHeaders[at - 1]!.toLowerCase() === 'host',
  );
  const own = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  // Another name may have been made to point here (DNS rebinding); the browser still says by which it came.
  if (hosts.length !== 1 || !own.includes(hosts[0]!)) return { status: 421, message: 'unknown host' };
  if (headers.origin !== undefined) return { status: 403, message: 'pages of a browser may not call this' };
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'none')
    return { status: 403, message: 'pages of a browser may not call this' };
  if (!url.startsWith('/')) return { status: 400, message: 'only paths of this server are answered' };
  return undefined;
}
