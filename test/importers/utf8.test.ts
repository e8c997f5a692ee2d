/** Bytes that are not UTF-8 are found where they stand, and other encodings are read on request. */
import { describe, expect, it } from 'vitest';
import type { FieldtestError } from '../../src/core/errors.ts';
import { asUtf8, encodingNamed } from '../../src/importers/encoding.ts';
import { characters, decodeUtf8, withoutByteOrderMark } from '../../src/importers/utf8.ts';
import { chunksOf } from './read-rows.ts';
import { describeWith, sharedBytes } from './shared-data.ts';

const FILE = 'badinputs/utf8tests/utf8tests.txt';

function unhex(text: string): Buffer {
  return Buffer.from(text.replaceAll(/nothing|\s/g, ''), 'hex');
}

/** Where the first U+FFFD stands that the content does not have itself. */
function firstReplaced(content: Buffer, replaced: Buffer): number {
  const mark = Buffer.from('\ufffd');
  let at = replaced.indexOf(mark);
  while (content.subarray(at, at + 3).equals(mark)) at = replaced.indexOf(mark, at + 3);
  return at;
}

describeWith(FILE, 'the public UTF-8 tests', () => {
  const cases = sharedBytes(FILE)
    .toString()
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split(':').map((part) => part.trim()) as [string, string, string, string?, string?]);
  const valid = cases.filter(([, kind]) => kind.startsWith('valid'));
  const invalid = cases.filter(([, kind]) => kind === 'invalid hex');

  it('are read whole', () => {
    expect(valid.length).toBeGreaterThan(15);
    expect(invalid.length).toBeGreaterThan(80);
    expect(valid.length + invalid.length).toBe(cases.length);
  });

  it('has what is valid decoded', () => {
    for (const [name, kind, content] of valid) {
      const bytes = kind === 'valid hex' ? unhex(content) : Buffer.from(content);
      expect(decodeUtf8(bytes), name).toEqual({ kind: 'text', text: bytes.toString() });
    }
  });

  it('has the first wrong byte of what is invalid named', () => {
    for (const [name, , content, , replaced] of invalid) {
      expect(decodeUtf8(unhex(content)), name).toEqual({
        kind: 'invalid',
        offset: firstReplaced(unhex(content), unhex(replaced!)),
      });
    }
  });

  it('has wrong bytes replaced on request as the standard says, wherever the chunks are cut', async () => {
    for (const [name, , content, , replaced] of invalid) {
      const bytes = unhex(content);
      const chunks = chunksOf(...[...bytes].map((byte) => Uint8Array.of(byte)));
      const parts = await Array.fromAsync(asUtf8(chunks, 'replace'));
      expect(Buffer.concat(parts).toString('hex'), name).toBe(unhex(replaced!).toString('hex'));
    }
  });
});

describe('encodings on request', () => {
  it('reads Latin-1 as Windows-1252, as spreadsheets write it', async () => {
    const chunks = chunksOf(Uint8Array.of(0x80, 0xe9), Uint8Array.of(0x93));
    expect(Buffer.concat(await Array.fromAsync(asUtf8(chunks, 'latin1'))).toString()).toBe('€é“');
  });

  it('takes the name that the error for UTF-16 gives', async () => {
    const bytes = Buffer.from('\ufeffa', 'utf16le');
    let hint = '';
    try {
      withoutByteOrderMark(bytes, 'log.jsonl');
    } catch (error) {
      hint = (error as FieldtestError).hint;
    }
    const [, encoding = ''] = /--encoding (\S+)/.exec(hint) ?? [];
    expect(encoding).toBe('utf16le');
    expect(
      Buffer.concat(await Array.fromAsync(asUtf8(chunksOf(bytes), encodingNamed(encoding)))).toString(),
    ).toBe('a');
  });

  it('reads UTF-16 without its mark, cut inside a character', async () => {
    const bytes = Buffer.from('\ufeffa👍', 'utf16le');
    const chunks = chunksOf(bytes.subarray(0, 5), bytes.subarray(5));
    expect(Buffer.concat(await Array.fromAsync(asUtf8(chunks, 'utf16le'))).toString()).toBe('a👍');
  });

  it('passes UTF-8 on untouched, right or wrong', async () => {
    const wrong = Uint8Array.of(0xff);
    expect(await Array.fromAsync(asUtf8(chunksOf(wrong), 'utf8'))).toEqual([wrong]);
  });
});

describe('columns', () => {
  it('count characters, not bytes or UTF-16 units', () => {
    expect(characters('é漢👍!')).toBe(4);
  });
});
