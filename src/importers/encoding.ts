/** Files that are not UTF-8, on request: their bytes become UTF-8 before an importer sees them. */

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
 * Throws where the first bytes of a file are not in the UTF-16 that was asked for: what delimits rows is ASCII, half of whose bytes
 * are zeros there, on one side. Read in the wrong way, such a file is one long line of signs that make no sense.
 */
export function checkUtf16(head: Uint8Array, { file, encoding }: { file: string; encoding: Encoding }): void {
  if (head.length < 2 || (encoding !== 'utf16le' && encoding !== 'utf16be')) return;
  const zeros = [0, 0] as [number, number];
  for (let at = 0; at < head.length; at++) if (head[at] === 0) zeros[(at % 2) as 0 | 1]++;
  const [even, odd] = zeros;
  const [own, other] = encoding === 'utf16le' ? [odd, even] : [even, odd];
  // A few signs of other scripts have their zero on the other side.
  if (own > 0 && other <= 20 * own) return;
  const right = encoding === 'utf16le' ? 'utf16be' : 'utf16le';
  throw new FieldtestError(
    'input',
    `${file} is not written in ${encoding}, as --encoding says`,
    other > 0
      ? `It looks like ${right}: --encoding ${right}`
      : 'Leave out --encoding, or try: --encoding latin1',
  );
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
