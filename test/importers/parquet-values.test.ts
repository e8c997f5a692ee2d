/** Every type of Parquet as JSON. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { parquetFile, valuesOf } from './parquet-file.ts';

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
