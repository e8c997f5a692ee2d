/** Fields that were extracted, held against the true ones: each counts for itself. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { compareFields } from '../../src/scorers/compare-fields.ts';
import { said } from '../fixtures/checks.ts';

const counts = (wanted: Json, given: Json, options = {}, only?: readonly string[]) =>
  compareFields(wanted, given, options, only).fields;

describe('a field', () => {
  test('that is wrong is missing from what was wanted and too much in what was given', () => {
    expect(counts({ a: 'x', b: 'y' }, { a: 'x', b: 'z' })).toEqual({
      a: { wanted: 1, given: 1, right: 1 },
      b: { wanted: 1, given: 1, right: 0 },
    });
  });

  test('that is null is the same as one that is not there', () => {
    expect(counts({ a: null, b: 1 }, { b: 1 })).toEqual({ b: { wanted: 1, given: 1, right: 1 } });
    expect(counts({ a: 1 }, { a: null })).toEqual({ a: { wanted: 1, given: 0, right: 0 } });
  });

  test('that was invented counts against precision, unless it is to be ignored', () => {
    expect(counts({ a: 1 }, { a: 1, made: 'up' }).made).toEqual({ wanted: 0, given: 1, right: 0 });
    expect(counts({ a: 1 }, { a: 1, made: 'up' }, { extra: 'ignored' })).toEqual({
      a: { wanted: 1, given: 1, right: 1 },
    });
  });

  test('below others is known by its whole path', () => {
    const value = { seller: { address: { city: 'Johor' } } };
    expect(counts(value, value)).toEqual({ 'seller.address.city': { wanted: 1, given: 1, right: 1 } });
    expect(counts(value, { seller: 'Johor' })).toEqual({
      'seller.address.city': { wanted: 1, given: 0, right: 0 },
      seller: { wanted: 0, given: 1, right: 0 },
    });
  });

  test('that is not asked for does not count', () => {
    expect(counts({ a: 1, b: { c: 2, d: 3 } }, { a: 9, b: { c: 2, d: 3 } }, {}, ['b'])).toEqual({
      'b.c': { wanted: 1, given: 1, right: 1 },
      'b.d': { wanted: 1, given: 1, right: 1 },
    });
  });

  test('called __proto__ is a field like any other', () => {
    const value = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2}') as Json;
    expect(Object.values(counts(value, value)).map(({ right }) => right)).toEqual([1, 1]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('that is a number may be off by the tolerance, also when it is written as text', () => {
    expect(counts({ t: '9.00' }, { t: 9 }).t!.right).toBe(0);
    expect(counts({ t: '9.00' }, { t: 9 }, { absolute: 0 }).t!.right).toBe(1);
    expect(counts({ t: 100 }, { t: 101 }, { relative: 0.01 }).t!.right).toBe(1);
    expect(counts({ t: 100 }, { t: 102 }, { relative: 0.01 }).t!.right).toBe(0);
  });
});

describe('a list', () => {
  const items = [
    { name: 'tea', price: 2 },
    { name: 'cake', price: 3 },
  ];

  test('in another order is the same, unless its order counts', () => {
    const turned = [...items].reverse();
    const right = { wanted: 2, given: 2, right: 2 };
    expect(counts({ items }, { items: turned })).toEqual({ 'items[].name': right, 'items[].price': right });
    expect(counts({ items }, { items: turned }, { lists: 'in-order' })).toEqual({
      'items[].name': { wanted: 2, given: 2, right: 0 },
      'items[].price': { wanted: 2, given: 2, right: 0 },
    });
  });

  test('with one wrong price keeps the item that it belongs to', () => {
    const given = [
      { name: 'cake', price: 9 },
      { name: 'tea', price: 2 },
    ];
    expect(counts({ items }, { items: given })).toEqual({
      'items[].name': { wanted: 2, given: 2, right: 2 },
      'items[].price': { wanted: 2, given: 2, right: 1 },
    });
  });

  test('with swapped prices is wrong, though every price is in it', () => {
    const given = [
      { name: 'tea', price: 3 },
      { name: 'cake', price: 2 },
    ];
    const { fields } = compareFields({ items }, { items: given }, {});
    expect(Object.values(fields).reduce((sum, { right }) => sum + right, 0)).toBe(2);
  });

  test('counts what it has twice twice', () => {
    expect(counts(['a', 'a', 'b'], ['a', 'b', 'b'])).toEqual({ '[]': { wanted: 3, given: 3, right: 2 } });
  });
});

test('any JSON is the same as itself in any order of keys, and no more is right than was wanted or given', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (a, b) => {
      const same = Object.values(counts(a as Json, a as Json));
      expect(same.every(({ wanted, given, right }) => wanted === given && given === right)).toBe(true);
      for (const { wanted, given, right } of Object.values(counts(a as Json, b as Json)))
        expect(right).toBeLessThanOrEqual(Math.min(wanted, given));
    }),
    { numRuns: 300 },
  );
});

test('a reference that is JSON in a text is read as such, and an output that is no JSON misses every field', async () => {
  const reference = '{"total": "9.00", "date": "1 May"}';
  expect(await said({ fieldMatch: true }, reference, reference)).toMatchObject({ kind: 'pass' });
  expect(await said({ fieldMatch: true }, 'The total is 9.00', reference)).toMatchObject({
    kind: 'fail',
    reason: expect.stringMatching(/^line 1: no JSON/),
    detail: { fields: { total: { wanted: 1, given: 0, right: 0 }, date: { wanted: 1, given: 0, right: 0 } } },
  });
  expect(await said({ fieldMatch: true }, '{}', 'a plain answer')).toMatchObject({ kind: 'broken' });
  expect(await said({ fieldMatch: true }, '{"total":9}', { total: '9' })).toMatchObject({
    reason: 'total is "9" as a number, not as a text',
  });
});

test('a code block around the JSON is wrong unless it is allowed', async () => {
  const text = 'Here it is:\n```json\n{"total": 9}\n```\n';
  expect(await said({ fieldMatch: true }, text, { total: 9 })).toMatchObject({ kind: 'fail' });
  expect(await said({ fieldMatch: true, fenced: true }, text, { total: 9 })).toMatchObject({ kind: 'pass' });
});
