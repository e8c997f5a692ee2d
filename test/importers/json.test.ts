/** JSON documents as people and programs export them, and the ways in which they break. */
import { describe, expect, it } from 'vitest';
import type { ImportedRow } from '../../src/core/plugins.ts';
import { json } from '../../src/importers/json.ts';
import { sniffImporter } from '../../src/importers/list.ts';
import { readRows, recordsOf, rejectedOf } from './read-rows.ts';

const inputs = (rows: readonly ImportedRow[]) => recordsOf(rows).map(({ input }) => input);

describe('the rows of a document', () => {
  it.each([
    ['a list', '[{"question":"a"},{"question":"b"}]', 'question'],
    ['a list, one row a line', '[\n  {"question":"a"},\n  {"question":"b"}\n]\n', 'question'],
    [
      'an object that holds a list',
      '{"total":2,"items":[{"question":"a"},{"question":"b"}]}',
      '$.items[].question',
    ],
    [
      'the answer of an API',
      '{"status":200,"message":"OK","data":{"page":1,"rows":[{"text":"a"},{"text":"b"}]},"next":null}',
      '$.data.rows[].text',
    ],
    [
      'an object with several lists, of which one has inputs',
      '{"models":[{"name":"m"}],"calls":[{"prompt":"a"},{"prompt":"b"}]}',
      '$.calls[].prompt',
    ],
    ['rows after one another', '{\n "question": "a"\n}\n{\n "question": "b"\n}\n', 'question'],
    ['pages after one another', '{"d":[{"question":"a"}]}\n{"d":[{"question":"b"}]}\n', '$.d[].question'],
    ['a key that needs quotes', '{"my rows":[{"text":"a"},{"text":"b"}]}', `'$["my rows"]'[].text`],
  ])('are found in %s, and it is said where', async (_what, text, from) => {
    const rows = await readRows(json, text);
    expect(inputs(rows)).toEqual(['a', 'b']);
    expect(rows).toMatchObject([{ from }, { from }]);
    expect(sniffImporter(Buffer.from(text), 'export.json')).toBe(json);
  });

  it.each([
    ['messages', '{"messages":[{"role":"user","content":"a"}],"tools":[{"text":"no"}]}'],
    ['variables', '{"vars":{"a":"b"},"documents":[{"text":"no"}]}'],
    ['a text', '{"prompt":"a","documents":[{"text":"no"}]}'],
  ])('are the document itself when it has %s as its input', async (_what, text) => {
    expect(await readRows(json, text)).toMatchObject([{ kind: 'record', from: /\w+/.exec(text)![0] }]);
  });

  it.each([
    [
      'of an answer',
      {
        request: { messages: [{ role: 'user', content: 'a' }] },
        response: { content: [{ type: 'text', text: 'no' }] },
      },
    ],
    ['of documents beside a question', { query: 'a', docs: [{ text: 'no' }, { text: 'no' }] }],
  ])(
    'are never the texts %s: lines of such rows are lines, and the input is to be named',
    async (_what, row) => {
      const line = JSON.stringify(row);
      expect(sniffImporter(Buffer.from(`${line}\n${line}\n`), 'log.jsonl').format).toBe('jsonl');
      expect(sniffImporter(Buffer.from(`${line}\n${line}\n`), 'export').format).toBe('jsonl');
      const [rejected] = rejectedOf(await readRows(json, line));
      expect(rejected?.reason).toMatch(/no input in this (row|document)/);
    },
  );

  it('are the list whose elements have an input, whatever list comes before', async () => {
    const text = JSON.stringify({ errors: [{ text: 'warn' }], records: [{ input: 'real' }] });
    expect(inputs(await readRows(json, text))).toEqual(['real']);
  });

  it('are where --rows says, and inputs where --input says', async () => {
    const text = JSON.stringify({ a: [{ text: 'no' }], b: { c: [{ q: 'yes' }, { q: 'also' }] } });
    expect(inputs(await readRows(json, text, { rows: '$.b.c', input: 'q' }))).toEqual(['yes', 'also']);
    expect(inputs(await readRows(json, text, { input: 'q' }))).toEqual(['yes', 'also']);
    const [none] = rejectedOf(await readRows(json, text, { rows: '$.b.d' }));
    expect(none).toMatchObject({ line: 1, reason: 'nothing at $.b.d' });
    const [wrong] = rejectedOf(await readRows(json, text, { rows: '$.b' }));
    expect(wrong).toMatchObject({ line: 1, reason: 'no list of rows at $.b' });
    expect(inputs(await readRows(json, '[{"text":"a"}]', { rows: '$' }))).toEqual(['a']);
    expect(rejectedOf(await readRows(json, '[{"text":"a"}]', { rows: '$.b' }))).toMatchObject([
      { reason: 'no list of rows at $.b' },
    ]);
    await expect(readRows(json, text, { rows: '$.a[0]' })).rejects.toThrow(
      '--rows $.a[0] goes through a list',
    );
  });

  it('are found by --rows behind megabytes of other things, whatever stands in those', async () => {
    const before = Array.from({ length: 30_000 }, (_, i) => ({
      odd: `"]}${i}\\`,
      more: [[], {}, null, -1.5e3],
    }));
    const text = JSON.stringify({ before, rows: [{ text: 'a' }], behind: before });
    expect(text.length).toBeGreaterThan(2_000_000);
    expect(inputs(await readRows(json, text, { rows: 'rows', chunkBytes: 10_000 }))).toEqual(['a']);
  });

  it('are suggested when nothing tells which of several lists they are', async () => {
    const text = JSON.stringify({ users: [{ name: 'x' }], turns: [{ q: 'What is this about?' }] });
    expect(rejectedOf(await readRows(json, text))).toMatchObject([
      { reason: 'no input in this document, which has users, turns; try --rows $.turns --input $.q' },
    ]);
  });

  it('may be JSON Lines, whatever the file is called', async () => {
    const lines = Buffer.from('{"input":"a"}\n{"input":"b"}\n');
    expect(sniffImporter(lines, 'log.json').format).toBe('jsonl');
    expect(inputs(await readRows(json, lines))).toEqual(['a', 'b']);
  });
});

