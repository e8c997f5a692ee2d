/** How long a provider asks us to wait, from the headers and bodies in which they say it. */

/** Case-insensitive header lookup, as `Headers` does it. */
export interface HeaderSource {
  get(name: string): string | null;
}

const DAY_MS = 86_400_000;
const UNIT_MS: { readonly [unit: string]: number } = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: DAY_MS,
};

/** Headers that say when a limit resets, beside Retry-After. */
const RESET_HEADERS = [
  'x-ratelimit-reset-requests',
  'x-ratelimit-reset-tokens',
  'x-ratelimit-reset',
  'anthropic-ratelimit-requests-reset',
  'anthropic-ratelimit-tokens-reset',
  'anthropic-ratelimit-input-tokens-reset',
  'anthropic-ratelimit-output-tokens-reset',
];

/**
 * The least wait in milliseconds: `retry-after-ms`, then `Retry-After` (seconds, also fractional, or an HTTP
 * date), then Google's `retryDelay` in the body, then the latest reset header. Undefined when nothing usable
 * is said. Dates are read against the response's own Date header, so that no clock of ours is part of it.
 */
export function retryAfterMs(headers: HeaderSource, body = ''): number | undefined {
  const date = serverTime(headers);
  const exact = believable(positive(headers.get('retry-after-ms'), 1));
  if (exact !== undefined) return exact;
  const header = headers.get('retry-after');
  const said = believable(positive(header, 1000)) ?? untilDate(header, date);
  if (said !== undefined) return said;
  const delay = /"retryDelay"\s*:\s*"(\d+(?:\.\d+)?)s"/.exec(body)?.[1];
  if (delay !== undefined) return believable(Number(delay) * 1000);
  const resets = RESET_HEADERS.map((name) => resetMs(headers.get(name), date)).filter(
    (ms) => ms !== undefined,
  );
  return resets.length === 0 ? undefined : Math.max(...resets);
}

/** The server's own clock, which is what its dates are to be read by; NaN when it does not say. */
export function serverTime(headers: HeaderSource): number {
  return Date.parse(headers.get('date') ?? '');
}

/** A reset as providers write it: `1m30s`, `6ms`, seconds, a Unix time in s or ms, or RFC 3339. */
export function resetMs(text: string | null, date: number): number | undefined {
  if (text === null) return undefined;
  const number = positive(text, 1);
  if (number !== undefined) {
    if (number < 1e9) return believable(number * 1000);
    return untilTime(number < 1e12 ? number * 1000 : number, date);
  }
  if (/^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/.test(text)) {
    const parts = text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g);
    return believable(
      [...parts].reduce((sum, [, amount, unit]) => sum + Number(amount) * UNIT_MS[unit!]!, 0),
    );
  }
  return untilDate(text, date);
}

function positive(text: string | null, factor: number): number | undefined {
  return text !== null && /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Number(text) * factor : undefined;
}

function untilDate(text: string | null, date: number): number | undefined {
  // Date.parse takes "-5" for a year; a date that a server writes has letters in it.
  return text !== null && /[a-z]/i.test(text) ? untilTime(Date.parse(text), date) : undefined;
}

function untilTime(time: number, date: number): number | undefined {
  return Number.isNaN(time) || Number.isNaN(date) ? undefined : believable(Math.max(0, time - date));
}

/** Nobody means more than a week: that is garbage, as good as nothing said. */
function believable(ms: number | undefined): number | undefined {
  return ms !== undefined && ms <= 7 * DAY_MS ? ms : undefined;
}
