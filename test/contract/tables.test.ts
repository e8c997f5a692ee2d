/** What every reader of public tables promises: the table as it stands, quickly, whatever the text wants. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTable } from '../../src/core/benchmarks/read-table.ts';
import { FieldtestError } from '../../src/core/errors.ts';
import { readTables, tableReaders } from '../../src/importers/tables/list.ts';
import { cpuMs } from '../fixtures/cpu-time.ts';
import { MODELS, tableSamples } from './table-samples.ts';

const read = (file: string, text: string) =>
  readTables({
    file,
    chunks: (async function* () {
      yield Buffer.from(text);
    })(),
  });

const HOSTILE = [
  '<script>alert(1)</script>',
  '[click](javascript:alert(1))',
  '\u001b[31mred\u001b[0m',
  '\u202edrowkcab',
  '__proto__',
  '=cmd|calc!A1',
  '&lt;img src=x onerror=1&gt;',
  '{{constructor}}',
  'a\u0000b',
];

describe.each(tableReaders)('$format', (reader) => {
  const sample = tableSamples[reader.format]!;
  const models = sample.oneModel ? MODELS.slice(0, 1) : MODELS;

  test('is told from its text, with or without the name of the file', async () => {
    for (const file of [sample.file, '-'])
      expect((await read(file, sample.write(models))).format).toBe(reader.format);
  });

  test('gives every model with its scores, and says which way is better', async () => {
    const { tables } = await read(sample.file, sample.write(models));
    const [table] = tables.map((one) => readTable(one));
    expect(tables).toHaveLength(1);
    if (table?.kind !== 'benchmark') throw new Error(JSON.stringify(table));
    expect(table.table.columns.map(({ direction }) => direction)).toEqual(['higher', 'lower']);
    expect(
      table.table.models.map(({ name, scores }) => ({
        name,
        accuracy: scores[0]!.value,
        hallucinated: scores[1]!.value,
      })),
    ).toEqual(models);
  });

  test('a name that wants to be more than a name is text, and the scores beside it are read', async () => {
    for (const name of HOSTILE) {
      const { tables } = await read(sample.file, sample.write([{ ...models[0]!, name: `gpt-4o ${name}` }]));
      const table = readTable(tables[0]!);
      if (table.kind !== 'benchmark') throw new Error(`${name}: ${JSON.stringify(table)}`);
      expect(table.table.models).toHaveLength(1);
      expect(table.table.models[0]!.name).toMatch(/^gpt-4o/);
      expect(table.table.models[0]!.name).not.toMatch(/javascript:|<script/);
      expect(table.table.models[0]!.scores[0]!.value).toBe(71.4);
    }
  });

  test('a million cells are refused within seconds', async () => {
    const many = Array.from({ length: 350_000 }, (_, i) => ({ ...MODELS[0]!, name: `gpt-${i}` }));
    const text = sample.oneModel
      ? `{"results":{"a":{"acc,none":1,${Array.from({ length: 1_000_000 }, (_, i) => `"k${i}":1`).join()}}}}`
      : sample.write(many);
    const began = cpuMs();
    await expect(read(sample.file, text)).rejects.toThrow(/no table of models|more than 1 MB/);
    expect(cpuMs() - began).toBeLessThan(5_000);
  });

  test('text of any kind is read, or refused in one sentence', () => {
    const pieces = fc.constantFrom(
      '|',
      '-',
      '---',
      '\n',
      '<table>',
      '<tr',
      '<td>',
      '</',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      'gpt-4',
      '79.1',
      '±',
      '&#',
      ' - ',
      '<!--',
      '"results"',
      'model',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        try {
          for (const table of reader.read(parts.join(''), 'any')) readTable(table);
        } catch (error) {
          if (!(error instanceof FieldtestError)) throw error;
        }
      }),
      { numRuns: 300 },
    );
  });
});

test('what is no table is refused with what can be read', async () => {
  await expect(read('notes.txt', 'nothing to see')).rejects.toMatchObject({
    code: 'input',
    message: 'notes.txt: there is no table in it',
    hint: expect.stringContaining('Markdown'),
  });
  await expect(read('-', ' \n')).rejects.toThrow(/the file is empty/);
});

test.each([
  ['blank lines', '\n'.repeat(400_000)],
  ['blank lines and a list', `${'\n'.repeat(400_000)}- a`],
  ['spaces in a divider', `|a|b|\n|${' '.repeat(9_000)}x\n`.repeat(300)],
  ['links that never end', `|model|score|\n|--|--|\n${`|gpt-4 ${'[a]('.repeat(400)}|1|\n`.repeat(2_000)}`],
  ['tags that never end', '<table><tr><td'.repeat(100_000)],
  ['quotes that never end', `<table>${'<a ="'.repeat(200_000)}`],
  ['open references', `|model|score|\n|--|--|\n${`|gpt-4 ${'&#'.repeat(800)}|1|\n`.repeat(2_000)}`],
])('%s take no longer than there is to read', async (_name, text) => {
  const began = cpuMs();
  try {
    for (const table of (await read('-', text)).tables) readTable(table);
  } catch (error) {
    if (!(error instanceof FieldtestError)) throw error;
  }
  expect(cpuMs() - began).toBeLessThan(5_000);
});
