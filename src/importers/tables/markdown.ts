/** Tables of a Markdown document: with bars, and HTML ones among them. */
import type { RawTable } from '../../core/benchmarks/raw-table.ts';
import { htmlTables } from './html.ts';
import { cellBudget, evenRows, type TableReader } from './table-reader.ts';

/** So much of the text before a table may say when it is of. */
const BESIDE = 400;

export const markdown: TableReader = {
  format: 'markdown',
  description: 'a Markdown table, also several in a longer document',
  sniff: (text) => {
    const lines = text.split('\n', 5_000);
    const isTable = lines.some((line, at) => at > 0 && isDivider(line) && lines[at - 1]!.includes('|'));
    return isTable ? 0.9 : 0;
  },
  read(text, file) {
    const count = cellBudget(file);
    const tables = [...barTables(text, count), ...htmlTables(text, count)];
    return tables.sort((a, b) => a.line - b.line);
  },
};

/** `|---|:--:|`: dashes between bars, and nothing else. Cell by cell, so that a long line takes no longer than it is. */
function isDivider(line: string): boolean {
  if (line.length > 10_000 || !line.includes('-') || !line.includes('|')) return false;
  const cells = line.trim().replace(/^\|/, '').replace(/\|$/, '').split('|');
  return cells.every((cell) => /^:?-+:?$/.test(cell.trim()));
}

function barTables(text: string, count: (cells: number) => void): readonly RawTable[] {
  const lines = text.split(/\r\n|\n|\r/);
  const tables: RawTable[] = [];
  let title: string | undefined;
  let offset = 0;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const heading = /^\s{0,3}#{1,6}\s+(.{1,200})/.exec(line);
    if (heading !== null) title = heading[1]!.replace(/\s#+\s*$/, '').trim();
    const next = lines[at + 1];
    if (next === undefined || !line.includes('|') || !isDivider(next)) {
      offset += line.length + 1;
      continue;
    }
    const head = cellsOf(line);
    count(head.length);
    const rows: (readonly string[])[] = [];
    let last = at + 2;
    for (; last < lines.length && lines[last]!.includes('|') && lines[last]!.trim() !== ''; last++) {
      count(head.length);
      if (!isDivider(lines[last]!)) rows.push(cellsOf(lines[last]!));
    }
    tables.push({
      ...(title === undefined ? {} : { title }),
      line: at + 1,
      head,
      rows: evenRows(head, rows),
      beside: text.slice(Math.max(0, offset - BESIDE), offset),
    });
    for (let passed = at; passed < last; passed++) offset += lines[passed]!.length + 1;
    at = last - 1;
  }
  return tables;
}

/** Between bars; a bar behind a backslash, or in code, is text. */
function cellsOf(line: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  const text = line.trim().replace(/^\|/, '');
  for (let at = 0; at < text.length; at++) {
    const unit = text[at]!;
    if (unit === '\\' && text[at + 1] === '|') {
      cell += '|';
      at++;
    } else if (unit === '|') {
      cells.push(cell.trim());
      cell = '';
    } else cell += unit;
  }
  if (cell.trim() !== '') cells.push(cell.trim());
  return cells;
}
