/** Parquet as data tools write it, and damage of every kind. */
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FieldtestError } from '../../src/core/errors.ts';
import { parquet } from '../../src/importers/parquet.ts';
import { parquetFile, randomSource, valuesOf } from './parquet-file.ts';
import { readRows, recordsOf, rejectedOf } from './read-rows.ts';
import { describeWith, sharedBytes, sharedData } from './shared-data.ts';

describe('a row', () => {
  it('has its input found like one of JSON, messages in a text too, with its number as its place', async () => {
    const chat = JSON.stringify([
      { role: 'user', content: 'hi' },
      { role: 'assistant', content: 'hello' },
    ]);
    const bytes = parquetFile([
      { name: 'Messages', data: ['plain', chat, null], type: 'STRING' },
      { name: 'id', data: [1n, 2n, 3n] },
    ]);
    const rows = await readRows(parquet, bytes);
    expect(rows).toEqual([
      { kind: 'record', record: { input: 'plain', name: '1' }, line: 1, from: 'Messages' },
      {
        kind: 'record',
        record: { input: [{ role: 'user', content: 'hi' }], answer: 'hello', name: '2' },
        line: 2,
        from: 'Messages',
      },
      {
        kind: 'rejected',
        rejected: {
          file: 'log',
          line: 3,
          unit: 'row',
          reason: 'no input in this row, which has Messages, id; name it with --input',
          raw: '{"Messages":null,"id":3}',
        },
      },
    ]);
  });

  it('is rejected alone when a text column holds what is no text, or a JSON column no JSON', async () => {
    const bytes = parquetFile(
      [
        { name: 'text', data: ['aaaa', 'bbbb', 'cccc'], type: 'STRING', encoding: 'PLAIN' },
        { name: 'meta', data: [{ a: 1 }, { a: 2 }, { a: 3 }], type: 'JSON', encoding: 'PLAIN' },
      ],
      { codec: 'UNCOMPRESSED', statistics: false },
    );
    bytes.fill(0xff, bytes.indexOf('bbbb'), bytes.indexOf('bbbb') + 1);
    bytes.write('x', bytes.indexOf('{"a":3}'));
    const rows = await readRows(parquet, bytes);
    expect(recordsOf(rows.slice(0, 1))).toMatchObject([{ input: 'aaaa', metadata: { meta: { a: 1 } } }]);
    expect(rejectedOf(rows)).toMatchObject([
      { line: 2, reason: 'column text holds bytes that are not UTF-8' },
      { line: 3, reason: 'column meta holds no JSON: x where a value should come' },
    ]);
  });

  it('with a column named __proto__ harms nobody', async () => {
    const [record] = recordsOf(
      await readRows(
        parquet,
        parquetFile([
          { name: '__proto__', data: ['x'] },
          { name: 'text', data: ['y'] },
        ]),
      ),
    );
    expect(record).toEqual({ input: 'y' });
  });
});

