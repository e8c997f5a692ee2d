/** Words, characters, numbers, labels and parts of outputs, as a user counts and writes them. */
import { describe, expect, test } from 'vitest';
import { countCharacters, countWords } from '../../src/scorers/length.ts';
import { normalText } from '../../src/scorers/normal-text.ts';
import { readNumbers } from '../../src/scorers/read-number.ts';
import { said } from '../fixtures/checks.ts';

test.each([
  ['', 0],
  ['one', 1],
  ["don't stop-and-go, 3 times", 4],
  ['a - b — c', 3],
  ['- item\n- item', 2],
  ['naïve café', 2],
  ['今天天气很好', 3],
])('the words of %j are %i', (text, n) => expect(countWords(text)).toBe(n));

test.each([
  ['abc', 3],
  [' abc\n', 3],
  ['a\r\nb', 3],
  ['👩‍👩‍👧‍👦', 1],
  ['e\u0301te\u0301', 3],
  ['', 0],
])('the characters of %j are %i', (text, n) => expect(countCharacters(text)).toBe(n));

test.each([
  ['9', [9]],
  ['RM9.00', [9]],
  ['The total is $1,234.50.', [1234.5]],
  ['\u22123.5 and -2', [-3.5, -2]],
  ['1.2e3', [1200]],
  ['gpt4 v2.1.3 a7', []],
  ['7,5', []],
  ['12 kg of 3', [12, 3]],
  ['no number', []],
  ['.5 or -.25, v1.3.4', [0.5, -0.25]],
])('the numbers in %j are %j', (text, numbers) => expect(readNumbers(text)).toEqual(numbers));

test.each([
  ['  “Card\tArrival”!', 'card arrival'],
  ['ﬁne', 'fine'],
  ['50 %', '50 %'],
  ['-3', '-3'],
  ['.5.', '.5'],
  ['?', '?'],
])('%j without what does not matter is %j', (text, normal) => expect(normalText(text)).toBe(normal));

describe('a number', () => {
  test('must be the only one, unless the first or last is meant', async () => {
    expect(await said({ number: 9 }, '9 of 10')).toMatchObject({
      kind: 'fail',
      reason: 'there are 2 numbers: 9, 10',
    });
    expect(await said({ number: 9, take: 'first' }, '9 of 10')).toEqual({ kind: 'pass' });
    expect(await said({ number: 10, take: 'last' }, '9 of 10')).toEqual({ kind: 'pass' });
  });

  test('on the edge of its tolerance is within it', async () => {
    expect(await said({ number: 0.2, absolute: 0.1 }, '0.3')).toEqual({ kind: 'pass' });
    expect(await said({ number: 0.2, absolute: 0.1 }, '0.3001')).toMatchObject({ kind: 'fail' });
  });
});

describe('a part of a JSON output', () => {
  const entry = { exact: true, at: '$.items[0].price' };

  test('is checked against the same part of the reference', async () => {
    const reference = { items: [{ price: '2.00' }] };
    expect(await said(entry, '{"items": [{"price": "2.00"}]}', reference)).toEqual({ kind: 'pass' });
    expect(await said(entry, '{"items": [{"price": "3.00"}]}', reference)).toMatchObject({ kind: 'fail' });
    expect(await said(entry, '{"items": []}', reference)).toMatchObject({
      kind: 'fail',
      reason: 'there is nothing at $.items[0].price',
    });
    expect(await said(entry, 'none', reference)).toMatchObject({ kind: 'fail', reason: /^line 1: no JSON/ });
  });

  test('is checked against a reference that is the part itself', async () => {
    expect(await said({ ...entry, at: 'price' }, '{"price": "2.00"}', '2.00')).toEqual({ kind: 'pass' });
  });

  test('that the reference lacks has nothing to be compared with', async () => {
    expect(await said(entry, '{"items": [{"price": 1}]}', { total: 1 })).toEqual({ kind: 'no-reference' });
  });
});

describe('a label', () => {
  test('that is none of the list says so, and is told apart from a wrong one', async () => {
    const entry = { label: ['spam', 'ham'] };
    expect(await said(entry, 'I think it is spam', 'spam')).toMatchObject({
      kind: 'fail',
      detail: { wanted: 'spam', given: null },
    });
    expect(await said(entry, 'spam', 'eggs')).toMatchObject({ kind: 'broken', reason: /none of the labels/ });
  });
});
