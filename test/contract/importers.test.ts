/** What every importer promises, whatever its format. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FieldtestError } from '../../src/core/errors.ts';
import { importers, sniffImporter } from '../../src/importers/list.ts';
import { chunksOf, readRows, recordsOf, rejectedOf } from '../importers/read-rows.ts';
import { sharedBytes, sharedData } from '../importers/shared-data.ts';
import { importSamples, sampleFile } from './import-samples.ts';

const MANY = process.env.FIELDTEST_LONG === undefined ? 100_000 : 1_000_000;

const NAUGHTY = 'badinputs/blns/blns.json';

const HOSTILE = [
  '',
  ' leading and trailing ',
  '=cmd|"/c calc"!A1',
  '__proto__',
  '"',
  '""',
  '",\n"',
  "it's",
  'a,b;c\td|e',
  '\\',
  '\\n',
  '\u0000',
  '\u001b[31mred\u001b[0m',
  '\ufeffmark',
  '\u202edrowkcab',
  '\u2028\u2029',
  '\r',
  'one\rtwo',
  'one\ntwo\r\nthree\n',
  '<script>alert(1)</script>',
  '{{constructor}}',
  '[{"role"',
  '👩‍👩‍👧‍👦 äöü 漢字 \u{10FFFF}',
  'null',
  '{"input":1}',
];

describe.each(importers.filter(({ binary }) => !binary))('the $format importer', (importer) => {
  const sample = importSamples[importer.format]!;
  const { row, badRow, input = (text: string): unknown => text } = sample;
  // What only says what rows mean reads them as its siblings do, and their promises hold for it.
  const thorough = sample.rowsReadBy === undefined || process.env.FIELDTEST_ALL_IMPORTERS !== undefined;
  const file = (...rows: readonly string[]): string => sampleFile(sample, rows);
  const headerLines = sample.header.split('\n').length - 1;

  it('has a sample here, so that these promises are tested', () => {
    expect(sample).toBeDefined();
  });

  it('knows its own files by their bytes and by their names, and no other importer is as sure', () => {
    const head = Buffer.from(file(row('one'), row('two')));
    expect(sniffImporter(head, 'export')).toBe(importer);
    for (const extension of importer.extensions) {
      expect(sniffImporter(head, `LOG${extension.toUpperCase()}`)).toBe(importer);
      expect(sniffImporter(Buffer.alloc(0), `log${extension}`)).toBe(importer);
    }
  });

  it('gives the same rows wherever the chunks are cut, inside a character and inside a line end too', async () => {
    const content = Buffer.from(`\ufeff${file(row('é 漢 👍'), row('a "b", c\r\nd'), badRow, row('ß'))}`);
    const whole = await readRows(importer, content);
    expect(whole.map(({ kind }) => kind)).toEqual(['record', 'record', 'rejected', 'record']);
    for (let cut = 1; cut < content.length; cut++) {
      const chunks = chunksOf(content.subarray(0, cut), content.subarray(cut));
      expect(await Array.fromAsync(importer.read({ file: 'log', chunks }, {}))).toEqual(whole);
    }
    expect(await readRows(importer, content, { chunkBytes: 1 })).toEqual(whole);
  });

  it('is not confused by a source that uses its buffer again', async () => {
    const content = Buffer.from(file(row('first'), row('second'), row('third')));
    async function* reusing(): AsyncGenerator<Uint8Array> {
      const buffer = Buffer.alloc(5);
      for (let at = 0; at < content.length; at += 5) {
        yield buffer.subarray(0, content.copy(buffer, 0, at, at + 5));
        buffer.fill(0x7e);
      }
    }
    const rows = await Array.fromAsync(importer.read({ file: 'log', chunks: reusing() }, {}));
    expect(recordsOf(rows).map((record) => record.input)).toEqual(['first', 'second', 'third'].map(input));
  });

  it('names the file, line and column of a bad row, keeps it as it was, and reads its neighbours', async () => {
    const rows = await readRows(importer, file(row('one'), badRow, row('three')), { file: 'logs/may.log' });
    expect(rows.map(({ kind }) => kind)).toEqual(['record', 'rejected', 'record']);
    const [rejected] = rejectedOf(rows);
    expect(rejected).toMatchObject({ file: 'logs/may.log', line: headerLines + 2 });
    expect(rejected?.column).toBe(sample.badColumn);
    expect(rejected?.raw).toBe(badRow.trimEnd());
    expect(rejected?.reason).not.toBe('');
  });

  it('names the place of a byte that is not UTF-8, in characters', async () => {
    const [before, after] = file(row('ok'), row('é👍!X')).split('X') as [string, string];
    const bad = Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]);
    const column = [...before.slice(before.lastIndexOf('\n') + 1)].length + 1;
    expect(rejectedOf(await readRows(importer, bad))).toMatchObject([
      { line: headerLines + 2, column, reason: expect.stringContaining('0xFF') },
    ]);
  });

  it('reads nothing from an empty file, one with only a header, and one of blank lines', async () => {
    for (const content of ['', file(), file().trimEnd(), `\ufeff${file()}`]) {
      expect(await readRows(importer, content)).toEqual([]);
    }
    expect(await readRows(importer, file('\r\n\n\r\n'))).toEqual([]);
  });

  it('skips blank lines without losing count, and needs no line end after the last row', async () => {
    const rows = await readRows(importer, `\n${file(`\n\r\n${row('last')}`).trimEnd()}`);
    expect(rows).toMatchObject([{ kind: 'record', record: { input: input('last') }, line: headerLines + 4 }]);
  });

  it('keeps hostile strings intact', async () => {
    const naughty = existsSync(sharedData(NAUGHTY))
      ? (JSON.parse(sharedBytes(NAUGHTY).toString()) as string[])
      : [];
    const texts = [...HOSTILE, ...naughty].filter((text) => text.isWellFormed());
    const rows = await readRows(importer, file(...texts.map(row)), { chunkBytes: 1000 });
    expect(recordsOf(rows).map((record) => record.input)).toEqual(texts.map(input));
  });

  it('reads or refuses any damaged file, the same way wherever the chunks are cut', {
    timeout: 60_000,
  }, async () => {
    const whole = Buffer.from(file(row('one, "1"'), row('é\r\n👍'), row('three'), badRow, row('five')));
    const damage = fc.record({
      at: fc.nat(whole.length - 1),
      cut: fc.nat(3),
      put: fc.oneof(
        fc.uint8Array({ maxLength: 4 }),
        fc.constantFrom('"', '\n', '\r', ',', '\0', '{', '\\').map((text) => Buffer.from(text)),
      ),
    });
    const outcome = (bytes: Uint8Array, chunkBytes: number): Promise<unknown> =>
      readRows(importer, bytes, { chunkBytes }).catch((error: unknown) => {
        expect(error).toBeInstanceOf(FieldtestError);
        return (error as FieldtestError).message;
      });
    await fc.assert(
      fc.asyncProperty(
        fc.array(damage, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 40 }),
        async (damages, chunkBytes) => {
          const bytes = damages.reduce(
            (before, { at, cut, put }) =>
              Buffer.concat([before.subarray(0, at), put, before.subarray(at + cut)]),
            whole,
          );
          expect(await outcome(bytes, chunkBytes)).toEqual(await outcome(bytes, bytes.length));
        },
      ),
      { numRuns: thorough ? 1000 : 100 },
    );
  });

  it('refuses a file in UTF-16 with the way out', async () => {
    for (const mark of [
      [0xff, 0xfe],
      [0xfe, 0xff],
    ]) {
      await expect(readRows(importer, Uint8Array.from([...mark, 0, 65]))).rejects.toThrow('UTF-16');
    }
  });

  it('passes on the error of a source that breaks off', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(file(row('one')));
      throw new Error('the disk is gone');
    }
    const reading = Array.fromAsync(importer.read({ file: 'log', chunks: broken() }, {}));
    await expect(reading).rejects.toThrow('the disk is gone');
  });

  it('lets go of the source when its reader stops early', async () => {
    let open = true;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        yield Buffer.from(sample.header + row('again'));
        for (;;) yield Buffer.from((sample.between ?? '') + row('again'));
      } finally {
        open = false;
      }
    }
    for await (const { kind } of importer.read({ file: 'log', chunks: endless() }, {})) {
      expect(kind).toBe('record');
      break;
    }
    await expect.poll(() => open).toBe(false);
  });

  it.runIf(thorough)(`reads ${MANY} rows into a pool with 64 MB of heap`, { timeout: 600_000 }, async () => {
    const script = fileURLToPath(new URL('./read-many.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--max-old-space-size=64',
      script,
      importer.format,
      String(MANY),
    ]);
    const seen = JSON.parse(stdout) as { records: number; counted: number; peakMb: number };
    expect(seen).toMatchObject({ records: MANY, counted: MANY });
    expect(seen.peakMb).toBeLessThan(300);
  });
});
