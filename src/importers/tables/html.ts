/** HTML tables, by a small strict tokenizer: tags are told from text, text is taken, and everything else is thrown away. */
import { entity } from '../../core/benchmarks/cell.ts';
import { mergedHead } from '../../core/benchmarks/merge-heads.ts';
import type { RawTable } from '../../core/benchmarks/raw-table.ts';
import { cellBudget, evenRows, type TableReader } from './table-reader.ts';

/** A cell may reach over so many columns or rows. */
const MOST_SPAN = 100;
/** What such an element holds is no text of the page. */
const SILENT = /^(script|style|template|noscript|svg|math|sup|head|title|select|button)$/;
const BESIDE = 400;

export const html: TableReader = {
  format: 'html',
  description: 'an HTML table, also several in a page',
  sniff: (text) =>
    /<table[\s>]/i.test(text) ? (/^\s*(<!doctype|<html|<table|<div|<body)/i.test(text) ? 0.95 : 0.6) : 0,
  read: (text, file) => htmlTables(text, cellBudget(file)),
};

interface Open {
  readonly line: number;
  readonly title?: string;
  readonly beside: string;
  readonly rows: string[][];
  /** Rows that began with `th` cells only. */
  readonly heads: boolean[];
  /** By row and column, what reaches down from above. */
  readonly down: Map<string, string>;
  cell?: { text: string; columns: number; rows: number };
}

/** Every table of a text, the inner ones of nested tables alone: outer ones are layout. */
export function htmlTables(text: string, count: (cells: number) => void): readonly RawTable[] {
  const tables: RawTable[] = [];
  const stack: Open[] = [];
  let silent: string | undefined;
  let heading: { text: string } | undefined;
  let title: string | undefined;
  let [line, counted] = [1, 0];
  const lineAt = (offset: number) => {
    for (; counted < offset; counted++) if (text.charCodeAt(counted) === 10) line++;
    return line;
  };
  const say = (part: string) => {
    if (silent !== undefined) return;
    const cell = stack.at(-1)?.cell;
    if (cell !== undefined && cell.text.length < 4_000) cell.text += part;
    else if (heading !== undefined && heading.text.length < 200) heading.text += part;
  };
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('<', at);
    if (open === -1) break;
    if (open > at) say(unescaped(text.slice(at, Math.min(open, at + 4_000))));
    if (text.startsWith('<!--', open)) {
      const end = text.indexOf('-->', open);
      if (end === -1) break;
      at = end + 3;
      continue;
    }
    const close = tagEnd(text, open);
    const tag = close === -1 ? null : /^<(\/?)([a-z][a-z\d-]*)/i.exec(text.slice(open, open + 40));
    if (tag === null) {
      say('<');
      at = open + 1;
      continue;
    }
    at = close + 1;
    const ends = tag[1] === '/';
    const name = tag[2]!.toLowerCase();
    if (silent !== undefined) {
      if (ends && name === silent) silent = undefined;
      continue;
    }
    if (!ends && SILENT.test(name)) {
      if (text[close - 1] !== '/') silent = name;
      continue;
    }
    if (/^(h[1-6]|caption)$/.test(name)) {
      if (!ends) heading = { text: '' };
      else if (heading !== undefined) {
        title = heading.text.trim() || title;
        heading = undefined;
      }
      continue;
    }
    const table = stack.at(-1);
    if (name === 'table' && !ends) {
      stack.push({
        line: lineAt(open),
        ...(title === undefined ? {} : { title }),
        beside: text.slice(Math.max(0, open - BESIDE), open),
        rows: [],
        heads: [],
        down: new Map(),
      });
      continue;
    }
    if (table === undefined) continue;
    if (name === 'tr' || name === 'table') {
      endCell(table, count);
      if (!ends) {
        table.rows.push([]);
        table.heads.push(true);
      }
      if (name === 'table' && ends) {
        stack.pop();
        // An outer table that holds another is the layout of a page.
        if (stack.length > 0) stack.at(-1)!.rows.length = 0;
        const made = tableOf(table);
        if (made !== undefined) tables.push(made);
      }
    } else if (name === 'td' || name === 'th') {
      endCell(table, count);
      if (ends) continue;
      if (table.rows.length === 0) {
        table.rows.push([]);
        table.heads.push(true);
      }
      if (name === 'td') table.heads[table.rows.length - 1] = false;
      const attributes = text.slice(open, Math.min(close, open + 2_000));
      table.cell = { text: '', columns: span(attributes, 'colspan'), rows: span(attributes, 'rowspan') };
    } else if (/^(br|p|div|li|hr)$/.test(name)) say(' ');
  }
  return tables.sort((a, b) => a.line - b.line);
}

