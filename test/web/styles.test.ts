/** The style sheets of the page: larger text and the other writing direction reach everything. */
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { HTML_STYLE } from '../../src/report/html-style.ts';

const WEB = resolve(import.meta.dirname, '../../web');
const sheets = await Promise.all(
  (await readdir(WEB, { recursive: true }))
    .filter((file) => file.endsWith('.css'))
    .map(async (file) => [file, (await readFile(join(WEB, file), 'utf8')).split('\n')] as const),
);

const found = (wrong: RegExp) =>
  sheets.flatMap(([file, lines]) =>
    lines.flatMap((line, i) => (wrong.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : [])),
  );

test('every text grows with the text size of the settings and of the browser', () => {
  expect(found(/\bfont(-size)?:.*\d+px/)).toEqual([]);
});

test('nothing is placed by left and right, so that a page from right to left is the mirror', () => {
  expect(
    found(
      /(margin|padding|border|scroll-margin|scroll-padding)-(left|right)\b|(^|[\s;{])(left|right):|(text-align|float|clear): (left|right)|(margin|padding|inset):( [^\s;]+){4};/,
    ),
  ).toEqual([]);
  expect(sheets.length).toBeGreaterThan(3);
});

test('a report has the colours of the page', () => {
  const colours = (text: string) =>
    new Map(
      [...text.matchAll(/(--[\w-]+): (light-dark\([^;]+\));/g)].map(([, name, value]) => [name, value]),
    );
  const page = colours(sheets.find(([file]) => file === join('ui', 'tokens.css'))![1].join('\n'));
  const report = colours(HTML_STYLE);
  expect(report.size).toBeGreaterThan(10);
  for (const [name, value] of report) expect([name, value]).toEqual([name, page.get(name)]);
});
