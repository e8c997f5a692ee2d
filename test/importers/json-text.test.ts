/** Faults of JSON are named where they are, in words. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFault, MAX_JSON_DEPTH, parseJson } from '../../src/core/json-text.ts';
import { jsonl } from '../../src/importers/jsonl.ts';
import { readRows, rejectedOf } from './read-rows.ts';

describe('the place of a fault', () => {
  it.each([
    ['{"a": 1,}', 8, '} where a key should come'],
    ['{"a" 1}', 5, '1 where : should come'],
    ['{"a": tru}', 6, 't where a value should come'],
    ['{"a": None}', 6, 'None is Python; JSON writes null'],
    ['{"a": NaN}', 6, 'NaN is not JSON; write null'],
    ["{'a': 1}", 1, "' where a key or } should come"],
    ["['a']", 1, 'text in single quotes; JSON needs double quotes'],
    ['{"a": "x\ty"}', 8, 'U+0009 inside a string; write it as an escape'],
    ['{"a": "x\\qy"}', 8, '\\q is not an escape that JSON has'],
    ['{"a": "\\u12g4"}', 7, '\\u needs four hexadecimal digits'],
    ['{"a": "never closed}', 6, 'the string that starts here is never closed'],
    ['{"a": 01}', 7, '1 inside a number'],
    ['{"a": [1, 2', 11, 'the text ends where , or ] should come'],
    ['{"a": 1} {"b": 2}', 9, '{ where the end should come'],
    ['[1}', 2, '} where , or ] should come'],
    ['  ', 2, 'nothing here'],
  ])('of %j', (text, offset, reason) => {
    expect(parseJson(text)).toEqual({ kind: 'fault', fault: { offset, reason } });
  });

  it('is found exactly when JSON.parse refuses a text, for any text made of what JSON is made of', () => {
    const token = fc.constantFrom(
      ...'[]{},:"\\ \n\t-+.eE019atrufnls/u'.split(''),
      '"a"',
      'true',
      'null',
      '1.5',
    );
    const nearJson = fc.oneof(
      fc.array(token, { maxLength: 12 }).map((tokens) => tokens.join('')),
      fc.tuple(fc.json(), fc.nat(), token).map(([json, at, extra]) => {
        const cut = at % (json.length + 1);
        return json.slice(0, cut) + extra + json.slice(cut + 1);
      }),
    );
    fc.assert(
      fc.property(nearJson, (text) => {
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        const fault = findJsonFault(text);
        expect(fault === undefined).toBe(valid);
        if (fault !== undefined) expect(fault.offset).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 3000 },
    );
  });

  it('is a column in characters in a log', async () => {
    const rows = await readRows(jsonl, '"fine"\n{"é👍": oops}\n');
    expect(rejectedOf(rows)).toEqual([
      {
        file: 'log',
        line: 2,
        column: 8,
        reason: 'not JSON: o where a value should come',
        raw: '{"é👍": oops}',
      },
    ]);
  });
});

describe('depth', () => {
  it('is fine to the limit', () => {
    const text = '['.repeat(MAX_JSON_DEPTH) + ']'.repeat(MAX_JSON_DEPTH);
    expect(parseJson(text).kind).toBe('value');
    expect(parseJson(`[${text}]`)).toMatchObject({ kind: 'fault', fault: { offset: MAX_JSON_DEPTH } });
  });

  it('is counted the same in a long text, outside of its strings', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    const texts = Array.from({ length: 20_000 }, (_, i) =>
      JSON.stringify(`[{"${'\\'.repeat(i % 4)}" [[`),
    ).join();
    const long = (levels: number) => `[${texts},${nested(levels - 1)},${nested(levels - 1)}]`;
    expect(parseJson(long(MAX_JSON_DEPTH)).kind).toBe('value');
    expect(parseJson(long(MAX_JSON_DEPTH + 1))).toMatchObject({
      kind: 'fault',
      fault: { offset: texts.length + 1 + MAX_JSON_DEPTH, reason: 'nested deeper than 256 levels' },
    });
    expect(parseJson(`[${texts},oops,${nested(1000)}]`)).toMatchObject({
      fault: { offset: texts.length + 2, reason: 'o where a value should come' },
    });
    expect(parseJson(`[${texts},"open ${nested(1000)}`)).toMatchObject({
      fault: { reason: 'the string that starts here is never closed' },
    });
  });

  it.each(['[', '{"a":', '[{"b":'])(
    'of a million %j is a rejected row, closed or not, in a moment',
    async (open) => {
      const close = [...open].reverse().map((char) => ({ '[': ']', '{': '}' })[char] ?? '');
      const deep = open.repeat(1_000_000);
      const started = performance.now();
      for (const text of [deep, `${deep}1${close.join('').repeat(1_000_000)}`]) {
        const rows = await readRows(jsonl, `${text}\n"after"\n`);
        expect(rows.map((row) => row.kind)).toEqual(['rejected', 'record']);
        expect(rejectedOf(rows)[0]?.reason).toContain('nested deeper than 256 levels');
      }
      expect(performance.now() - started).toBeLessThan(2000);
    },
  );
});
