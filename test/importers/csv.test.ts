/** Tables as people export them, and the ways in which they break. */
import { expect, it } from 'vitest';
import type { ImportedRow } from '../../src/core/plugins.ts';
import { csv } from '../../src/importers/csv.ts';
import { readRows, recordsOf, rejectedOf } from './read-rows.ts';

it.each([',', ';', '\t', '|'])('sees by the header row that %j separates the columns', async (delimiter) => {
  const table = `id,question,"a,b;c\td|e"\n7,"one, two; three\t| four",x\n`;
  const parts = table.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).join(delimiter);
  expect(recordsOf(await readRows(csv, parts))).toEqual([
    { input: 'one, two; three\t| four', name: '7', metadata: { 'a,b;c\td|e': 'x' } },
  ]);
});

it.each([
  ['sep=;\r\n', ';'],
  ['\ufeffsep=|\n', '|'],
  ['"sep=;"\n', ';'],
  ['SEP=\t\r', '\t'],
  ['sep=§\n', '§'],
])('takes %j as what Excel means by it, and not as the header', async (first, delimiter) => {
  const end = first.endsWith('\r') ? '\r' : '\n';
  const table = ['id;input;a,b,c,d', '7;"what; now";x', '8;y'].join(end).replaceAll(';', delimiter);
  for (const chunkBytes of [3, 1000]) {
    const rows = await readRows(csv, `${first}${table}`, { chunkBytes });
    expect(rows.map((row) => row.kind)).toEqual(['record', 'rejected']);
    expect(rows[0]).toMatchObject({
      line: 3,
      record: { input: `what${delimiter} now`, name: '7', metadata: { 'a,b,c,d': 'x' } },
    });
    expect(rejectedOf(rows)).toMatchObject([{ line: 4, raw: `8${delimiter}y` }]);
  }
  expect(csv.sniff(Buffer.from(first + table), 'export')).toBeGreaterThan(0.5);
});

it('reads a table of one column whose texts are full of commas, when they are quoted', async () => {
  const rows = await readRows(csv, 'text\n"a, b; c"\nplain\n');
  expect(recordsOf(rows).map((record) => record.input)).toEqual(['a, b; c', 'plain']);
});

it.each(['\n', '\r\n', '\r'])(
  'reads rows that end with %j, and counts lines inside quotes too',
  async (end) => {
    const table = ['id,text', '1,"two', 'lines"', '', '2,x,y', '3,"ok"z', '4,fine'].join(end);
    const rows = await readRows(csv, table);
    expect(rejectedOf(rows).map(({ line, column, raw }) => [line, column, raw])).toEqual([
      [5, undefined, '2,x,y'],
      [6, 7, '3,"ok"z'],
    ]);
    expect(rows.at(0)).toMatchObject({ line: 2, record: { input: `two${end}lines` } });
    expect(rows.at(-1)).toMatchObject({ line: 7, record: { input: 'fine' } });
  },
);

it('reads a file whose line ends are mixed', async () => {
  const rows = await readRows(csv, 'id,text\r\n1,a\n2,b\r\n3,c');
  expect(recordsOf(rows).map((record) => record.input)).toEqual(['a', 'b', 'c']);
});

it('names the line where a quote was opened that is never closed', async () => {
  const rows = await readRows(csv, 'id,text\r\n1,"fi\r\nne"\r\n2,"oops\r\n');
  expect(rows.map((row) => row.kind)).toEqual(['record', 'rejected']);
  expect(rejectedOf(rows)).toEqual([
    {
      file: 'log',
      line: 4,
      column: 3,
      reason: 'the quote that opens here is never closed',
      raw: '2,"oops',
    },
  ]);
});

it('refuses a table where a quote that is never closed makes one text of the rows behind it', async () => {
  const reading = readRows(csv, 'id,text,more\n1,"fi\nne",\n2,"a\nb","oops\n3,x,\n4,y,\n');
  await expect(reading).rejects.toMatchObject({
    message: 'log:5:4: the quote that opens here is never closed: all behind it, to line 7, is one text',
    hint: expect.stringContaining('its first 3 lines'),
  });
});

it('names the lines of a row whose quote was closed by one of a later row', async () => {
  const rows = await readRows(csv, 'id,text\n1,"oops\n2,x\n3,"y"\n4,z\n');
  expect(rejectedOf(rows)).toMatchObject([
    {
      line: 2,
      column: 3,
      reason: expect.stringMatching(
        /^the quote that opens here closes on line 4.* \(the row is all of lines 2 to 4\)$/,
      ),
    },
  ]);
});

