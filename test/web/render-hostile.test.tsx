/** Text that means harm, in every view: it is read, and does nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { DiffView } from '../../web/render/diff-view.tsx';
import { InputView } from '../../web/render/input-view.tsx';
import { JsonView } from '../../web/render/json-view.tsx';
import { MarkdownView } from '../../web/render/markdown-view.tsx';
import { modesFor } from '../../web/render/modes.ts';
import { TableView } from '../../web/render/table-view.tsx';
import { TextView } from '../../web/render/text-view.tsx';
import { describeWith, sharedData } from '../importers/shared-data.ts';
import { tagsIn } from './render-markup.ts';

const views: { readonly [mode: string]: (text: string) => ReactNode } = {
  raw: (text) => <TextView text={text} mode="raw" find="a" />,
  markdown: (text) => <MarkdownView text={text} />,
  'markdown with a search': (text) => <MarkdownView text={text} find={text.slice(0, 3)} />,
  'markdown link and image': (text) => (
    <MarkdownView text={`[${text}](${text}) ![${text}](<${text}>)\n\n[a]: ${text}\n[a]`} />
  ),
  json: (text) => <JsonView text={text} />,
  'json value': (text) => <JsonView text={JSON.stringify({ [text]: text })} />,
  table: (text) => <TableView text={text} />,
  'table cell': (text) => <TableView text={`a,b\n"${text.replaceAll('"', '""')}",2\n`} />,
  diff: (text) => <DiffView text={text} reference={`a ${text.slice(1)} b`} />,
  'input text': (text) => <InputView input={text} />,
  'input message': (text) => (
    <InputView
      input={[
        {
          role: 'user',
          content: [
            { type: 'image', image: text },
            { type: 'text', text },
          ],
          name: text,
        },
      ]}
    />
  ),
  'input variables': (text) => <InputView input={{ [text]: text, other: [text] }} />,
};

const ELEMENTS = new Set(
  'div p span bdi mark section details summary button table thead tbody tr th td ul ol li h3 h4 h5 h6 pre code em strong del ins hr br blockquote sup img'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  'class data-mode data-mark data-role title dir style tabindex aria-label role scope open type start alt src decoding'.split(
    ' ',
  ),
);

/** Whatever in the markup could act; empty when all is well. */
function harmIn(markup: string): readonly string[] {
  return tagsIn(markup).flatMap(({ name, attributes }) => [
    ...(ELEMENTS.has(name) ? [] : [`<${name}>`]),
    ...[...attributes].flatMap(([key, value]) => {
      if (!ATTRIBUTES.has(key)) return [`${name} ${key}`];
      if (key === 'src' && !/^data:image\/(?:png|jpeg|gif|webp);base64,[\w+/=]+$/.test(value))
        return [`src ${value}`];
      if (key === 'style' && !/^(?:contain-intrinsic-size:auto [\d.]+em|text-align:\w+)$/.test(value))
        return [`style ${value}`];
      return [];
    }),
  ]);
}

/** All strings of a JSON value. */
function* stringsIn(value: unknown): Iterable<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const item of Object.values(value)) yield* stringsIn(item);
}

function hostileStrings(): readonly string[] {
  const strings = new Set<string>();
  for (const folder of ['blns', 'dompurify', 'garak', 'bipia', 'utf8tests', 'jsontestsuite', 'papaparse']) {
    const root = sharedData(`badinputs/${folder}/`);
    for (const file of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (!file.isFile() || !/\.(?:json|jsonl|txt)$/.test(file.name)) continue;
      const text = readFileSync(`${file.parentPath}/${file.name}`, 'utf8');
      if (text.length < 20_000) strings.add(text);
      try {
        for (const string of stringsIn(JSON.parse(text))) strings.add(string);
      } catch {
        for (const line of text.split('\n').slice(0, 1000)) strings.add(line);
      }
    }
  }
  return [...strings].filter((string) => string.length < 200_000);
}

describeWith('badinputs/blns', 'every hostile string in every view', () => {
  const strings = hostileStrings();

  it('has strings to try', () => expect(strings.length).toBeGreaterThan(1000));

  it.each(Object.entries(views))('runs, fetches and leads nowhere as %s', (_, view) => {
    for (const string of strings) {
      const harm = harmIn(renderToStaticMarkup(view(string)));
      if (harm.length > 0) expect.fail(`${JSON.stringify(string.slice(0, 200))} gave ${harm.join(', ')}`);
    }
  });

  it('has a view for each, raw among them', () => {
    for (const string of strings) expect(modesFor(string, { reference: true })).toContain('raw');
  });
});

it('is a test that would see harm', () => {
  expect(harmIn('<p onclick="x()"><img src="https://t.example/a.png"/></p><script>')).toEqual([
    'p onclick',
    'src https://t.example/a.png',
    '<script>',
  ]);
});
