/** One HTML file that works from disk, has no scripts, asks for nothing from outside, and prints well. */
import { escapeMarkup } from '../core/markup.ts';
import { visibleLine } from '../core/visible.ts';
import type { Anchor, Block, Cell, Link } from './blocks.ts';
import type { DrawnChart } from './html-charts.ts';
import { HTML_STYLE } from './html-style.ts';

/** Nothing may be loaded or run, whatever a name or a reason says. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export function htmlPage(of: {
  readonly title: string;
  readonly task: string;
  /** Where a keyboard comes to at once. */
  readonly skip: { readonly to: Anchor; readonly text: string };
  /** Markup of `blockHtml` and `figureHtml`. */
  readonly body: readonly string[];
}): string {
  const { title, task, skip, body } = of;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<style>${HTML_STYLE}</style>`,
    '</head>',
    '<body>',
    `<a class="skip" href="#${skip.to}">${escaped(skip.text)}</a>`,
    '<main>',
    `<p class="task">Task: ${escaped(task.trim().replace(/\s+/g, ' '))}</p>`,
    `<h1>${escaped(title)}</h1>`,
    ...body,
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** What it says in words is within the picture, for who cannot see it. */
export function figureHtml({ title: name, svg, narrow }: DrawnChart): string {
  const wide = `<div class="wide${narrow === undefined ? '' : ' roomy'}" tabindex="0" role="region" aria-label="${escaped(name)}">${svg}</div>`;
  return `<figure><h2>${escaped(name)}</h2>\n${wide}${narrow === undefined ? '' : `\n<div class="narrow">${narrow}</div>`}</figure>`;
}

export function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h2${idOf(block.at)}>${escaped(block.text)}</h2>`;
    case 'text':
      return `<p${block.muted ? ' class="muted"' : ''}>${escaped(block.text)}${block.behind === undefined ? '' : ` <a class="behind" href="#${block.behind.to}">${escaped(block.behind.called)}</a>`}</p>`;
    case 'list':
      return `<ul>${block.items
        .map((item) => `<li>${typeof item === 'string' ? escaped(item) : item.map(piece).join('')}</li>`)
        .join('')}</ul>`;
    case 'table':
      return tableHtml(block);
  }
}

function tableHtml({ heads, rows }: Extract<Block, { readonly kind: 'table' }>): string {
  const head = heads.map((one) =>
    typeof one === 'string'
      ? `<th scope="col">${escaped(one)}</th>`
      : `<th scope="col"${idOf(one.at)}>${escaped(one.text)}</th>`,
  );
  // On a phone each row is a list of its own, and each figure stands beside its head.
  const named = heads.map((one) => ` data-head="${escaped(typeof one === 'string' ? one : one.text)}"`);
  const body = rows.map(({ cells, out, at }) => {
    const all = cells.map((cell, i) =>
      i === 0 ? `<th scope="row"${named[i]}>${cellHtml(cell)}</th>` : `<td${named[i]}>${cellHtml(cell)}</td>`,
    );
    return `<tr${idOf(at)}${out ? ' class="out"' : ''}>${all.join('')}</tr>`;
  });
  return `<div class="wide" tabindex="0" role="region" aria-label="Table"><table><thead><tr>${head.join('')}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table></div>`;
}

function cellHtml({ text, beside, to }: Cell): string {
  const shown = `${escaped(text)}${beside === undefined ? '' : ` <span class="beside">${escaped(beside)}</span>`}`;
  return to === undefined ? shown : `<a href="#${to}">${shown}</a>`;
}

function piece(part: string | Link): string {
  if (typeof part === 'string') return escaped(part);
  return 'to' in part
    ? `<a href="#${part.to}">${escaped(part.text)}</a>`
    : `<span${idOf(part.at)}>${escaped(part.text)}</span>`;
}

function idOf(at: Anchor | undefined): string {
  return at === undefined ? '' : ` id="${at}"`;
}

function escaped(text: string): string {
  return escapeMarkup(visibleLine(text));
}
