/** The way to the list of rows in a JSON document and out of it again; all that is passed is checked. */
import { parseExactJson } from '../core/json-text.ts';
import type { RejectedRow } from '../core/record.ts';
import { type ByteReader, passSpace } from './byte-reader.ts';
import type { JsonEnvelope } from './json-envelope.ts';
import { lookAhead, valueScan } from './json-value.ts';
import { pathText } from './path.ts';
import { decodeUtf8 } from './utf8.ts';

const MAX_KEY_BYTES = 65_536;

const QUOTE = 34;
const COLON = 58;
const OPEN_LIST = 91;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** Where the way ended, and how many brackets are open there. */
export type Entered = { readonly depth: number } & (
  | { readonly kind: 'list' }
  /** There is no list; `ahead` is true when a value stands there in its place. */
  | { readonly kind: 'missing'; readonly reason: string; readonly ahead: boolean }
  | { readonly kind: 'cut off' }
);

/** Passes into the list at the end of the path. */
export async function enterList(
  reader: ByteReader,
  envelope: JsonEnvelope,
  path: readonly string[],
): Promise<Entered> {
  const where = pathText(path);
  for (const [depth, key] of path.entries()) {
    if (reader.held()[0] !== OPEN_OBJECT)
      return { kind: 'missing', depth, reason: `no list of rows at ${where}`, ahead: true };
    envelope.pass(1);
    const found = await passToKey(reader, envelope, key);
    if (found === 'cut off') return { kind: 'cut off', depth: depth + 1 };
    if (found === 'closed') return { kind: 'missing', depth, reason: `nothing at ${where}`, ahead: false };
  }
  const depth = path.length;
  if (reader.held()[0] !== OPEN_LIST)
    return { kind: 'missing', depth, reason: `no list of rows at ${where}`, ahead: true };
  envelope.pass(1);
  return { kind: 'list', depth };
}

/** Passes the rest of a document; what is wrong when the file ends before it. */
export async function leaveDocument(
  reader: ByteReader,
  envelope: JsonEnvelope,
  entered: Entered,
): Promise<RejectedRow | undefined> {
  const ahead = entered.kind === 'missing' && entered.ahead;
  if (ahead || entered.depth > 0) await passValue(reader, envelope, entered.depth);
  return envelope.end();
}

/** In an object: to the value of a key, past all before it. */
async function passToKey(
  reader: ByteReader,
  envelope: JsonEnvelope,
  key: string,
): Promise<'found' | 'closed' | 'cut off'> {
  for (;;) {
    const { ended } = await passSpace(reader);
    if (ended) return 'cut off';
    const byte = reader.held()[0]!;
    if (byte !== QUOTE) {
      envelope.pass(1); // a comma or the closing bracket; anything else it throws for
      if (byte === CLOSE_OBJECT) return 'closed';
      continue;
    }
    const found = (await passKey(reader, envelope)) === key;
    if ((await passSpace(reader)).ended) return 'cut off';
    if (reader.held()[0] === COLON) {
      envelope.pass(1);
      if ((await passSpace(reader)).ended) return 'cut off';
      if (found) return 'found';
    }
    await passValue(reader, envelope);
  }
}

async function passKey(reader: ByteReader, envelope: JsonEnvelope): Promise<string | undefined> {
  const ahead = await lookAhead(reader, MAX_KEY_BYTES);
  const decoded = decodeUtf8(ahead);
  envelope.pass(ahead.length);
  const parsed = decoded.kind === 'text' ? parseExactJson(decoded.text) : undefined;
  return parsed?.kind === 'value' && typeof parsed.value === 'string' ? parsed.value : undefined;
}

/** Passes the value ahead, or to the end of the one of which so many brackets are open. */
async function passValue(reader: ByteReader, envelope: JsonEnvelope, openBrackets = 0): Promise<void> {
  const scan = valueScan(openBrackets);
  for (;;) {
    const held = reader.held();
    const end = scan.next(held, 0);
    envelope.pass(end === -1 ? held.length : Math.max(end, 1)); // which throws for what begins no value
    if (end !== -1) break;
    if (!(await reader.fill())) return;
  }
  envelope.value(' ', reader.place()); // between two values, so that they are not read as one
}
