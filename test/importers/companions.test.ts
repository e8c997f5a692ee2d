/** What belongs to an input becomes part of it, so that two kinds of work never look the same. */
import { expect, it } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { csv } from '../../src/importers/csv.ts';
import { jsonl } from '../../src/importers/jsonl.ts';
import { readRows, recordsOf, rejectedOf } from './read-rows.ts';

const first = async (row: object, options = {}) => {
  const [read] = await readRows(jsonl, `${JSON.stringify(row)}\n`, options);
  return read;
};

it.each<[string, object, Json, string]>([
  [
    'the system prompt beside messages',
    { system: 'Be brief', messages: [{ role: 'user', content: 'hi' }], model: 'm' },
    [
      { role: 'system', content: 'Be brief' },
      { role: 'user', content: 'hi' },
    ],
    'messages + system',
  ],
  [
    'the system prompt beside a text',
    { system: 'Be brief', prompt: 'hi' },
    [
      { role: 'system', content: 'Be brief' },
      { role: 'user', content: 'hi' },
    ],
    'prompt + system',
  ],
  [
    'the instructions of a request',
    { instructions: 'Be brief', input: 'hi' },
    [
      { role: 'system', content: 'Be brief' },
      { role: 'user', content: 'hi' },
    ],
    'input + instructions',
  ],
  [
    'the instruction that an input is for',
    { instruction: 'Translate', input: 'hallo', output: 'hello' },
    { instruction: 'Translate', input: 'hallo' },
    'input + instruction',
  ],
  [
    'an instruction without an input',
    { instruction: 'Tell a joke', input: '' },
    'Tell a joke',
    'input + instruction',
  ],
  [
    'the context of a question',
    { question: 'Who?', context: ['a', 'b'], answer: 'x' },
    { question: 'Who?', context: ['a', 'b'] },
    'question + context',
  ],
])('%s is part of the input, and it is said', async (_what, row, input, from) => {
  const read = await first(row);
  expect(read).toMatchObject({ kind: 'record', from, record: { input } });
  expect(read?.kind === 'record' ? read.record.metadata : 0).toBeUndefined();
});

it('messages that begin with a system message keep their own, and a path takes what is there and no more', async () => {
  const messages = [
    { role: 'system', content: 'own' },
    { role: 'user', content: 'hi' },
  ];
  expect(await first({ system: 'other', messages })).toMatchObject({
    record: { input: messages },
    from: 'messages',
  });
  expect(await first({ system: 'other', prompt: 'hi' }, { input: 'prompt' })).toMatchObject({
    record: { input: 'hi' },
  });
});

it('in a table too', async () => {
  const rows = await readRows(csv, 'Question,Context\nWho?,a\nWho?,b\n');
  expect(recordsOf(rows).map(({ input }) => input)).toEqual([
    { question: 'Who?', context: 'a' },
    { question: 'Who?', context: 'b' },
  ]);
});

it.each([
  ['an input', '{"input":{"n":1e400}}', /^the input holds a number that is too large/],
  ['a reference', '{"input":"a","reference":1e999}', /^the reference holds a number that is too large/],
])('a number in %s that JSON cannot carry is a bad row, in its place', async (_what, line, reason) => {
  const rows = await readRows(jsonl, `{"input":"fine"}\n${line}\n`);
  expect(rows[0]).toMatchObject({ kind: 'record' });
  expect(rejectedOf(rows)).toMatchObject([{ line: 2, reason: expect.stringMatching(reason) }]);
});
