/** Files that are not UTF-8, on request: their bytes become UTF-8 before an importer sees them. */

import { isUtf8 } from 'node:buffer';
import { FieldtestError } from '../core/errors.ts';

/** `replace` keeps UTF-8 and puts U+FFFD where it is malformed; the others name what the file is written in. */
export const encodings = ['utf8', 'latin1', 'utf16le', 'utf16be', 'replace'] as const;

export type Encoding = (typeof encodings)[number];

/** `latin1` is what the web and Excel mean by it: Windows-1252. */
const LABELS: { readonly [encoding in Encoding]: string } = {
  utf8: 'utf-8',
  latin1: 'windows-1252',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  replace: 'utf-8',
};

/** The encoding of a name, as people write it: `utf-16le`, `UTF-8`. Throws a usage error for an unknown one. */
export function encodingNamed(text: string): Encoding {
  const name = text.toLowerCase().replaceAll('-', '');
  if (isEncoding(name)) return name;
  const known = encodings.join(', ');
  throw new FieldtestError('usage', `${text} is no encoding that fieldtest reads`, `Known: ${known}.`);
}

/**
 * Throws where the first bytes of a file are not in the UTF-16 that was asked for. Read in the wrong way, such a file is one long line of
 * signs that make no sense.
 */
export function checkUtf16(
  head: Uint8Array,
  { file, encoding }: { file: string; encoding: 'utf16le' | 'utf16be' },
): void {
  const found = delimitersOf(head);
  const right = encoding === 'utf16le' ? 'utf16be' : 'utf16le';
  if (head.length < 2 || (found[encoding] > 0 && found[right] <= found[encoding])) return;
  throw new FieldtestError(
    'input',
    `${file} is not written in ${encoding}, as --encoding says`,
    found[right] > 0
      ? `It looks like ${right}: --encoding ${right}`
      : 'Leave out --encoding, or try: --encoding latin1',
  );
}

/** In so many signs at the most there is one delimiter. */
const MOST_BETWEEN = 2000;
const MOST_OF_ALL = 0.8;

/** Throws for UTF-16, which without its byte order mark may be valid UTF-8, with a NUL between all letters. */
export function refuseUtf16(head: Uint8Array, file: string): void {
  const { utf16le, utf16be, all } = delimitersOf(head);
  const [more, less] = [Math.max(utf16le, utf16be), Math.min(utf16le, utf16be)];
  if (more < 2 || more < head.length / 2 / MOST_BETWEEN || less > more / 20) return;
  // A NUL may stand beside some delimiters of UTF-8; it stands beside all of UTF-16's.
  if (more < MOST_OF_ALL * all && isUtf8Start(head)) return;
  const right = utf16le > utf16be ? 'utf16le' : 'utf16be';
  throw new FieldtestError(
    'input',
    `${file}: this looks like UTF-16`,
    `Save it as UTF-8; \`fieldtest import\` also reads it with: --encoding ${right}`,
  );
}

/** UTF-8 that may be cut within its last character. */
function isUtf8Start(head: Uint8Array): boolean {
  return [0, 1, 2, 3].some((cut) => isUtf8(head.subarray(0, Math.max(0, head.length - cut))));
}

/** What delimits rows and fields in every format that is text. */
const DELIMITERS = new Set([...'"\n\r\t,:;'].map((sign) => sign.charCodeAt(0)));

/** How many delimiters there are if the bytes are read in either way: beside each stands a zero, which hardly any other sign has there. */
function delimitersOf(bytes: Uint8Array): {
  readonly utf16le: number;
  readonly utf16be: number;
  /** Bytes that are delimiters, whatever stands beside them. */
  readonly all: number;
} {
  const found = { utf16le: 0, utf16be: 0, all: 0 };
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const [first, second] = [bytes[at]!, bytes[at + 1]!];
    if (second === 0 && DELIMITERS.has(first)) found.utf16le++;
    if (first === 0 && DELIMITERS.has(second)) found.utf16be++;
    if (DELIMITERS.has(first)) found.all++;
    if (DELIMITERS.has(second)) found.all++;
  }
  return found;
}

/** The chunks as UTF-8. `utf8` passes them on as they are, for the importer to check. */
export async function* asUtf8(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<Uint8Array> {
  if (encoding === 'utf8') {
    yield* chunks;
    return;
  }
  const decoder = new TextDecoder(LABELS[encoding]);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

function isEncoding(text: string): text is Encoding {
  return (encodings as readonly string[]).includes(text);
}
