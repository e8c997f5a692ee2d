import { expect, it } from 'vitest';
import { pythonLiteral } from '../../src/importers/python-literal.ts';

// Left: what Python 3.11's repr() printed. Right: what json.dumps() gave of the same value.
it.each([
  [`[{'a': None, 'b': True, 'c': False}, 1, 2.5, -3e-07]`, '[{"a":null,"b":true,"c":false},1,2.5,-3e-7]'],
  [`["it's", 'say "no"', 'it\\'s "both"']`, `["it's","say \\"no\\"","it's \\"both\\""]`],
  [
    `['a\\nb\\t\\\\n', '\\x1b\\x00', '\\u2028', '\\U000e0001']`,
    '["a\\nb\\t\\\\n","\\u001b\\u0000","\u2028","\u{e0001}"]',
  ],
  [`[(1, 'None'), (2,), ()]`, '[[1,"None"],[2],[]]'],
  ['[nan]', '[null]'],
])('reads %s', (text, json) => {
  expect(pythonLiteral(text)).toEqual(JSON.parse(json));
});

it.each(['[array([1], dtype=object)]', "['open", '[<Span>]', "[b'x']", '[1 2]', "{'a'}", ''])(
  'leaves %j alone',
  (text) => {
    expect(pythonLiteral(text)).toBeUndefined();
  },
);

it('is not slower for quotes that are never closed', () => {
  expect(pythonLiteral(`['${"\\'".repeat(2_000_000)}`)).toBeUndefined();
  expect(pythonLiteral(`[${`'',`.repeat(500_000)}'']`)).toHaveLength(500_001);
});