describe('a broken document', () => {
  const list = (...rows: readonly string[]) => `[\n  ${rows.join(',\n  ')}\n]\n`;
  const kinds = (rows: readonly ImportedRow[]) => rows.map(({ kind }) => kind);

  it('loses only the row that is no JSON', async () => {
    const rows = await readRows(json, list('{"input":"a"}', '{"input": NaN}', '{"input":"c"}'));
    expect(kinds(rows)).toEqual(['record', 'rejected', 'record']);
    expect(rejectedOf(rows)).toEqual([
      {
        file: 'log',
        line: 3,
        column: 13,
        reason: 'not JSON: NaN is not JSON; write null',
        raw: '{"input": NaN}',
      },
    ]);
    expect(rows[2]).toMatchObject({ line: 4 });
  });

  it('loses only the row with a quote too few, when rows begin lines', async () => {
    for (const bad of ['{"input": "b}', '{"input: "b"}', '{\n    "input": "b,\n    "id": 1\n  }']) {
      const rows = await readRows(json, list('{"input":"a"}', bad, '{"input":"c"}', '{"input":"d"}'));
      expect(kinds(rows)).toEqual(['record', 'rejected', 'record', 'record']);
      expect(rejectedOf(rows)).toMatchObject([{ line: bad.includes('\n') ? 4 : 3 }]);
    }
  });

  it('keeps the rows before the place where it was cut off', async () => {
    const rows = await readRows(json, '[{"input":"a"},{"input":"b"},{"inp');
    expect(kinds(rows)).toEqual(['record', 'record', 'rejected']);
    expect(rejectedOf(rows)).toMatchObject([{ line: 1, column: 31, raw: '{"inp' }]);
    const between = await readRows(json, '{"rows":[{"input":"a"},\n{"input":"b"}');
    expect(kinds(between)).toEqual(['record', 'record', 'rejected']);
    expect(rejectedOf(between)).toMatchObject([
      { line: 2, column: 14, reason: 'not JSON: the text ends where , or ] should come' },
    ]);
  });

  it.each([
    ['[{"input":"a"},]', 'log:1:16: not JSON: ] where a value should come'],
    ['[{"input":"a"}\n {"input":"b"}]', 'log:2:2: not JSON: { where , or ] should come'],
    ['[{"input":"a"}}', 'log:1:15: not JSON: } where , or ] should come'],
    ['[{"input":"a"}] [{"input":"b"}]', 'log:1:17: not JSON: [ where the end should come'],
    ['{"é👍":1,\n"b":tru,"rows":[{"input":"a"}]}', 'log:2:5: not JSON: t where a value should come'],
    ['{"rows":[{"input":"a"}],"é👍":}', 'log:1:30: not JSON: } where a value should come'],
    ["{'rows':[]}", "log:1:2: not JSON: ' where a key or } should come"],
    ['[{"input":"a"}]\u0080', 'log:1:16: not JSON: U+0080 where the end should come'],
  ])('that cannot be read on is refused with its place: %s', async (text, message) => {
    await expect(readRows(json, text, { rows: 'rows' })).rejects.toThrow(message);
    await expect(readRows(json, text, { rows: 'rows', chunkBytes: 1 })).rejects.toThrow(message);
  });

  it('names the column in characters on a line that has all rows', async () => {
    const text = `[${'{"input":"é👍"},'.repeat(1000)}{"input":x}]`;
    const [rejected] = rejectedOf(await readRows(json, text, { chunkBytes: 777 }));
    expect(rejected).toMatchObject({ line: 1, column: 15 * 1000 + 11 });
  });

  it('places a row without an input where it begins', async () => {
    const rows = await readRows(json, '[{"input":"a"}, {"x":1}]');
    expect(rejectedOf(rows)).toMatchObject([{ line: 1, column: 17, raw: '{"x":1}' }]);
  });
});

describe('what would fill the memory', () => {
  it('a row of two gigabytes is refused in a moment', async () => {
    let sent = 0;
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('[{"input":"before"},\n{"input":"');
      const filler = Buffer.alloc(1024 * 1024, 'x');
      for (; sent < 2048; sent++) yield filler;
    }
    const reading = Array.fromAsync(json.read({ file: 'big.json', chunks: chunks() }, {}));
    await expect(reading).rejects.toThrow('big.json:2:1: the row that starts here is longer than 64 MB');
    expect(sent).toBeLessThan(70);
  });

  it.each(['[', '{"a":', '[{"b":'])('a million %j are refused in a moment', async (open) => {
    const started = performance.now();
    const outcome = await readRows(json, open.repeat(1_000_000)).then(
      (rows) => rejectedOf(rows)[0]!.reason,
      (error: Error) => error.message,
    );
    expect(outcome).toContain('nested deeper than 256 levels');
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
