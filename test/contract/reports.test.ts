/** Every kind of report: read by eye when it changes, the same for the same decision, safe whatever a name says. */
import { parseXml } from '@rgrove/parse-xml';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { REPORTS } from '../../src/report/list.ts';
import type { ReportData } from '../../src/report/report.ts';
import { reportData, SWITCHING, TOO_CLOSE } from '../report/stories.ts';

const switching = reportData(SWITCHING);
const HOSTILE =
  '=cmd|"/c calc"!A1<script>alert(1)</script>](http://evil.example) @team #1 | a\u0000\u202eb\n---';
const hostile = reportData(
  {
    n: 12,
    rate: { [HOSTILE]: (i) => 4 + (i % 2), '+2': () => 2 },
    rest: { checks: [{ name: `${HOSTILE} check`, gate: true }], scores: [] },
  },
  `${HOSTILE} task`,
);
const written = async (name: string, data: ReportData) =>
  await REPORTS.find((report) => report.name === name)!.write(data);

describe.each(REPORTS)('$name', ({ name, extensions, write }) => {
  test('is as it was when somebody last looked at it', async () => {
    await expect(await write(switching)).toMatchFileSnapshot(
      `../golden/report/switch-${name}.${extensions[0] ?? 'csv'}`,
    );
  });

  test('is the same for the same decision, and can be written of any', async () => {
    expect(await write(reportData(SWITCHING))).toBe(await write(switching));
    for (const story of [TOO_CLOSE, { n: 3, rate: {} }, { n: 0, rate: { a: () => 1 } }])
      expect((await write(reportData(story))).length).toBeGreaterThan(0);
  });

  test('names every candidate and the verdict', async () => {
    const text = await write(switching);
    for (const { name: candidate } of switching.decision.candidates) expect(text).toContain(candidate);
    if (name !== 'rows') expect(text).toMatch(/switch/i);
  });
});

test('every figure of the page leads to rows that are there', async () => {
  const page = await written('html', switching);
  const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
  expect(targets.length).toBeGreaterThan(200);
  expect(targets.filter((target) => !ids.has(target!))).toEqual([]);
  expect(ids.size).toBe([...page.matchAll(/ id="/g)].length);
});

test('the page has no script, asks for nothing from outside, and shows hostile names as they are written', async () => {
  const page = await written('html', hostile);
  expect(page).not.toMatch(/<script|javascript:|\son[a-z]+=|<(?:img|link|iframe)\b|url\(|@import/i);
  expect(page).toContain('&lt;script&gt;alert(1)');
  expect(page).not.toMatch(/[\u0000\u202e]/);
});

test('a spreadsheet finds no formula in it, and no broken row', async () => {
  for (const name of ['csv', 'rows']) {
    const rows: Record<string, string>[] = parse(await written(name, hostile), { columns: true });
    expect(rows).toHaveLength(name === 'csv' ? 2 : 24);
    for (const row of rows)
      for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+@]|^-(?!\d)/);
    expect(rows[0]!.candidate).toContain('alert(1)');
  }
});

test('XML and JSON can be parsed again', async () => {
  const xml = parseXml(await written('junit', hostile));
  expect(xml.root?.attributes).toMatchObject({ tests: '5', failures: '0' });
  const parsed = JSON.parse(await written('json', hostile));
  expect(parsed.decision.candidates[0].name).toBe(HOSTILE);
  expect(parsed.evidence.examples).toHaveLength(12);
});

test('Markdown makes no link, mention or markup of a name', async () => {
  const text = await written('markdown', hostile);
  expect(text).not.toMatch(/<script|(?<!\\)\]\(|(?<!\\)#1|@team|:\/\//);
  // A name cannot end its cell of a table.
  expect(text).toContain('\\| a');
  expect(text).not.toContain(' | a\\');
});
