/** An error suggests where the input may be: every path that it names works. */
import { expect, it } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { likelyInputs } from '../../src/importers/likely-inputs.ts';
import { parsePath, valueAt } from '../../src/importers/path.ts';

const CHAT = [
  { role: 'system', content: 'Be kind.' },
  { role: 'user', content: 'Where is my card?' },
];

it.each<[string, Json, readonly string[]]>([
  ['messages, however deep', { id: 1, request: { body: { messages: CHAT } } }, ['$.request.body.messages']],
  [
    'what was asked, not what was answered',
    {
      trace_id: 'a b c d',
      request: { query: 'Where is it?' },
      response: { text: 'It is in the post, I hope.' },
    },
    ['$.request.query'],
  ],
  [
    'the longest text when no name helps',
    { kind: 'call of a kind', a: 'short', b: 'a text of quite some words that somebody wrote to us' },
    ['$.b'],
  ],
  [
    'a name with blanks',
    { 'the question asked': { 'my text': 'Where is my card?' } },
    [`'$["the question asked"]["my text"]'`],
  ],
  [
    'a list that has it',
    { events: [{ type: 'x' }, { prompt: 'Where is my card?' }] },
    [`'$.events[1].prompt'`],
  ],
  [
    'nothing when all is numbers, links and times',
    { n: 1, url: 'https://a b', at: '2026-01-02 03:04:05', ok: true },
    [],
  ],
  ['nothing in a list of numbers', [1, 2], []],
])('%s', (_what, row, paths) => {
  expect(likelyInputs(row)).toEqual(paths);
  for (const path of paths) {
    const typed = path.replace(/^'(.*)'$/, '$1');
    expect(valueAt(row, parsePath(typed, '--input'))).toBeDefined();
  }
});

it('names at most two, and takes no time for a row that is large', () => {
  const wide = Object.fromEntries(
    Array.from({ length: 100_000 }, (_, i) => [`key${i}`, `some text number ${i}`]),
  );
  let deep: Json = 'a text at the end';
  for (let i = 0; i < 200; i++) deep = { deep };
  const started = performance.now();
  expect(likelyInputs({ wide, deep, long: 'x '.repeat(1_000_000) }).length).toBeLessThanOrEqual(2);
  expect(performance.now() - started).toBeLessThan(2000);
});
