/** What a file is, told from its bytes: compressed or not, in which format, and what it is that is none. */
import { randomBytes } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FieldtestError } from '../../src/core/errors.ts';
import { openSource } from '../../src/importers/open-source.ts';
import { parquetFile } from './parquet-file.ts';
import { chunksOf } from './read-rows.ts';

const pack = { gzip: gzipSync, zstd: (bytes: Buffer) => zstdCompressSync(bytes) };
const both = [['gzip'], ['zstd']] as const;

/** What a file of these bytes is, and the inputs in it. */
async function opened(bytes: Uint8Array, file = 'log', chunkBytes = bytes.length || 1) {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) chunks.push(bytes.subarray(at, at + chunkBytes));
  const { importer, source, compression, close } = await openSource(
    { file, chunks: chunksOf(...chunks) },
    {},
  );
  const inputs: unknown[] = [];
  for await (const row of importer.read(source, {})) inputs.push(row.kind === 'record' && row.record.input);
  await close();
  return { format: importer.format, compression, inputs };
}

describe.each(both)('a file in %s', (compression) => {
  const packed = (text: string | Buffer) => pack[compression](Buffer.from(text as string));

  it.each([
    ['jsonl', Buffer.from('{"input":"a"}\n{"input":"b"}\n')],
    ['json', Buffer.from('[{"input":"a"},{"input":"b"}]')],
    ['csv', Buffer.from('input,id\na,1\nb,2\n')],
    ['parquet', parquetFile([{ name: 'input', data: ['a', 'b'] }])],
  ])('is what is in it: %s', async (format, bytes) => {
    const expected = { format, compression, inputs: ['a', 'b'] };
    expect(await opened(packed(bytes))).toEqual(expected);
    expect(await opened(packed(bytes), `log.${format}.gz`, 5)).toEqual(expected);
  });

  it('goes by its name within where its first rows do not tell', async () => {
    expect((await opened(packed('one\n'), 'a.csv.zst')).format).toBe('csv');
  });

  it('is read to its end when it is several, one after another, wherever its chunks are cut', async () => {
    const parts = ['{"input":"a"}\n{"inp', 'ut":"b"}\n', '', '{"input":"c"}\n'].map(packed);
    const whole = Buffer.concat(parts);
    for (let size = 1; size <= whole.length; size++)
      expect((await opened(whole, 'log.jsonl', size)).inputs).toEqual(['a', 'b', 'c']);
  });

  it('that was cut off, damaged or followed by something else is refused in words', async () => {
    const rows = Array.from({ length: 3000 }, () =>
      JSON.stringify({ input: randomBytes(20).toString('hex') }),
    );
    const whole = packed(rows.join('\n'));
    const broken = Buffer.from(whole);
    broken.fill(0x55, 30_000, 30_050);
    for (const bytes of [
      whole.subarray(0, -100),
      broken,
      Buffer.concat([whole, Buffer.from('{"input":"x"}\n')]),
    ]) {
      const error = await opened(bytes, 'log.jsonl', 4096).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(FieldtestError);
      expect((error as FieldtestError).message).toMatch(/^log\.jsonl(:\d+:\d+| cannot be unpacked): /);
    }
  });

  it('that is a bomb is refused in a moment, and a log that repeats itself is not', async () => {
    const bomb = packed(Buffer.alloc(30 * 1024 * 1024, '"'));
    const started = performance.now();
    await expect(opened(bomb, 'log.jsonl', 65_536)).rejects.toThrow(/log\.jsonl/);
    const lines = packed(Buffer.alloc(30 * 1024 * 1024, `{"input":"${'a'.repeat(200)}"}\n`));
    await expect(opened(lines, 'log.jsonl', 65_536)).rejects.toThrow('grows more than 200 times');
    expect(performance.now() - started).toBeLessThan(10_000);
    const row = (i: number) =>
      `{"id":${i},"service":"mail","level":"info","input":"question ${i % 7} as always"}\n`;
    const log = packed(Array.from({ length: 50_000 }, (_, i) => row(i)).join(''));
    expect((await opened(log)).inputs).toHaveLength(50_000);
  });
});

