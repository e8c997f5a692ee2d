/** Kinds of work are told apart by what anyone can see. */
import { describe, expect, it } from 'vitest';
import type { Input } from '../../src/core/input.ts';
import { featuresOf } from '../../src/sampling/features.ts';
import { lookAt } from '../../src/sampling/look.ts';
import { inputStratum, stratumSlices } from '../../src/sampling/stratum.ts';

const MAIL = 'From: a@example.org\nTo: b@example.org\nSubject: Late\n\nWhere is my order?';
const CODE = 'Why does this fail?\n\nfunction add(a, b) {\n  return a + b;\n}\nconst x = add(1, 2);';

const stratumOfInput = (input: Input) => inputStratum(lookAt(input));

describe('the stratum of an input', () => {
  it.each<[string, Input, string]>([
    ['a question', 'Where is my card?', 'length:short shape:plain'],
    ['nothing', '', 'length:empty'],
    ['white space', ' \n\t', 'length:empty'],
    ['a longer text', 'Where is my card? '.repeat(20), 'length:medium shape:plain'],
    ['a long text', 'Where is my card? '.repeat(200), 'length:long shape:plain'],
    ['a huge text', 'Where is my card? '.repeat(2_000), 'length:huge shape:plain'],
    ['a giant, whatever its shape', '<p>x</p>'.repeat(100_000), 'length:giant'],
    ['JSON', '{"a": [1, 2]}', 'length:short shape:json'],
    ['JSON longer than is looked at', `[${'{"a":1},'.repeat(5_000)}1]`, 'length:huge shape:json'],
    ['a sentence in brackets', '[sic] what?', 'length:short shape:plain'],
    ['HTML', '<html><body><p>Hi</p></body></html>', 'length:short shape:html'],
    ['a text that compares', 'is 1 < 2 and 3 > 2 and a <b?', 'length:short shape:plain'],
    ['a mail', MAIL, 'length:short shape:mail'],
    ['code', CODE, 'length:short shape:code'],
    ['a fenced block', 'Explain:\n```\nls -l\n```', 'length:short shape:code'],
    ['a table', 'a | b | c\n1 | 2 | 3\n4 | 5 | 6', 'length:short shape:table'],
    ['lines of a CSV file', 'id,name,age\n1,Ann,30\n2,Bob,40', 'length:short shape:table'],
    [
      'prose with commas',
      'Well, yes, no.\nFine, then, good day to you all.\nSo, it, is what it seems to be today',
      'length:short shape:plain',
    ],
    ['another script', 'カードはまだ届いていません', 'length:short shape:plain script:other'],
    ['a text with accents', "Où est ma carte, s'il vous plaît ?", 'length:short shape:plain'],
    ['variables', { question: 'Where?', year: 1990 }, 'length:short shape:plain'],
    ['variables with a document', { html: '<div><p>x</p></div>' }, 'length:short shape:html'],
    ['no variables', {}, 'length:empty'],
  ])('%s', (_what, input, stratum) => {
    expect(stratumOfInput(input)).toBe(stratum);
  });

  it('of a chat is that of its last question, its length that of all, its turns those of the user', () => {
    const chat: Input = [
      { role: 'system', content: `Answer as JSON: ${'{"a":1} '.repeat(40)}` },
      { role: 'user', content: 'one' },
      { role: 'assistant', content: '{"x":1}' },
      { role: 'user', content: 'two' },
      { role: 'assistant', content: '{"x":2}' },
      { role: 'user', content: [{ type: 'text', text: 'three' }] },
    ];
    expect(stratumOfInput(chat)).toBe('length:medium shape:plain turns:many');
    expect(stratumOfInput(chat.slice(0, 2))).toBe('length:medium shape:plain');
    expect(stratumSlices(stratumOfInput(chat))).toEqual(['length:medium', 'shape:plain', 'turns:many']);
  });
});

it('the order of variables, which is not part of an id, is not part of a stratum', () => {
  const [open, close] = ['{ "a": 1,', '"b": 2 }'];
  expect(stratumOfInput({ x: open, y: close })).toBe(stratumOfInput({ y: close, x: open }));
  expect(stratumOfInput({ x: open, y: close })).toBe('length:short shape:json');
});

it('features take a moment, whatever the text', () => {
  const hostile = [
    '<'.repeat(1_000_000),
    '"'.repeat(1_000_000),
    '| '.repeat(500_000),
    '['.repeat(1_000_000),
    'from '.repeat(200_000),
    ',\n'.repeat(500_000),
    '\u{1F468}\u200d'.repeat(200_000),
    'select '.repeat(100_000),
  ];
  const started = performance.now();
  for (const text of hostile) featuresOf(lookAt(text));
  expect(performance.now() - started).toBeLessThan(2_000);
});
