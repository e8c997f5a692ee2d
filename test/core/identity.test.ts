/** Ids are made of content alone: the same on every machine, and different whenever a result could be. */
import { describe, expect, test } from 'vitest';
import type { ModelTarget } from '../../src/core/candidate.ts';
import { candidateId, exampleId, hashJson, hashLargeJson, textId } from '../../src/core/identity.ts';
import { canonicalJson, type Json } from '../../src/core/json.ts';

describe('canonical JSON (RFC 8785)', () => {
  test('gives the examples of the RFC', () => {
    // RFC 8785, section 3.2.2 and 3.2.3.
    const value = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.values(JSON.parse(canonicalJson(keys)) as object)).toHaveLength(7);
    expect(canonicalJson(keys)).toBe(
      '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
    );
  });

  test.each([[Number.NaN], [Number.POSITIVE_INFINITY], ['cut \ud83d']])('refuses %j', (value) => {
    expect(() => canonicalJson(value)).toThrow(/JSON number|lone surrogate/);
  });
});

test('what is too long for one text has the hash that its text would have', () => {
  const values: readonly { readonly [key: string]: Json }[] = [
    {},
    { b: [1, { d: null, c: 'x'.repeat(70_000) }], '': [] },
    { many: Array.from({ length: 5000 }, (_, i) => `row "${i}" 😀`) },
  ];
  const lists: readonly (readonly Json[])[] = [
    [],
    ['one'],
    Array.from({ length: 5000 }, (_, i) => [`é "${i}"`]),
  ];
  for (const value of values)
    for (const rows of lists) expect(hashLargeJson(value, 'rows', rows)).toBe(hashJson({ ...value, rows }));
  expect(() => hashLargeJson({ ä: true }, 'rows', [])).toThrow('not the last key');
});

describe('an example', () => {
  test('has the SHA-256 of its canonical input as id', () => {
    // printf '"hello"' | sha256sum
    expect(exampleId('hello')).toBe('5aa762ae383fbb727af3c7a36d4940a5b8c40a989452d2304fc958ff3f354e7a');
  });

  test('of a text and of one user message with that text are different', () => {
    expect(exampleId('hello')).not.toBe(exampleId([{ role: 'user', content: 'hello' }]));
  });

  test('has the same id however the keys of its input are ordered', () => {
    expect(exampleId({ a: '1', b: '2' })).toBe(exampleId({ b: '2', a: '1' }));
  });
});

describe('an output text', () => {
  test('is the same after trimming, and never otherwise', () => {
    expect(textId(' yes\n')).toBe(textId('yes'));
    expect(textId('Yes')).not.toBe(textId('yes'));
  });

  test('with half a character keeps its own id', () => {
    expect(textId('a\ud800')).not.toBe(textId('a\ud801'));
    expect(textId('a\ud800')).not.toBe(textId('a\ufffd'));
  });
});

describe('a candidate', () => {
  const model: ModelTarget = {
    kind: 'model',
    provider: 'openai',
    model: 'gpt',
    params: { temperature: 0 },
    prompt: 'p',
  };

  test('is new with another model, prompt or parameter, and not with another address or key', () => {
    const id = candidateId(model);
    expect(candidateId({ ...model, baseUrl: 'http://127.0.0.1:1/v1', apiKeyEnv: 'K' })).toBe(id);
    for (const change of [
      { model: 'gpt-2' },
      { prompt: 'q' },
      { params: { temperature: 1 } },
      { provider: 'other' },
    ]) {
      expect(candidateId({ ...model, ...change })).not.toBe(id);
    }
  });

  test('of code is its bytes, unless a version is given', () => {
    const run = { kind: 'run', file: 'a.mjs', path: '/x/a.mjs' } as const;
    expect(candidateId(run, { fileHash: '1' })).toBe(
      candidateId({ ...run, path: '/y/a.mjs' }, { fileHash: '1' }),
    );
    expect(candidateId(run, { fileHash: '1' })).not.toBe(candidateId(run, { fileHash: '2' }));
    expect(candidateId(run, { fileHash: '1', version: '1' })).toBe(
      candidateId(run, { fileHash: '2', version: '1' }),
    );
  });

  test('of recorded outputs is its name, whatever its file holds', () => {
    const recorded = { kind: 'recorded', file: 'o.jsonl', path: '/x/o.jsonl' } as const;
    const id = candidateId(recorded, { name: 'a' });
    expect(candidateId({ ...recorded, file: 'p.jsonl' }, { name: 'a' })).toBe(id);
    expect(candidateId(recorded, { name: 'b' })).not.toBe(id);
    expect(candidateId(recorded, { name: 'a', version: '2' })).not.toBe(id);
  });
});
