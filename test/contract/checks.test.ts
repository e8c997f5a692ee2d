/** One suite over the list of checks: what a user may count on, whatever an output is checked for. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHECK_KINDS, type CheckKind } from '../../src/core/check-schema.ts';
import type { Json } from '../../src/core/json.ts';
import { findScorer, scorers } from '../../src/scorers/list.ts';
import { checkOf, opened, said, withReference } from '../fixtures/checks.ts';

/** An entry of the config with an output that passes it and one that does not, and the reason that is told. */
interface Case {
  readonly entry: object;
  readonly passes: string;
  readonly fails: string;
  readonly reason: RegExp;
  readonly reference?: Json;
}

const SCHEMA = { type: 'object', required: ['total'], properties: { total: { type: 'number' } } };
const MODULE = `export function check(output, { reference, input, example }) {
  return { pass: output === reference && input === 'a question' && example.length === 64, reason: 'not the one' };
}`;

const CASES: { readonly [kind in CheckKind]: Case } = {
  jsonSchema: {
    entry: { jsonSchema: SCHEMA },
    passes: '{"total": 9}',
    fails: '{\n  "sum": 9,\n  "date": null\n}',
    reason: /^line 1: required property total is missing$/,
  },
  exact: {
    entry: { exact: true },
    reference: 'yes',
    passes: ' yes\n',
    fails: 'Yes',
    reason: /^is "Yes", not "yes"$/,
  },
  normalised: {
    entry: { normalised: true },
    reference: 'Card arrival',
    passes: '“CARD\n arrival”.',
    fails: 'card linking',
    reason: /not "card arrival"/,
  },
  mustInclude: {
    entry: { mustInclude: ['total', 'date'] },
    passes: 'the date and the total',
    fails: 'the total',
    reason: /^"date" is missing$/,
  },
  mustNotInclude: {
    entry: { mustNotInclude: 'as an ai', ignoreCase: true },
    passes: 'of course',
    fails: 'Well,\nas an AI',
    reason: /^line 2: "as an ai" stands there$/,
  },
  regex: { entry: { regex: '^\\d+$' }, passes: '12', fails: 'twelve', reason: /^nothing matches/ },
  notRegex: {
    entry: { notRegex: '\\bTODO\\b' },
    passes: 'done',
    fails: 'a\nb TODO',
    reason: /^line 2: "TODO" matches$/,
  },
  length: {
    entry: { maxWords: 3 },
    passes: 'one two three',
    fails: 'a b c d',
    reason: /^4 words, more than 3$/,
  },
  number: {
    entry: { number: true, relative: 0.01 },
    reference: '1,000.00',
    passes: 'RM 1005.00',
    fails: '1011',
    reason: /^is 1011, not 1000 ±1 %$/,
  },
  label: {
    entry: { label: ['spam', 'ham'] },
    reference: 'spam',
    passes: 'Spam.',
    fails: 'ham',
    reason: /^is "ham", the right one is "spam"$/,
  },
  fieldMatch: {
    entry: { fieldMatch: true },
    reference: { total: '9.00', date: '1 May' },
    passes: '{"date": "1 May", "total": "9.00"}',
    fails: '{"date": "1 May", "total": "8.00"}',
    reason: /^total is "8.00", not "9.00"$/,
  },
  parses: { entry: { parses: 'json' }, passes: '[1]', fails: '[1\n,]', reason: /^line 2: no JSON: / },
  run: {
    entry: { run: 'file://check.mjs' },
    reference: 'yes',
    passes: 'yes',
    fails: 'no',
    reason: /^not the one$/,
  },
  command: {
    entry: { command: 'node check-command.mjs' },
    passes: 'yes',
    fails: 'no',
    reason: /^it says no$/,
  },
};

const COMMAND = `import { readFileSync } from 'node:fs';
const { output, input } = JSON.parse(readFileSync(0, 'utf8'));
if (output !== 'yes' || input !== 'a question') { console.log('it says ' + output); process.exit(1); }
`;

