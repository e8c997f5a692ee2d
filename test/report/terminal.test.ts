/** The decision as people read it in a terminal; the golden files are read by eye when they change. */
import { describe, expect, test } from 'vitest';
import { decide } from '../../src/core/decide.ts';
import { terminalReport } from '../../src/report/terminal.ts';
import { colourPaint, columns, plainPaint, wrap } from '../../src/report/text-layout.ts';
import { decision, NOTHING_MISSING, SWITCHING, TASK, TOO_CLOSE } from './stories.ts';

const switching = decision(SWITCHING);
const tooClose = decision(TOO_CLOSE);
const unrated = decide({ examples: [{ id: 'e' }], candidates: [{ name: 'a' }, { name: 'b' }], ratings: [] });

const REPORTS: readonly [string, string][] = [
  [
    'switch-wide',
    terminalReport(TASK, switching, { width: 110, paint: plainPaint, missing: NOTHING_MISSING }),
  ],
  [
    'switch-narrow',
    terminalReport(TASK, switching, { width: 50, paint: plainPaint, missing: NOTHING_MISSING }),
  ],
  [
    'switch-colour',
    terminalReport(TASK, switching, { width: 110, paint: colourPaint, missing: NOTHING_MISSING }),
  ],
  [
    'too-close',
    terminalReport(TASK, tooClose, { width: 100, paint: plainPaint, missing: { outputs: 0, ratings: 60 } }),
  ],
  [
    'not-enough',
    terminalReport(TASK, unrated, { width: 100, paint: plainPaint, missing: { outputs: 2, ratings: 0 } }),
  ],
];

describe('a report', () => {
  test.each(REPORTS)('%s is as it was when somebody last looked at it', async (name, text) => {
    await expect(text).toMatchFileSnapshot(`../golden/report/${name}.txt`);
  });

  test.each(REPORTS.filter(([name]) => name !== 'switch-colour'))(
    '%s keeps within the width',
    (name, text) => {
      const width = { 'switch-wide': 110, 'switch-narrow': 50 }[name] ?? 100;
      for (const line of text.split('\n')) expect(columns(line), line).toBeLessThanOrEqual(width);
    },
  );

  test('shows every mean with its interval and its n', () => {
    for (const { n, rating } of switching.candidates) {
      expect(n).toBe(50);
      expect(rating!.interval[0]).toBeLessThan(rating!.mean);
      expect(rating!.interval[1]).toBeGreaterThan(rating!.mean);
    }
    const wide = REPORTS[0]![1];
    // Three candidates, each on the picked set, with the mix of the traffic, and in two slices.
    expect(wide.match(/\d\.\d \(\d\.\d to \d\.\d\)/g)).toHaveLength(12);
  });

  test('has one minus sign, and the verdict is readable on a narrow terminal', () => {
    for (const [, text] of REPORTS) expect(text).not.toMatch(/(^|[\s(])-\d/m);
    const open = decision({
      n: 50,
      incumbent: 'the candidate with a long name',
      rate: { a: (i) => 4 + (i % 2), b: (i) => 4 + ((i + 1) % 2), 'the candidate with a long name': () => 1 },
    });
    const narrow = terminalReport(TASK, open, { width: 60, paint: plainPaint, missing: NOTHING_MISSING });
    expect(narrow).toContain('Do not keep the candidate with a long name; a and b are too');
    for (const line of narrow.split('\n')) expect(columns(line), line).toBeLessThanOrEqual(60);
  });

  test('writes hostile names out instead of obeying them', () => {
    const hostile = decision({ n: 10, rate: { 'a\u001b[2J': () => 5, 'b\u202ec': () => 1 } });
    const text = terminalReport('task \u001b]0;x\u0007', hostile, {
      width: 100,
      paint: plainPaint,
      missing: NOTHING_MISSING,
    });
    expect(text).not.toMatch(/[\u001b\u202e\u0007]/);
    expect(text).toContain('a\\u{1b}[2J');
  });
});

describe('text', () => {
  test('wraps at spaces and lets a long word be', () => {
    expect(wrap('one two three', 7)).toBe('one two\nthree');
    expect(wrap('incomprehensible word', 5)).toBe('incomprehensible\nword');
    expect(wrap('sure to 95 % of it', 10)).toBe('sure to\n95 % of it');
    expect(wrap('a b c', 3, { first: '- ', rest: '  ' })).toBe('- a\n  b\n  c');
  });

  test('counts wide characters as two and marks as none', () => {
    expect([columns('abc'), columns('漢字'), columns('e\u0301'), columns('😀')]).toEqual([3, 4, 1, 2]);
  });
});