it.each([
  ['in quotes', '2,"oops\n', 'x\n'],
  ['without a line end', '2,oops', 'x'],
])(
  'stops with the place of a row %s that would fill the memory',
  { timeout: 60_000 },
  async (_how, row, filler) => {
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`id,text\n1,fine\n${row}`);
      for (let i = 0; i < 60; i++) yield Buffer.alloc(1024 * 1024, filler);
    }
    const rows: ImportedRow[] = [];
    const reading = (async () => {
      for await (const each of csv.read({ file: 'big.csv', chunks: chunks() }, {})) rows.push(each);
    })();
    await expect(reading).rejects.toThrow('big.csv:3: the row that starts here is longer than 16 MB');
    expect(rows).toMatchObject([{ record: { input: 'fine' } }]);
  },
);

it('takes quotes inside an unquoted field as they are', async () => {
  const rows = await readRows(csv, 'id,text\n1,a 5" pipe\n2, "b"\n');
  expect(recordsOf(rows).map((record) => record.input)).toEqual(['a 5" pipe', ' "b"']);
});

it('says how many fields a row has and should have', async () => {
  const rows = await readRows(csv, 'id,text\n1\n1,2,3\n');
  expect(rejectedOf(rows).map(({ line, reason }) => [line, reason])).toEqual([
    [2, '1 field, but the header row names 2'],
    [3, '3 fields, but the header row names 2'],
  ]);
});

it('refuses a header row with the same name twice, or one that cannot be read', async () => {
  await expect(readRows(csv, '\nid,text,id\n1,a,2\n')).rejects.toThrow(
    'log:2: the columns 1 and 3 have the same name "id"',
  );
  await expect(readRows(csv, 'id,"te"xt\n1,a\n')).rejects.toThrow(
    'log:1:8: the header row cannot be read: text after a closing quote',
  );
  await expect(readRows(csv, 'id,"text\n1,a\n')).rejects.toThrow(
    'log:1:4: the header row cannot be read: the quote that opens here is never closed',
  );
  await expect(readRows(csv, Uint8Array.of(0x61, 0xff, 0x0a))).rejects.toThrow('log:1:2: the header row');
});

it('knows the input column in any case, and takes messages that a cell holds as JSON', async () => {
  const messages = [
    { role: 'user', content: 'hi' },
    { role: 'assistant', content: 'hello' },
  ];
  const cell = JSON.stringify(messages).replaceAll('"', '""');
  expect(recordsOf(await readRows(csv, `ID,Messages,Expected\n7,"${cell}",yes\n`))).toEqual([
    { input: [messages[0]], name: '7', answer: 'hello', reference: 'yes' },
  ]);
});

it('keeps the column of --reference from the variables, which every candidate sees', async () => {
  const rows = await readRows(csv, 'text,label\nThe screen is black,Hardware\n', { reference: 'label' });
  expect(recordsOf(rows)).toMatchObject([{ input: 'The screen is black', reference: 'Hardware' }]);
  const variables = await readRows(csv, 'a,b,right\n1,2,3\n', { reference: 'right' });
  expect(recordsOf(variables)).toEqual([{ input: { a: '1', b: '2' }, reference: '3' }]);
});

it('makes variables of all columns but the known ones when none is the input', async () => {
  const table = 'id,country,year,expected,model,conversation_id,__metadata:x\n1,Peru,1990,Lima,gpt,c9,z\n';
  expect(recordsOf(await readRows(csv, table))).toEqual([
    {
      input: { country: 'Peru', year: '1990' },
      name: '1',
      reference: 'Lima',
      model: 'gpt',
      metadata: { conversation_id: 'c9', '__metadata:x': 'z' },
    },
  ]);
});

it('keeps an empty input, which is an edge worth rating, and drops empty facts', async () => {
  expect(recordsOf(await readRows(csv, 'id,input,expected,note\n1,,,\n'))).toEqual([
    { input: '', name: '1' },
  ]);
});

it('takes exactly the columns that --input and --reference name', async () => {
  const table = 'text,body,expected,truth\na,b,c,d\n';
  expect(recordsOf(await readRows(csv, table, { input: 'body', reference: 'truth' }))).toEqual([
    { input: 'b', reference: 'd', metadata: { text: 'a', expected: 'c' } },
  ]);
  const rows = await readRows(csv, table, { input: 'boody' });
  expect(rejectedOf(rows)).toMatchObject([
    {
      line: 2,
      reason:
        'nothing at --input boody; the row has text, body, expected, truth; try --input $.text or --input $.body',
    },
  ]);
});

it('is not harmed by a column named __proto__', async () => {
  const [record] = recordsOf(await readRows(csv, '__proto__,text\npolluted,x\n'));
  expect(record).toEqual({ input: 'x' });
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
});

it('names a column without a name by its number', async () => {
  expect(recordsOf(await readRows(csv, ',text\n0,x\n'))).toEqual([
    { input: 'x', metadata: { column_1: '0' } },
  ]);
});