const HOSTILE = [
  '',
  ' \n\t ',
  'NUL \0 inside and an escape \u001b[31m',
  'half \ud83d of an emoji and \udc00 the other',
  'right to left \u202e override',
  '{"__proto__": {"total": 1}, "constructor": null}',
  '['.repeat(5000),
  `{"a": ${'{"b":'.repeat(200)}1${'}'.repeat(200)}}`,
  `${'a'.repeat(60)}!`,
  '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
  '&a [*a, *a]',
  '```json\n{"total": 9}\n```',
  '\n'.repeat(50_000),
  '9'.repeat(50_000),
  ' ,.;'.repeat(20_000),
];

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'fieldtest checks ✓ '));
  await writeFile(join(dir, 'check.mjs'), MODULE);
  await writeFile(join(dir, 'check-command.mjs'), COMMAND);
});
afterAll(async () => await rm(dir, { recursive: true, force: true }));

test('every kind of the config has its check, and the other way round', () => {
  expect(scorers.map(({ kind }) => kind).sort()).toEqual(Object.keys(CHECK_KINDS).sort());
});

describe.each(scorers.map((scorer) => [scorer.kind, scorer] as const))('a %s check', (kind, scorer) => {
  const one = CASES[kind];

  test('is found by its kind, says in a sentence what it is, and has a name of its own', () => {
    expect(findScorer(kind)).toBe(scorer);
    expect(scorer.description).toMatch(/^[A-Z].*\.$/);
    expect(scorer.nameOf({ spec: one.entry })).toMatch(/^\S.{2,}/);
  });

  test('passes what is right', async () => {
    expect(await said(one.entry, one.passes, one.reference, dir)).toMatchObject({ kind: 'pass' });
  });

  test('refuses what is wrong, with the reason in one line', async () => {
    const result = await said(one.entry, one.fails, one.reference, dir);
    expect(result).toMatchObject({ kind: 'fail', reason: expect.stringMatching(one.reason) });
  });

  test('says the same again, and has the same id again; another question has another', async () => {
    const first = await said(one.entry, one.fails, one.reference, dir);
    expect(await said(one.entry, one.fails, one.reference, dir)).toEqual(first);
    const { id } = await checkOf(one.entry, dir);
    expect((await checkOf({ ...one.entry, name: 'renamed', gate: true }, dir)).id).toBe(id);
    const changed = Object.fromEntries(Object.keys(one.entry).map((key) => [key, other(key)]));
    expect((await checkOf(changed, dir)).id).not.toBe(id);
  });

  test('takes any output without an exception, within seconds, and says one line of it', async () => {
    await using ready = await opened(one.entry, dir);
    const few = scorer.needsTrust({ spec: one.entry }).length > 0 ? HOSTILE.slice(0, 6) : HOSTILE;
    const started = performance.now();
    for (const text of few) {
      const example = withReference(one.reference);
      const result = await ready.open.judge({ text, example }, new AbortController().signal);
      expect(['pass', 'fail', 'broken']).toContain(result.kind);
      if ('reason' in result) expect(result.reason ?? '').not.toMatch(/[\u0000-\u001f\u202e]/);
      if ('reason' in result) expect((result.reason ?? '').length).toBeLessThan(500);
    }
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  test('asks for trust exactly when it runs code of the folder', async () => {
    const facts = scorer.needsTrust({ spec: one.entry });
    expect(facts.length > 0).toBe(kind === 'run' || kind === 'command');
    expect((await checkOf(one.entry, dir)).kept).toBe(facts.length > 0);
  });
});

test.each(['exact', 'normalised', 'number', 'label', 'fieldMatch'])(
  'a %s check against the reference has nothing to say where there is none',
  async (key) => {
    expect(await said({ [key]: true }, 'anything')).toEqual({ kind: 'no-reference' });
  },
);

/** Another value of the same key. */
function other(key: string): unknown {
  const values: { readonly [key: string]: unknown } = {
    jsonSchema: { type: 'array' },
    exact: 'other',
    normalised: 'other',
    mustInclude: ['other'],
    mustNotInclude: 'other',
    ignoreCase: false,
    regex: 'other',
    notRegex: 'other',
    maxWords: 99,
    number: 99,
    relative: 0.5,
    label: ['other', 'another'],
    fieldMatch: ['other'],
    parses: 'xml',
    run: 'file://check-command.mjs',
    command: 'node check.mjs',
  };
  return values[key];
}