it('zeros behind gzip, which tapes leave, are no rows', async () => {
  const bytes = Buffer.concat([gzipSync('{"input":"a"}\n'), Buffer.alloc(1000)]);
  expect((await opened(bytes)).inputs).toEqual(['a']);
});

it.each([
  ['PK\x03\x04rest', 'a ZIP archive or a workbook', /save the sheet as CSV/],
  ['BZh9rest', 'bzip2', /gzip and zstd/],
  ['\xfd7zXZ\0rest', 'xz', /gzip and zstd/],
  ['%PDF-1.7 rest', 'a PDF', /CSV or JSON Lines/],
  ['\x01\x02\x03', 'cannot tell what format', /--format jsonl or/],
  ['', 'log is empty', /what writes it/],
])('a file that begins with %j is named: %s', async (start, what, hint) => {
  const error = await opened(Buffer.from(start, 'latin1'), 'log').catch((thrown: unknown) => thrown);
  expect((error as FieldtestError).message).toContain(what);
  expect((error as FieldtestError).hint).toMatch(hint);
});

describe('a file that is not in the encoding that was said', () => {
  const text = 'input,id\nwhat is it?,1\nand is it 一?,2\n';
  const big = (bytes: Buffer) => Buffer.from(bytes).swap16();
  const open = async (bytes: Buffer, encoding: string) => {
    const { importer } = await openSource({ file: 'log.csv', chunks: chunksOf(bytes) }, { encoding });
    return importer.format;
  };

  it.each([
    [Buffer.from(text), 'utf16le', /^Leave out --encoding/],
    [Buffer.from(text), 'utf-16be', /^Leave out --encoding/],
    [Buffer.from('[{"input":"é"}]', 'latin1'), 'utf16le', /--encoding latin1$/],
    [big(Buffer.from(text, 'utf16le')), 'utf16le', /--encoding utf16be$/],
    [Buffer.from(text, 'utf16le'), 'utf16be', /--encoding utf16le$/],
  ])('is refused for that: %j as %s', async (bytes, encoding, hint) => {
    const error = await open(bytes, encoding).catch((thrown: unknown) => thrown);
    expect((error as FieldtestError).message).toMatch(
      /^log\.csv is not written in utf16[lb]e, as --encoding/,
    );
    expect((error as FieldtestError).hint).toMatch(hint);
  });

  it.each(['utf8', 'latin1', 'replace'])(
    'is refused as %s where it is UTF-16, with the way to read it',
    async (as) => {
      const long = Buffer.from(`{"input":"${'语言'.repeat(3000)}"}\n`, 'utf16le');
      for (const bytes of [Buffer.from(text, 'utf16le'), Buffer.from('"é"\n', 'utf16le'), long]) {
        const hints = await Promise.all(
          [bytes, big(bytes)].map((each) => open(each, as).catch((thrown: FieldtestError) => thrown.hint)),
        );
        expect(hints).toEqual([expect.stringMatching(/utf16le$/), expect.stringMatching(/utf16be$/)]);
      }
    },
  );

  it('is not taken for UTF-16 where NULs stand in it', async () => {
    const rows = Array.from(
      { length: 80 },
      (_, i) => `${i},question ${i} about my bill${i % 3 ? '\0' : ''},\0a\n`,
    );
    const bytes = Buffer.from(`id,input,more\n${rows.join('')}`);
    for (const as of ['utf8', 'latin1', 'replace']) expect(await open(bytes, as)).toBe('csv');
  });

  it('is read where it is, with a mark or without', async () => {
    for (const each of [text, `\ufeff${text}`, 'id,a\n一一一一,一\n']) {
      const bytes = Buffer.from(each, 'utf16le');
      expect([await open(bytes, 'utf16le'), await open(big(bytes), 'utf16be')]).toEqual(['csv', 'csv']);
    }
  });
});

it('lets go of the file whose format nobody knows', async () => {
  let open = true;
  async function* chunks() {
    try {
      for (;;) yield Buffer.from('\0\0\0\0');
    } finally {
      open = false;
    }
  }
  await expect(openSource({ file: 'log', chunks: chunks() }, {})).rejects.toThrow('cannot tell');
  expect(open).toBe(false);
});
