/** Every tool's files are told from every other's, and from rows of our own, by what is in them. */
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { importFormats, outputFormats, ratingFormats } from '../../../src/importers/formats.ts';
import { importers } from '../../../src/importers/list.ts';
import { able, outputRows } from '../../../src/importers/tool-results.ts';
import { importSamples, sampleFile } from '../../contract/import-samples.ts';
import { chunksOf } from '../read-rows.ts';
import { formatOf, lines, outputs, ratings } from './read-tool.ts';

it('the names that are told are those that are read', () => {
  expect(importers.map(({ format }) => format)).toEqual(importFormats);
  for (const [kind, named] of [
    ['outputs', outputFormats],
    ['ratings', ratingFormats],
  ] as const)
    expect(['jsonl', ...able(kind).map(({ format }) => format)]).toEqual(named);
});

it.each(importers.filter(({ binary }) => !binary).map(({ format }) => format))(
  '%s is told whatever the file is called',
  (format) => {
    const sample = importSamples[format]!;
    const content = sampleFile(sample, ['one', 'two', 'three'].map(sample.row));
    const names =
      format === 'csv' || format === 'json' || format === 'jsonl'
        ? ['export']
        : ['a.json', 'a.jsonl', 'a.csv', 'a.txt', '-'];
    for (const name of names) expect(formatOf(content, name)).toBe(format);
  },
);

it.each([
  [
    'a log of messages with more beside them',
    { id: 1, model: 'm', messages: [{ role: 'user', content: 'Hi' }] },
  ],
  ['a set', { id: 'a', input: 'Hi', expected: 'Hello' }],
  ['a set with targets and more', { id: 'a', input: 'Hi', target: 'Hello', customer: 'c' }],
  ['variables', { vars: { q: 'Hi' } }],
  ['an input and an output', { input: { q: 1 }, output: { a: 2 } }],
  ['a text', 'Hi'],
])('%s is no export of a tool', (_, row) => {
  expect(formatOf(lines(row, row), 'a.jsonl')).toBe('jsonl');
  expect(formatOf(JSON.stringify([row, row]), 'a.json')).toBe('json');
});

it('our own rows of outputs and ratings are ours, with whatever beside them', async () => {
  const output = { input: { q: 1 }, candidate: 'a', output: 'b', splits: [], span_id: 's' };
  expect(await outputs(lines(output))).toEqual({ format: 'jsonl', rows: [output] });
  const rating = { example: 'e', candidate: 'a', rater: 'ann', rating: 4 };
  expect(await ratings(lines(rating))).toEqual({ format: 'jsonl', rows: [rating] });
});

it('a file that was compressed is read as what is in it', async () => {
  const row = { custom_id: 'r1', response: { body: { output_text: 'Hi' } } };
  const packed = { file: 'out.jsonl.gz', chunks: chunksOf(gzipSync(lines(row))) };
  const { format, rows } = await outputRows(packed, {});
  expect(format).toBe('chat');
  expect(await Array.fromAsync(rows)).toMatchObject([{ value: { example: 'r1', output: 'Hi' } }]);
});

it('--format forces a tool, or our own rows', async () => {
  const row = { custom_id: 'r1', response: { body: { output_text: 'Hi' } } };
  expect(await outputs(lines(row), { format: 'jsonl' })).toEqual({ format: 'jsonl', rows: [row] });
  await expect(outputs(lines(row), { format: 'phoenix' })).rejects.toThrow(
    'there are no outputs in the format "phoenix"',
  );
  expect((await outputs(lines({ a: 1 }), { format: 'chat' })).rows).toEqual([
    '1: no custom_id in this row, so no answer of a batch',
  ]);
});
