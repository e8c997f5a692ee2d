/** JSON Lines: lines of any length, memory of a bounded one. */
import { expect, it } from 'vitest';
import { jsonl } from '../../src/importers/jsonl.ts';
import { lineSplitter } from '../../src/importers/lines.ts';
import { readRows, recordsOf, rejectedOf } from './read-rows.ts';

it('takes a text alone, a chat and an object of variables', async () => {
  const log = ['"just text"', '{"messages":[{"role":"user","content":"hi"}]}', '{"vars":{"a":1}}'].join('\n');
  expect(recordsOf(await readRows(jsonl, log))).toEqual([
    { input: 'just text' },
    { input: [{ role: 'user', content: 'hi' }] },
    { input: { a: 1 } },
  ]);
});

it('keeps every digit of an order number that no number can hold, and the numbers beside it as they are', async () => {
  const row = '{"vars":{"order":12345678901234567890,"refund":-9007199254740993,"paid":1700000000.1234567}}';
  expect(recordsOf(await readRows(jsonl, row))).toEqual([
    { input: { order: '12345678901234567890', refund: '-9007199254740993', paid: 1_700_000_000.123_456_7 } },
  ]);
});

it('rejects a line of two gigabytes, keeps none of it in memory, and reads on', {
  timeout: 60_000,
}, async () => {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('"before"\n"');
    const filler = Buffer.alloc(1024 * 1024, 'x');
    for (let i = 0; i < 2048; i++) yield filler;
    yield Buffer.from('"\n"after"\n');
  }
  const rows = await Array.fromAsync(jsonl.read({ file: 'log', chunks: chunks() }, {}));
  expect(rows.map((row) => row.kind)).toEqual(['record', 'rejected', 'record']);
  const [rejected] = rejectedOf(rows);
  expect(rejected).toMatchObject({ line: 2, reason: 'the line is longer than 64 MB' });
  expect(rejected!.raw.length).toBeLessThan(10_000);
  expect(rows[2]).toMatchObject({ line: 3, record: { input: 'after' } });
});

it('measures a line by its bytes wherever the chunks are cut', () => {
  for (const [length, tooLong] of [
    [10, false],
    [11, true],
  ] as const) {
    const bytes = Buffer.from(`${'x'.repeat(length)}\nnext`);
    for (let cut = 1; cut < bytes.length; cut++) {
      const splitter = lineSplitter(10);
      const lines = [
        ...splitter.push(bytes.subarray(0, cut)),
        ...splitter.push(bytes.subarray(cut)),
        ...splitter.end(),
      ];
      expect(lines.map((line) => [line.number, line.tooLong])).toEqual([
        [1, tooLong],
        [2, false],
      ]);
      expect(lines[1]!.bytes.toString()).toBe('next');
    }
  }
});

it('says when a row is no record, and keeps the row', async () => {
  const rows = await readRows(jsonl, '{"query":"x","user":"y"}\n17\n[1]\n');
  expect(rejectedOf(rows).map(({ line, reason, raw }) => [line, reason, raw])).toEqual([
    [1, 'no input in this row, which has query, user; try --input $.query', '{"query":"x","user":"y"}'],
    [2, 'the row is a number, not an object or a text', '17'],
    [3, 'the row is a list, not an object or a text', '[1]'],
  ]);
});

it('rejects an input with half a character, and keeps one in an answer', async () => {
  const rows = await readRows(
    jsonl,
    '{"input":"cut \\ud83d"}\n{"input":{"\\ud83d":1}}\n{"input":"ok","answer":"cut \\ud83d"}\n',
  );
  expect(rows.map((row) => row.kind)).toEqual(['rejected', 'rejected', 'record']);
  expect(rejectedOf(rows)[0]?.reason).toContain('lone surrogate');
  expect(rows[2]).toMatchObject({ record: { answer: 'cut \ud83d' } });
});
