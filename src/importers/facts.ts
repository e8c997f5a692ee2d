/** What a row tells beside its input: token counts, time, metadata. Anything unusable is left out, never guessed. */
import { isJsonObject, type Json } from '../core/json.ts';
import type { Usage } from '../core/record.ts';

/** A metadata value is kept when its JSON has at most this many characters. */
export const MAX_METADATA_LENGTH = 2048;

const USAGE_PATHS: { readonly [key in keyof Usage]-?: readonly (readonly string[])[] } = {
  inputTokens: [['input_tokens'], ['inputTokens'], ['prompt_tokens'], ['promptTokens']],
  outputTokens: [['output_tokens'], ['outputTokens'], ['completion_tokens'], ['completionTokens']],
  reasoningTokens: [
    ['reasoningTokens'],
    ['reasoning_tokens'],
    ['completion_tokens_details', 'reasoning_tokens'],
    ['output_tokens_details', 'reasoning_tokens'],
  ],
  cachedInputTokens: [
    ['cachedInputTokens'],
    ['cached_input_tokens'],
    ['cache_read_input_tokens'],
    ['prompt_tokens_details', 'cached_tokens'],
    ['input_tokens_details', 'cached_tokens'],
  ],
  cacheWriteTokens: [
    ['cacheWriteTokens'],
    ['cache_creation_input_tokens'],
    ['prompt_tokens_details', 'cache_write_tokens'],
    ['input_tokens_details', 'cache_write_tokens'],
  ],
};

/** Token counts in the naming styles of OpenAI, Anthropic and the AI SDK; undefined when there are none. */
export function usageFrom(value: Json | undefined): Usage | undefined {
  if (!isJsonObject(value)) return undefined;
  const usage: { -readonly [key in keyof Usage]: number } = {};
  for (const key of Object.keys(USAGE_PATHS) as (keyof Usage)[]) {
    for (const path of USAGE_PATHS[key]) {
      const count = tokenCount(path.reduce<Json | undefined>(ownValue, value));
      if (count === undefined) continue;
      usage[key] = count;
      break;
    }
  }
  return Object.keys(usage).length === 0 ? undefined : usage;
}

function ownValue(value: Json | undefined, key: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** A whole number of tokens, also as the text of a table's cell. */
function tokenCount(value: Json | undefined): number | undefined {
  const count = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

const ISO_TIME = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/i;
/** Seconds since 1970 stay below this until the year 5138; milliseconds passed it in 1973. */
const SECONDS_BELOW = 1e11;

/** ISO 8601 in UTC from ISO text (without a zone: UTC) or a Unix time in seconds or milliseconds. */
export function isoTime(value: Json | undefined): string | undefined {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d{9,13}(?:\.\d+)?$/.test(value))) {
    const time = Number(value);
    return dateText(new Date(Math.abs(time) < SECONDS_BELOW ? time * 1000 : time));
  }
  if (typeof value !== 'string') return undefined;
  const match = ISO_TIME.exec(value.trim());
  if (match === null) return undefined;
  const text = value.trim().replace(' ', 'T').replaceAll(' ', '');
  // A local reading would give another time on another machine.
  return dateText(new Date(match[1] === undefined && text.length > 10 ? `${text}Z` : text));
}

function dateText(date: Date): string | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/**
 * The keys that no role took, and what a `metadata` object holds, as far as they are small. The result is made
 * of own properties, so a key named `__proto__` could do no harm; it is dropped all the same.
 */
export function metadataFrom(
  row: { readonly [key: string]: Json },
  used: ReadonlySet<string>,
  nested: Json | undefined,
): { readonly [key: string]: Json } | undefined {
  const inner = isJsonObject(nested) ? Object.entries(nested) : [];
  const outer = Object.entries(row).filter(([key]) => !used.has(key));
  const kept = [...inner, ...outer].filter(([key, value]) => key !== '__proto__' && isSmall(value));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function isSmall(value: Json): boolean {
  if (value === null || value === '') return false;
  if (typeof value === 'string') return value.length <= MAX_METADATA_LENGTH;
  return typeof value !== 'object' || JSON.stringify(value).length <= MAX_METADATA_LENGTH;
}
