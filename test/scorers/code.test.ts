/** Code and JSON in outputs: what parses passes, what does not is told with its line. */
import { describe, expect, test } from 'vitest';
import { opened, said } from '../fixtures/checks.ts';

describe('code that parses', () => {
  test.each([
    ['json', '{"a": [1, 2]}'],
    ['yaml', 'a: 1\nb:\n  - x\n---\n- y\n'],
    ['xml', '<?xml version="1.0"?><a b="1"><c/>&amp;</a>'],
    ['javascript', 'import x from "y";\nexport const f = async () => await x?.();'],
    ['javascript', 'with (a) { b = 010; }'],
    ['typescript', 'enum A { B }\nexport const f = <T,>(x: T): T => x satisfies T;'],
  ])('is taken: %s %j', async (parses, text) => {
    expect(await said({ parses }, text)).toEqual({ kind: 'pass' });
  });

  test.each([
    ['json', '{"a": 1,\n}', /^line 2: no JSON/],
    ['yaml', 'a: 1\nb: [1\nc: 2', /^line [23]: /],
    ['yaml', 'Here is what you asked for.', /^it is a plain text/],
    ['xml', '<a>\n<b></a>', /^line 2: Missing end tag for element b$/],
    ['javascript', 'const a = 1;\nconst = 2;', /^line 2: Unexpected token$/],
    ['javascript', 'const a: number = 1;', /^line 1: Unexpected token$/],
    ['typescript', 'const a: number = 1;\nconst b: = 2;', /^line 2: /],
    ['javascript', ' \n', /^it is empty$/],
    ['javascript', '```js\nlet a = 1;\n```', /marks of a code block/],
    ['typescript', '```python\nprint(1)\n```', /marks of a code block/],
  ])('is refused otherwise: %s %j', async (parses, text, reason) => {
    expect(await said({ parses }, text)).toMatchObject({
      kind: 'fail',
      reason: expect.stringMatching(reason),
    });
  });

  test('is never run', async () => {
    await said({ parses: 'javascript' }, 'globalThis.ran = true;');
    await said({ parses: 'typescript' }, 'globalThis.ran = true;');
    expect((globalThis as { ran?: boolean }).ran).toBeUndefined();
  });

  test('in the one code block of an answer is found there when that is allowed', async () => {
    const text = 'Sure:\n\n```js\nlet a = 1;\n```\nDone.';
    expect(await said({ parses: 'javascript', fenced: true }, text)).toEqual({ kind: 'pass' });
    expect(await said({ parses: 'javascript' }, text)).toMatchObject({ kind: 'fail' });
  });
});

describe('a JSON Schema', () => {
  const items = {
    type: 'array',
    items: { type: 'object', required: ['price'], properties: { price: { type: 'number' } } },
  };
  const entry = { jsonSchema: { type: 'object', properties: { items }, additionalProperties: false } };

  test.each([
    ['{\n "items": [\n  {"price": 1},\n  {"price": "2"}\n ]\n}', 'line 4: items[1].price must be number'],
    ['{\n "items": [\n  {}\n ]\n}', 'line 3: required property items[0].price is missing'],
    ['{"items": [],\n "note": ""}', 'line 1: property note is not in the schema'],
    ['[]', 'line 1: the output must be object'],
    ['{"items": ["} , ]", {"price": 1}]}', 'line 1: items[0] must be object'],
  ])('tells the line of what is wrong in %j', async (text, reason) => {
    expect(await said(entry, text)).toEqual({ kind: 'fail', reason });
  });

  test('of any of the three drafts that tools write is understood, formats too', async () => {
    const drafts = [
      'http://json-schema.org/draft-07/schema#',
      'https://json-schema.org/draft/2019-09/schema',
      'https://json-schema.org/draft/2020-12/schema',
    ];
    for (const $schema of [undefined, ...drafts]) {
      const jsonSchema = { ...($schema === undefined ? {} : { $schema }), type: 'string', format: 'date' };
      expect(await said({ jsonSchema }, '"2026-02-28"')).toEqual({ kind: 'pass' });
      expect(await said({ jsonSchema }, '"2026-02-30"')).toMatchObject({ kind: 'fail' });
    }
  });

  test('with a mistyped keyword is used, and the keyword is told', async () => {
    await using ready = await opened({ name: 's', jsonSchema: { type: 'object', requried: ['a'] } });
    expect(ready.warnings.join()).toMatch(/check.*s: .*"requried"/);
  });

  test('that is none is an error of the config, and what it refers to elsewhere is not fetched', async () => {
    await expect(opened({ jsonSchema: { type: 'objekt' } })).rejects.toMatchObject({ code: 'config' });
    await expect(opened({ jsonSchema: { $ref: 'http://127.0.0.1:1/x.json' } })).rejects.toMatchObject({
      code: 'config',
      message: expect.stringMatching(/can't resolve reference/),
    });
  });
});