describe('a file', () => {
  it('of which a part is needed is read in parts, and not twice', async () => {
    const text = Array.from({ length: 40_000 }, (_, i) => `row ${i} ${'x'.repeat(i % 90)}`);
    const bytes = parquetFile([{ name: 'text', data: text, encoding: 'PLAIN' }], {
      codec: 'UNCOMPRESSED',
      rowGroupSize: 40_000,
      pageSize: 50_000,
    });
    const source = randomSource(bytes);
    for await (const row of parquet.read(source, {})) {
      expect(row).toMatchObject({ kind: 'record', record: { input: 'row 0 ' } });
      break;
    }
    const total = source.reads.reduce((sum, [start, end]) => sum + end - start, 0);
    expect(total).toBeLessThan(bytes.length / 4);
  });

  it.each<[string, (bytes: Buffer) => Uint8Array, RegExp]>([
    ['that was cut off', (bytes) => bytes.subarray(0, -20), /its end is missing/],
    ['that is no Parquet', () => Buffer.from('input\nhello there, this is text\n'), /its end is missing/],
    ['that is too short', () => Buffer.from('PAR1'), /it is too short/],
    [
      'that is encrypted',
      (bytes) => Buffer.concat([bytes.subarray(0, -4), Buffer.from('PARE')]),
      /it is encrypted/,
    ],
    [
      'whose footer is larger than it',
      (bytes) => {
        bytes.writeUInt32LE(0x7fffffff, bytes.length - 8);
        return bytes;
      },
      /its footer says that it has 2147483647 bytes/,
    ],
    [
      'whose footer is damaged',
      (bytes) => bytes.fill(0xff, bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8), bytes.length - 20),
      /its footer: /,
    ],
  ])('%s is refused in words', async (_what, damage, message) => {
    const bytes = damage(parquetFile([{ name: 'text', data: ['a', 'b'] }]));
    const error = await readRows(parquet, bytes, { file: 'bad.parquet' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FieldtestError);
    expect((error as Error).message).toMatch(/^bad\.parquet cannot be read as Parquet/);
    expect((error as Error).message).toMatch(message);
  });

  it('that is damaged anywhere is read or refused, and never fatal', { timeout: 60_000 }, async () => {
    const whole = parquetFile(
      [
        { name: 'text', data: Array.from({ length: 50 }, (_, i) => (i % 7 ? `row ${i % 9}` : null)) },
        { name: 'chat', data: Array.from({ length: 50 }, (_, i) => [{ role: 'user', content: `c${i}` }]) },
        {
          name: 'n',
          data: Array.from({ length: 50 }, (_, i) => i),
          type: 'INT32',
          encoding: 'DELTA_BINARY_PACKED',
        },
        { name: 'd', data: Array.from({ length: 50 }, (_, i) => `t${i}`), encoding: 'DELTA_BYTE_ARRAY' },
      ],
      { pageSize: 200 },
    );
    const damage = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
        const bytes = Buffer.from(whole);
        for (const { at, byte } of damages) bytes[at] = byte;
        const outcome = await readRows(parquet, bytes).catch((error: unknown) => error);
        if (!Array.isArray(outcome)) expect(outcome).toBeInstanceOf(FieldtestError);
      }),
      { numRuns: process.env.FIELDTEST_LONG ? 20_000 : 500 },
    );
  });
});

const FOLDER = 'badinputs/parquet-testing/';

describeWith(FOLDER, 'the public Parquet test files', () => {
  const files = (folder: string): readonly string[] =>
    readdirSync(sharedData(`${FOLDER}${folder}/`))
      .filter((name) => /\.parquet(\.encrypted)?$/.test(name))
      .map((name) => `${folder}/${name}`);
  const outcome = async (name: string): Promise<number | string> => {
    const bytes = sharedBytes(FOLDER + name);
    return await valuesOf(bytes).then(
      (values) => values.length,
      (error: Error) => error.message,
    );
  };
  /** What is refused of the good ones: another layer keeps it from being read, or it is a bomb. */
  const REFUSED: { readonly [name: string]: RegExp } = {
    'large_string_map.brotli.parquet': /a page of 1025 MB, and 256 are the most/,
    'datapage_v1-corrupt-checksum.parquet': /a page whose checksum is wrong/,
    'rle-dict-uncompressed-corrupt-checksum.parquet': /a page whose checksum is wrong/,
  };

  it('are read when they are good, whatever wrote them', async () => {
    for (const name of [...files('data'), ...files('data/geospatial')]) {
      const expected = Object.entries(REFUSED).find(([each]) => name.endsWith(each))?.[1];
      const found = await outcome(name);
      if (name.endsWith('.encrypted')) expect(found, name).toMatch(/encrypted/);
      else if (expected === undefined) expect(found, name).toBeTypeOf('number');
      else expect(found, name).toMatch(expected);
    }
    expect(files('data').length).toBeGreaterThan(60);
  });

  it('are refused when they are bad, each in words', async () => {
    for (const name of files('bad_data')) {
      const found = await outcome(name);
      // The one that is read says in odd words what makes sense: every value is the first of its dictionary.
      if (name.endsWith('ARROW-GH-43605.parquet')) expect(found).toBe(21_186);
      else expect(found, name).toMatch(/^(column|its footer)/);
    }
    expect(files('bad_data')).toHaveLength(8);
  });
});
