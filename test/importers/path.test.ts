/** Paths into a row, as people write them. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { parsePath, valueAt } from '../../src/importers/path.ts';

const ROW: Json = { a: { b: [{ c: 'deep' }, 'second'] }, 'odd name': 1, 'a.b': 'dotted', 'x"y': 2 };

describe('a path', () => {
  it.each<[string, Json | undefined]>([
    ['$.a.b[0].c', 'deep'],
    ['a.b[1]', 'second'],
    ['$["odd name"]', 1],
    ["['odd name']", 1],
    ['odd name', 1],
    ['a.b', 'dotted'],
    ['$.a.b[1]', 'second'],
    ['$', ROW],
    ['a.b[7]', undefined],
    ['a.c.d', undefined],
    ['a.length', undefined],
    ['a.b.length', undefined],
    ['constructor', undefined],
    ['__proto__', undefined],
    ['a.__proto__.x', undefined],
  ])('%j leads to %j', (path, value) => {
    expect(valueAt(ROW, parsePath(path, '--input'))).toEqual(value);
  });

  it.each(['', '$.', 'a..b', 'a[', 'a[x]', 'a]', '$.a.b[0', 'a.'])(
    '%j is refused with the way to write it',
    (path) => {
      expect(() => parsePath(path, '--input')).toThrow(`--input ${JSON.stringify(path)} is not a path`);
    },
  );
});
