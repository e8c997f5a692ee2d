/** Every text of a record through the redactor: its keys name what they hold, and are texts too. */
import type { Input } from '../input.ts';
import { isJsonObject, type Json } from '../json.ts';
import type { ProductionRecord } from '../record.ts';
import type { TextRedactor } from './redact-text.ts';

/** The record, the same object where nothing of it had to go. */
export function redactRecord(record: ProductionRecord, redact: TextRedactor): ProductionRecord {
  const changes: { -readonly [K in keyof ProductionRecord]?: ProductionRecord[K] } = {};
  const input = redactValue(record.input as Json, redact) as Input;
  if (input !== record.input) changes.input = input;
  for (const key of ['name', 'answer', 'reference', 'model', 'metadata'] as const) {
    const value = record[key];
    if (value === undefined) continue;
    const redacted = redactValue(value, redact);
    if (redacted !== value) (changes as { [key: string]: Json })[key] = redacted;
  }
  return Object.keys(changes).length === 0 ? record : { ...record, ...changes };
}

/** The value with its texts redacted, also numbers that are one (a card, a phone number); itself where nothing changes. */
export function redactValue(value: Json, redact: TextRedactor, hint?: string): Json {
  if (typeof value === 'string') return redact(value, hint);
  if (typeof value === 'number') return redactNumber(value, redact, hint);
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => redactValue(item, redact, hint));
    return items.some((item, i) => item !== value[i]) ? items : value;
  }
  if (!isJsonObject(value)) return value;
  let changed = false;
  const taken: TakenKeys = { keys: new Set(Object.keys(value)), next: new Map() };
  const entries = Object.entries(value).map(([key, inner]) => {
    const named = redactKey(key, redact, taken);
    const item = redactValue(inner, redact, named === key ? key : undefined);
    if (named !== key || item !== inner) changed = true;
    return [named, item] as const;
  });
  // A key that is called __proto__ becomes one like any other here.
  return changed ? Object.fromEntries(entries) : value;
}

interface TakenKeys {
  readonly keys: Set<string>;
  /** By placeholder, the next number to try. */
  readonly next: Map<string, number>;
}

/** Two spellings of one address are two keys, and stay two. */
function redactKey(key: string, redact: TextRedactor, { keys, next }: TakenKeys): string {
  const named = redact(key);
  if (named === key) return key;
  let free = named;
  let n = next.get(named) ?? 2;
  while (keys.has(free)) free = `${named} ${n++}`;
  next.set(named, n);
  keys.add(free);
  return free;
}

function redactNumber(value: number, redact: TextRedactor, hint: string | undefined): Json {
  if (!Number.isSafeInteger(value) || value < 1e6) return value;
  const redacted = redact(String(value), hint);
  return /^\[[^\]]*\]$/.test(redacted) ? redacted : value;
}
