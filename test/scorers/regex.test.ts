/** A regular expression of the user's meets any text that a model may write, and none of them holds anything up. */
import { expect, test } from 'vitest';
import { opened, said, withReference } from '../fixtures/checks.ts';

const CATASTROPHIC = [
  ['^(a+)+$', `${'a'.repeat(60)}!`],
  ['^(\\w+\\s?)*$', `${'word '.repeat(40)}.`],
  ['(x+x+)+y', 'x'.repeat(60)],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(60)],
] as const;

test.each(CATASTROPHIC)(
  '/%s/ ends within a second or two on the text that it would search for years',
  async (regex, text) => {
    const started = performance.now();
    const result = await said({ regex }, text);
    expect(result).toMatchObject({ kind: 'broken', reason: expect.stringMatching(/more than a second/) });
    expect(performance.now() - started).toBeLessThan(3000);
  },
);

test('a pattern that ran out of time on three outputs is not tried on the other thousand', async () => {
  await using ready = await opened({ regex: '^(a+)+$' });
  const judge = (text: string) =>
    ready.open.judge({ text, example: withReference() }, new AbortController().signal);
  const started = performance.now();
  for (let i = 0; i < 1000; i++) await judge(`${'a'.repeat(60)}!`);
  expect(performance.now() - started).toBeLessThan(6000);
  expect(await judge('aaa')).toMatchObject({ kind: 'broken', reason: expect.stringMatching(/^not tried/) });
});

test('a JSON Schema with such a pattern is ended too', async () => {
  const entry = { jsonSchema: { properties: { a: { type: 'string', pattern: '^(a+)+$' } } } };
  const text = JSON.stringify({ a: `${'a'.repeat(60)}!` });
  expect(await said(entry, text)).toMatchObject({ kind: 'broken' });
});

test('flags count: case and lines', async () => {
  expect(await said({ regex: '^total$', flags: 'im' }, 'a\nTOTAL\nb')).toEqual({ kind: 'pass' });
  expect(await said({ regex: '^total$' }, 'a\nTOTAL\nb')).toMatchObject({ kind: 'fail' });
});