/** Where the tag ends; quotes may hold a `>`. -1 for a tag that does not end soon. */
function tagEnd(text: string, open: number): number {
  let quote = '';
  for (let at = open + 1; at < text.length && at < open + 10_000; at++) {
    const unit = text[at]!;
    if (quote !== '') {
      if (unit === quote) quote = '';
    } else if (unit === '"' || unit === "'") {
      if (text[at - 1] === '=' || /\s/.test(text[at - 1]!)) quote = unit;
    } else if (unit === '>') return at;
    else if (unit === '<') return -1;
  }
  return -1;
}

function span(tag: string, name: string): number {
  const found = new RegExp(`\\s${name}\\s*=\\s*["']?(\\d{1,4})`, 'i').exec(tag);
  return Math.min(Math.max(Number(found?.[1] ?? 1), 1), MOST_SPAN);
}

function endCell(table: Open, count: (cells: number) => void): void {
  const { cell } = table;
  if (cell === undefined) return;
  delete table.cell;
  const at = table.rows.length - 1;
  const row = table.rows[at]!;
  fillDown(table, row, at);
  count(cell.columns * cell.rows);
  const text = cell.text.replace(/\s+/g, ' ').trim();
  for (let i = 0; i < cell.columns; i++) {
    for (let down = 1; down < cell.rows; down++) table.down.set(`${at + down} ${row.length}`, text);
    row.push(text);
    fillDown(table, row, at);
  }
}

/** What reaches into this row from above stands where it belongs. */
function fillDown(table: Open, row: string[], at: number): void {
  for (
    let text = table.down.get(`${at} ${row.length}`);
    text !== undefined;
    text = table.down.get(`${at} ${row.length}`)
  )
    row.push(text);
}

function tableOf({ rows, heads: isHeads, line, title, beside }: Open): RawTable | undefined {
  const filled = rows.flatMap((row, at) => (row.length > 0 ? [{ row, isHead: isHeads[at]! }] : []));
  const width = Math.max(0, ...filled.map(({ row }) => row.length));
  if (filled.length < 2 || width < 2) return undefined;
  // Of several rows of heads those that name more than one thing; one over the whole width heads a group of rows.
  const body = filled.findIndex(({ isHead }, at) => at > 0 && !isHead);
  const leading = filled.slice(0, Math.max(body, 1)).filter(({ isHead }) => isHead);
  const named = leading.findLastIndex(({ row }) => new Set(row.filter((text) => text !== '')).size > 1);
  const first = named === -1 ? 1 : named + 1;
  const wide = ({ row }: { readonly row: readonly string[] }) =>
    Array.from({ length: width }, (_, at) => row[at] ?? '');
  const heads = leading.filter(({ row }) => new Set(row.filter((text) => text !== '')).size > 1).map(wide);
  const head =
    heads.length === 0 ? wide(filled[0]!) : heads.slice(1).reduce<readonly string[]>(mergedHead, heads[0]!);
  return {
    ...(title === undefined ? {} : { title }),
    line,
    head,
    rows: evenRows(
      head,
      filled.slice(first).map(({ row }) => row),
    ),
    beside: unescaped(beside.replace(/<[^<>]*>/g, ' ')),
  };
}

function unescaped(text: string): string {
  return text.replace(/&(#x?[\da-f]{1,6}|[a-z]{2,8});/gi, (whole, name: string) => entity(name) ?? whole);
}
