/** The same person has the same placeholder, in every spelling and wherever it stands; everything else stays as it was. */
import { describe, expect, test } from 'vitest';
import type { Input } from '../../../src/core/input.ts';
import { STRUCTURED_KINDS } from '../../../src/core/redaction/detector.ts';
import { noRedaction, redactorOf, rulesText } from '../../../src/core/redaction.ts';
import { OWN_STRINGS } from '../../fixtures/hostile-strings.ts';

const RULES = { kinds: STRUCTURED_KINDS, keep: [] };
const { record, text, value } = redactorOf('secret', RULES);
const MARK = /\[[a-z]+ [a-z2-9]{8}\]/g;
const marks = (one: string) => text(one).match(MARK) ?? [];

describe('one placeholder for', () => {
  test.each([
    [
      'an address',
      [
        'jane.doe@example.org',
        'Jane.Doe@EXAMPLE.org',
        '<jane.doe@example.org>',
        'jane.doe%40example.org',
        'jane.doe (at) example (dot) org',
        '"x\\njane.doe@example.org"',
        '"jane.doe\\u0040example.org"',
      ],
    ],
    [
      'a phone',
      [
        '+49 151 23456789',
        '0151 23456789',
        '0049 151 23456789',
        '+49 (0)151 / 234 567 89',
        '0151-23456789',
        'Tel. 015123456789',
        '+4915123456789',
      ],
    ],
    [
      'another phone',
      [
        '(555) 234-5678',
        '555-234-5678',
        '+1 555 234 5678',
        '1-555-234-5678',
        '555.234.5678',
        '(555)2345678',
        '+1(555)234-5678',
      ],
    ],
    ['a card', ['4111 1111 1111 1111', '4111111111111111', '4111-1111-1111-1111', 'Visa 41111111 11111111']],
    [
      'an account',
      [
        'DE89 3704 0044 0532 0130 00',
        'DE89370400440532013000',
        'de89370400440532013000',
        'DE89-3704-0044-0532-0130-00',
      ],
    ],
    ['a machine', ['2001:db8::1', '2001:0DB8:0:0:0:0:0:1', '2001:db8:0::0:1']],
  ] as const)('%s however it is written', (_what, spellings) => {
    const all = spellings.map(marks);
    expect(all.map((found) => found.length)).toEqual(spellings.map(() => 1));
    expect(new Set(all.flat()).size).toBe(1);
  });

  test('each of several people, and for nobody the one of another project', () => {
    expect(new Set(marks('a@example.org, b@example.org and 203.0.113.7')).size).toBe(3);
    expect(redactorOf('another', RULES).text('a@example.org')).not.toBe(text('a@example.org'));
  });
});

describe('every text of a record', () => {
  const mail = 'jane@example.org';
  const mark = text(mail);
  const places: readonly Input[] = [
    `mail ${mail}`,
    [{ role: 'user', content: `mail ${mail}` }],
    [
      {
        role: 'user',
        content: [{ type: 'text', text: mail }],
        name: mail,
        tool_calls: [{ arguments: `{"to":"${mail}"}` }],
      },
    ],
    { to: mail, deep: { list: [{ cc: [mail] }] } },
    { [mail]: { [`x ${mail}`]: 1 } },
  ];

  test.each(places)('%j', (input) => {
    const said = JSON.stringify(record({ input }));
    expect(said).not.toContain(mail);
    expect(said).toBe(JSON.stringify({ input }).replaceAll(mail, mark));
  });

  test('also beside the input; what is no text of a person stays', () => {
    const whole = {
      input: 'x',
      name: mail,
      answer: mail,
      reference: [mail],
      model: `call ${mail}`,
      metadata: { who: mail, n: 3 },
      at: '2026-01-01T00:00:00.000Z',
    };
    expect(record(whole)).toEqual({
      ...whole,
      name: mark,
      answer: mark,
      reference: [mark],
      model: `call ${mark}`,
      metadata: { who: mark, n: 3 },
    });
    const plain = { input: { question: 'what is 2 + 2?' }, metadata: { id: 4_111_111_111_111 } };
    expect(record(plain)).toBe(plain);
  });

  test('two spellings of one address as keys stay two keys, and __proto__ is a key like any other', () => {
    const input = JSON.parse(
      '{"A@example.org":1,"a@example.org":2,"__proto__":{"to":"a@example.org"}}',
    ) as Input;
    const redacted = record({ input }).input as { [key: string]: unknown };
    const mine = text('a@example.org');
    expect(Object.keys(redacted)).toEqual([mine, `${mine} 2`, '__proto__']);
    expect(Object.getPrototypeOf(redacted)).toBe(Object.prototype);
    expect(JSON.stringify(redacted)).toContain(`"__proto__":{"to":"${mine}"}`);
  });

  test("by what it is called: a number that would be nobody's elsewhere", () => {
    expect(value({ customerPhone: '9876543210', order: '9876543210' })).toEqual({
      customerPhone: expect.stringMatching(MARK),
      order: '9876543210',
    });
    expect(value({ phone: 9876543210, id: 9876543210, card: 4111111111111111 })).toEqual({
      phone: expect.stringMatching(MARK),
      id: 9876543210,
      card: text('4111111111111111'),
    });
    expect(value({ app_version: '1.2.3.4', host: '1.2.3.4' })).toEqual({
      app_version: '1.2.3.4',
      host: expect.stringMatching(MARK),
    });
  });
});

test('images in an input are bytes, whatever they spell', () => {
  const image = `data:image/png;base64,${'AKIAABCDEFGHIJKLMNOP'.repeat(50)}=`;
  expect(text(`${image} jane@example.org`)).toBe(`${image} ${text('jane@example.org')}`);
});

test('what is to be kept is kept, in any spelling', () => {
  const keep = ['support@acme.example', '@team.example', '0800 123 4567', '4111 1111 1111 1111'];
  const own = redactorOf('secret', { kinds: STRUCTURED_KINDS, keep });
  for (const one of ['Support@ACME.example', 'anybody@team.example', 'Tel. 0800/1234567', '4111111111111111'])
    expect(own.text(one)).toBe(one);
  expect(own.text('other@acme.example, x@notteam.example')).toMatch(/^\[email .{8}\], \[email .{8}\]$/);
});

test('names and addresses are looked for when they are asked for', () => {
  const said =
    'Dear Mrs. Miller,\nI live at 12 Elm Street, Springfield, IL 62704.\nBest regards,\nJohn Q. Public';
  expect(text(said)).toBe(said);
  const best = redactorOf('secret', { kinds: ['name', 'address'], keep: [] }).text(said);
  expect(best.replace(MARK, '_')).toBe('Dear Mrs. _,\nI live at _.\nBest regards,\n_');
});

test('hostile texts stay themselves, or what is left of them does', () => {
  for (const hostile of OWN_STRINGS) {
    const once = record({ input: { text: hostile } });
    expect(record(once)).toBe(once);
    if (!/@|:\/\//.test(hostile)) expect(once.input).toEqual({ text: hostile });
  }
});

test('without rules nothing changes; other rules are other words', () => {
  const one = { input: 'a@example.org' };
  expect(noRedaction.record(one)).toBe(one);
  expect(rulesText(undefined)).toBe('off');
  expect(rulesText({ kinds: ['phone', 'email'], keep: [] })).toBe(
    rulesText({ kinds: ['email', 'phone'], keep: [] }),
  );
  expect(rulesText(RULES)).not.toBe(rulesText({ ...RULES, keep: ['@a.example'] }));
});
