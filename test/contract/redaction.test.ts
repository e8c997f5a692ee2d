/** One suite over every kind of personal data: what is found, what is left alone, and how long a text can take. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { BEST_EFFORT_KINDS, STRUCTURED_KINDS } from '../../src/core/redaction/detector.ts';
import { detectors } from '../../src/core/redaction/list.ts';
import { findIn, textRedactor } from '../../src/core/redaction/redact-text.ts';
import { cleanTexts, personalTexts } from '../fixtures/personal-texts.ts';
import { sharedData } from '../importers/shared-data.ts';

const structured = detectors.filter(({ kind }) => (STRUCTURED_KINDS as readonly string[]).includes(kind));
const labelled = personalTexts(60);

test('every kind has one detector, under a name of its own', () => {
  const kinds = [...STRUCTURED_KINDS, ...BEST_EFFORT_KINDS];
  expect(detectors.map(({ kind }) => kind).sort()).toEqual([...kinds].sort());
  expect(new Set(detectors.map(({ label }) => label)).size).toBe(detectors.length);
});

describe.each(structured.map((detector) => [detector.kind, detector] as const))('%s', (kind) => {
  test('is found in 97 of 100 labelled texts or more, whole', () => {
    const own = labelled.filter(({ labels }) => labels[0]!.kind === kind);
    const missed = own.filter(({ text, labels }) => {
      const { start, end } = labels[0]!;
      return !findIn(text, structured).some(
        ({ detector, found }) => detector.kind === kind && found.start <= start && found.end >= end,
      );
    });
    expect(missed.map(({ text }) => text)).toHaveLength(
      Math.min(missed.length, Math.floor(own.length * 0.03)),
    );
  });
});

test('at most 1 clean text in 100 is taken for personal', () => {
  const clean = cleanTexts(5);
  const alarms = clean.filter((text) => findIn(text, structured).length > 0);
  expect(alarms).toHaveLength(Math.min(alarms.length, Math.floor(clean.length / 100)));
});

test.skipIf(!existsSync(sharedData('banking77/')))('nor 1 in 100 of real prompts to assistants', () => {
  const questions = gunzipSync(readFileSync(sharedData('arena_hard/arena-hard-v0.1__question.jsonl.gz')))
    .toString()
    .trim()
    .split('\n');
  const prompts = [...questions, ...readFileSync(sharedData('banking77/test.csv'), 'utf8').split('\n')];
  const alarms = prompts.filter((text) => findIn(text, structured).length > 0);
  expect(alarms.length).toBeLessThan(prompts.length / 100);
});

/** FIELDTEST_LURE_KB=1024 for a megabyte each, which takes a minute. */
const KB = Number(process.env.FIELDTEST_LURE_KB ?? 128);

/** What each way to look for something could be led on by. */
const LURES = [
  ...[
    'a',
    '@',
    'a@',
    'a@a.',
    '"a"@',
    '%40',
    '1',
    '1 ',
    '12 34 ',
    '0 ',
    '+1',
    '(1',
    '1.',
    '1:',
    'f:',
    '::',
    'f::',
  ],
  ...[
    'eyJ',
    'eyJ.',
    'eyJ-',
    'eyJhbGciOiJIUzI1NiJ9.',
    '://',
    'a://a:',
    'a://a:a@',
    '?a=',
    '?token=a1',
    'sk-',
    'sk-a1-',
  ],
  ...[
    '-----BEGIN ',
    '-----BEGIN PRIVATE KEY-----',
    'password: ',
    'password="',
    'api_key=a1b2c3d4e5f6g7h8',
    'Bearer ',
  ],
  ...[
    'DE89',
    'DE89 ',
    'DE89 3704 0044 0532 ',
    '4111 1111 1111 1111 ',
    'phone is at me ',
    'call me on 1 ',
    '\n',
    'A ',
    'A',
  ],
  ...[
    'Dear ',
    '\nDear A',
    'Mr. A',
    '12 Elm Street ',
    'rue de la ',
    'data:a;base64,',
    '[email ',
    '[email aaaaaaaa]',
    'a_',
  ],
];

describe.each(detectors.map((detector) => [detector.kind, detector] as const))('%s', (_kind, detector) => {
  test(`ends soon on ${KB} KB of anything`, () => {
    for (const lure of LURES) {
      const text = lure.repeat(Math.ceil((KB << 10) / lure.length));
      const began = performance.now();
      for (const { start, end } of detector.find(text))
        if (start >= end || end > text.length) throw new Error(lure);
      // Two minutes and more where it grew with the square of the length.
      expect(performance.now() - began, JSON.stringify(lure)).toBeLessThan(10_000);
    }
  });

  test('finds places in the text and the same ones again', () => {
    for (const { text } of [...labelled, ...cleanTexts(1).map((clean) => ({ text: clean }))]) {
      const found = [...detector.find(text)];
      expect([...detector.find(text)]).toEqual(found);
      for (const { start, end, same } of found) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(same).not.toBe('');
      }
    }
  });
});

test('what was redacted once is not changed by redacting it again, and says nothing of what it was', () => {
  const redact = textRedactor('key', { kinds: [...STRUCTURED_KINDS, ...BEST_EFFORT_KINDS], keep: [] });
  for (const { text, labels } of labelled) {
    const once = redact(text);
    expect(redact(once)).toBe(once);
    for (const { start, end } of labels) expect(once).not.toContain(text.slice(start, end));
  }
});
