/** A report as Markdown, for a pull request or a wiki. */

import { visibleLine } from '../core/visible.ts';
import { headline } from '../core/wording/headline.ts';
import type { Block, Cell, Link } from './blocks.ts';
import { checkBlocks, doubtBlocks, figureBlocks, methodBlocks, summaryBlocks } from './decision-blocks.ts';
import type { Report, ReportData } from './report.ts';
import { rowBlocks } from './row-blocks.ts';

/** A comment on a pull request has 65,536 characters. */
const MOST_CHARACTERS = 60_000;

export const markdown: Report = {
  name: 'markdown',
  extensions: ['md', 'markdown'],
  write(data) {
    const whole = text(data, details('The rows behind the figures', rowBlocks(data).slice(1)));
    return whole.length <= MOST_CHARACTERS
      ? whole
      : text(
          data,
          'The rows are too many for a comment: they are in the HTML, the JSON and the `rows` report.',
        );
  },
};

function text(data: ReportData, rows: string): string {
  const blocks = [...summaryBlocks(data), ...figureBlocks(data), ...doubtBlocks(data), ...checkBlocks(data)];
  return [
    `## ${escaped(headline(data.decision))}`,
    `*Task: ${escaped(data.task.trim())}*`,
    ...blocks.map(blockText),
    details('How it was made', methodBlocks(data).slice(1)),
    rows,
  ]
    .join('\n\n')
    .concat('\n');
}

/** A short report of its own. */
export function markdownText(of: {
  readonly title: string;
  readonly task: string;
  readonly blocks: readonly Block[];
}): string {
  const head = [`## ${escaped(of.title)}`, `*Task: ${escaped(of.task.trim())}*`];
  return [...head, ...of.blocks.map(blockText)].join('\n\n').concat('\n');
}

function details(summary: string, blocks: readonly Block[]): string {
  return [`<details><summary>${summary}</summary>`, ...blocks.map(blockText), '</details>'].join('\n\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `### ${escaped(block.text)}`;
    case 'text':
      return block.muted ? `<sub>${escaped(block.text)}</sub>` : escaped(block.text);
    case 'list':
      return block.items
        .map((item) => `- ${typeof item === 'string' ? escaped(item) : item.map(piece).join('')}`)
        .join('\n');
    case 'table': {
      const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
      const heads = block.heads.map((head) => escaped(typeof head === 'string' ? head : head.text));
      const kinds = heads.map((_, index) => (index === 0 ? ':--' : '--:'));
      return [line(heads), line(kinds), ...block.rows.map(({ cells }) => line(cells.map(cellText)))].join(
        '\n',
      );
    }
  }
}

function piece(part: string | Link): string {
  return escaped(typeof part === 'string' ? part : part.text);
}

function cellText({ text, beside }: Cell): string {
  return beside === undefined ? escaped(text) : `${escaped(text)} <sub>${escaped(beside)}</sub>`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** What would be markup, a mention, a reference or an address stays text: names and reasons come from anybody. */
function escaped(text: string): string {
  return visibleLine(oneLine(text))
    .replace(/[\\`*_[\]|~$#]/g, '\\$&')
    .replace(/^[-+>]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=\w)/g, '@\u2060')
    .replace(/:\/\//g, '&#58;//')
    .replace(/\bwww\./gi, 'www&#46;');
}
