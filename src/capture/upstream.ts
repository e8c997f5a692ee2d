/** Where calls are passed on to: fixed by whoever starts the capture; a request chooses between the two at the most. */
import { FieldtestError } from '../core/errors.ts';

export type Api = 'openai' | 'anthropic';

export interface Upstream {
  /** `https://api.openai.com` */
  readonly origin: string;
  /** The path that `/v1` of our own address stands for. */
  readonly base: string;
}

export type Upstreams = { readonly [api in Api]: Upstream };

const PROVIDERS: Upstreams = {
  openai: { origin: 'https://api.openai.com', base: '/v1' },
  anthropic: { origin: 'https://api.anthropic.com', base: '/v1' },
};

/**
 * The providers' own addresses, or the one that was given: the base URL that the app uses now, as each SDK takes it.
 * That of OpenAI has its `/v1` in it, that of Anthropic has not, whether it ends in one or not.
 */
export function upstreamsOf(given: string | undefined): Upstreams {
  if (given === undefined) return PROVIDERS;
  const wrong = (what: string): FieldtestError =>
    new FieldtestError('usage', `--upstream ${what}`, 'Give a base URL: --upstream http://127.0.0.1:8080/v1');
  if (!URL.canParse(given)) throw wrong('is not an address');
  const url = new URL(given);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw wrong('must be http or https');
  // It would stand in the list of this machine's processes; the key comes from the caller, in its headers.
  if (url.username !== '' || url.password !== '' || url.search !== '')
    throw wrong('must hold no password and no query');
  const path = url.pathname.replace(/\/+$/, '');
  const { origin } = url;
  return {
    openai: { origin, base: path === '' ? '/v1' : path },
    anthropic: { origin, base: path.endsWith('/v1') ? path : `${path}/v1` },
  };
}

/** Whether keys would go over a network without encryption. */
export function isInTheClear({ origin }: Upstream): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'http:' && !isLoopback(hostname);
}

/** Whether it is the address that the capture itself listens on. */
export function isOwnAddress({ origin }: Upstream, port: number): boolean {
  const { hostname, port: given } = new URL(origin);
  return isLoopback(hostname) && Number(given) === port;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}

export interface Route {
  readonly api: Api;
  /** As `callPaths` have it: without the API's prefix and the query. */
  readonly path: string;
  /** What comes after `/v1`, with the query, as it was sent. */
  readonly rest: string;
}

/** `/v1/...`, or with the API before it; undefined for anything else. */
export function routeOf(target: string, headers: { readonly [name: string]: unknown }): Route | undefined {
  const found = /^(?:\/(openai|anthropic))?\/v1(\/[^?#]*)(\?.*)?$/.exec(target);
  if (found === null) return undefined;
  const [, prefix, path = '', query = ''] = found;
  // Both have /v1/models and /v1/files; the SDKs of Anthropic send their version with every request.
  const api =
    prefix ??
    (/^\/(messages|complete)(\/|$)/.test(path) || headers['anthropic-version'] !== undefined
      ? 'anthropic'
      : 'openai');
  return { api: api as Api, path: `/v1${path}`, rest: path + query };
}
