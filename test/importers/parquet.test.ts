/** Parquet as data tools write it, every type as JSON, and damage of every kind. */
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FieldtestError } from '../../src/core/errors.ts';
import type { Json } from '../../src/core/json.ts';
import { readParquetRows } from '../../src/importers/parquet/rows.ts';
import { parquet } from '../../src/importers/parquet.ts';
import { parquetFile, randomSource } from './parquet-file.ts';
import { readRows, recordsOf, rejectedOf } from './read-rows.ts';
import { describeWith, sharedBytes, sharedData } from './shared-data.ts';

/** All rows of a file as JSON; fails when one is rejected. */
async function valuesOf(bytes: Uint8Array): Promise<readonly Json[]> {
  const values: Json[] = [];
  for await (const rows of readParquetRows(randomSource(bytes).random)) {
    for (const row of rows) {
      if (row.kind === 'rejected') throw new Error(row.reason);
      values.push(row.value);
    }
  }
  return values;
}

describe('a value', () => {
  it.each<[string, Parameters<typeof parquetFile>[0][number], readonly Json[]]>([
    ['text', { name: 'v', data: ['é 漢 👍', '', null, '\0'], type: 'STRING' }, ['é 漢 👍', '', null, '\0']],
    ['bytes that are text', { name: 'v', data: [Buffer.from('é')], type: 'BYTE_ARRAY' }, ['é']],
    ['JSON', { name: 'v', data: [{ a: [1] }, 'b', null], type: 'JSON' }, [{ a: [1] }, 'b', null]],
    ['a small whole number', { name: 'v', data: [1, -2, null], type: 'INT32' }, [1, -2, null]],
    [
      'a large whole number, exact',
      { name: 'v', data: [5n, 2n ** 53n, -(2n ** 63n)], type: 'INT64' },
      [5, '9007199254740992', '-9223372036854775808'],
    ],
    [
      'a number with a point',
      { name: 'v', data: [1.5, Number.NaN, Number.POSITIVE_INFINITY, -0], type: 'DOUBLE' },
      [1.5, null, null, -0],
    ],
    ['yes and no', { name: 'v', data: [true, false, null], type: 'BOOLEAN' }, [true, false, null]],
    [
      'a time',
      { name: 'v', data: [new Date('2026-01-02T03:04:05.678Z'), null], type: 'TIMESTAMP' },
      ['2026-01-02T03:04:05.678Z', null],
    ],
  ])('that is %s', async (_what, column, expected) => {
    const values = await valuesOf(parquetFile([column]));
    expect(values).toEqual(expected.map((v) => ({ v })));
  });

  it('that is a date or a decimal', async () => {
    const schema = [
      { name: 'root', num_children: 3 },
      { name: 'day', type: 'INT32', converted_type: 'DATE', repetition_type: 'REQUIRED' },
      {
        name: 'price',
        type: 'INT32',
        converted_type: 'DECIMAL',
        scale: 2,
        precision: 9,
        repetition_type: 'REQUIRED',
      },
      {
        name: 'large',
        type: 'INT64',
        converted_type: 'DECIMAL',
        scale: 3,
        precision: 18,
        repetition_type: 'OPTIONAL',
      },
    ] as const;
    const bytes = parquetFile(
      [
        { name: 'day', data: [new Date('2026-01-02')] },
        { name: 'price', data: [19.99] },
        { name: 'large', data: [9_007_199_254.741] },
      ],
      { schema: [...schema] },
    );
    expect(await valuesOf(bytes)).toEqual([{ day: '2026-01-02', price: 19.99, large: 9_007_199_254.741 }]);
  });

  it('that is a time of day, or finer than a millisecond, keeps all of its digits', async () => {
    const column = (name: string, rest: object) => ({ name, repetition_type: 'REQUIRED' as const, ...rest });
    const schema = [
      { name: 'root', num_children: 4 },
      column('micros', { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' }),
      column('nanos', {
        type: 'INT64',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'NANOS' },
      }),
      column('of_day', { type: 'INT32', converted_type: 'TIME_MILLIS' }),
      column('fine', { type: 'INT64', converted_type: 'TIME_MICROS' }),
    ];
    const data = (name: string, values: readonly (number | bigint)[]) => ({ name, data: values as never });
    const bytes = parquetFile(
      [
        data('micros', [1_000_001n, -1n]),
        data('nanos', [1_000_000_000n, 1_002_000n]),
        data('of_day', [36_000_000, 1]),
        data('fine', [36_000_000_000n, 1n]),
      ],
      { schema: schema as never },
    );
    expect(await valuesOf(bytes)).toEqual([
      {
        micros: '1970-01-01T00:00:01.000001Z',
        nanos: '1970-01-01T00:00:01.000Z',
        of_day: '10:00:00.000',
        fine: '10:00:00.000',
      },
      {
        micros: '1969-12-31T23:59:59.999999Z',
        nanos: '1970-01-01T00:00:00.001002Z',
        of_day: '00:00:00.001',
        fine: '00:00:00.000001',
      },
    ]);
  });

  it('that is bytes and no text is left out', async () => {
    const blob = {
      name: 'blob',
      data: [Uint8Array.of(0xff, 0xfe), Uint8Array.of(0x61)],
      type: 'BYTE_ARRAY' as const,
    };
    const values = await valuesOf(parquetFile([{ name: 'text', data: ['one', 'two'] }, blob]));
    expect(values).toEqual([{ text: 'one' }, { text: 'two', blob: 'a' }]);
  });

  it('in lists and objects keeps its shape, over pages and row groups', async () => {
    const chats = Array.from({ length: 200 }, (_, row) =>
      Array.from({ length: row % 4 }, (_each, i) => ({
        role: i % 2 ? 'assistant' : 'user',
        content: `${row} ${i}`,
      })),
    );
    const bytes = parquetFile(
      [
        { name: 'messages', data: chats },
        { name: 'n', data: chats.map((_, i) => i) },
      ],
      {
        rowGroupSize: 70,
        pageSize: 100,
      },
    );
    expect(await valuesOf(bytes)).toEqual(chats.map((messages, n) => ({ messages, n })));
  });
});

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
