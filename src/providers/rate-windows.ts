/** What is left of a provider's limits, from the headers in which they say it. */
import type { RateWindow } from '../core/plugins.ts';
import { type HeaderSource, resetMs, serverTime } from './retry-after.ts';

/** `x-ratelimit-remaining-requests` (OpenAI and those like it), `x-ratelimit-remaining` (OpenRouter), Anthropic's order. */
const FAMILIES: readonly { readonly of: string; readonly name: (part: string) => string }[] = [
  ...['requests', 'tokens'].map((of) => ({ of, name: (part: string) => `x-ratelimit-${part}-${of}` })),
  { of: 'requests', name: (part) => `x-ratelimit-${part}` },
  ...['requests', 'tokens', 'input-tokens', 'output-tokens'].map((of) => ({
    of,
    name: (part: string) => `anthropic-ratelimit-${of}-${part}`,
  })),
];

/** The windows that are said whole: how much is left, and until when. Of twice the same, the first. */
export function rateWindows(headers: HeaderSource): readonly RateWindow[] {
  const found = new Map<string, RateWindow>();
  for (const { of, name } of FAMILIES) {
    const remaining = wholeNumber(headers.get(name('remaining')));
    if (remaining === undefined || found.has(of)) continue;
    const reset = resetMs(headers.get(name('reset')), serverTime(headers));
    if (reset === undefined) continue;
    const limit = wholeNumber(headers.get(name('limit')));
    found.set(of, { of, ...(limit === undefined ? {} : { limit }), remaining, resetMs: reset });
  }
  return [...found.values()];
}

function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : undefined;
}
