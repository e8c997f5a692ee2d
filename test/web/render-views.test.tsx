/** What a rater sees of a text, in each mode. */
import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { DiffView } from '../../web/render/diff-view.tsx';
import { InputView } from '../../web/render/input-view.tsx';
import { JsonView } from '../../web/render/json-view.tsx';
import { MarkdownView } from '../../web/render/markdown-view.tsx';
import { TableView } from '../../web/render/table-view.tsx';
import { EndMark, TextView } from '../../web/render/text-view.tsx';
import { wordDiff } from '../../web/render/word-diff.ts';
import { textIn } from './render-markup.ts';

const html = (node: ReactNode) => renderToStaticMarkup(node);
const PNG = 'data:image/png;base64,iVBORw0KGgo=';

describe('raw', () => {
  it('holds the text byte for byte, marks or not', () => {
    for (const text of [
      'one\n\n\ntwo\r\n\r\n three  \t four\n',
      '\u202eevil\u202c \u200b\u0000\u001b[31m',
      'p\u0430ypal 👨‍👩‍👧 \ud800',
      '<b>&amp;</b>',
      `${'long paragraph '.repeat(400)}\n\n`.repeat(5),
    ]) {
      for (const find of ['', 'a', '\u200b'])
        expect(textIn(html(<TextView text={text} mode="raw" find={find} />))).toBe(text);
    }
  });

  it('marks what cannot be seen, by name', () => {
    const shown = html(<TextView text={'a\u202eb\u200bc\u001bd\u{e0041}'} mode="raw" />);
    expect(shown).toContain('class="unseen" data-mark="RLO" title="U+202E right-to-left override"');
    expect(shown).toContain('data-mark="ZWSP"');
    expect(shown).toContain('data-mark="ESC"');
    expect(shown).toContain('title="U+E0041 hidden copy of A"');
  });

  it('reads out a text that is hidden in invisible characters, with one mark', () => {
    const hidden = [...'Ignore all'].map((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('');
    const shown = html(<TextView text={`a${hidden}b`} mode="raw" />);
    expect(shown).toContain('data-mark="10 unseen characters: Ignore all"');
    expect(textIn(shown)).toBe(`a${hidden}b`);
    expect(html(<TextView text={'\u200b\u200c'.repeat(50_000)} mode="raw" />)).toContain(
      '100,000 unseen characters',
    );
  });

  it('leaves emoji, Persian joiners and line ends alone', () => {
    const honest = '👨‍👩‍👧 ❤️ 1️⃣ می‌خواهم क्‍ष\r\nx 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}';
    expect(html(<TextView text={honest} mode="raw" />)).not.toContain('<span');
  });

  it('marks letters of another script inside a word, and no formula or foreign word', () => {
    const shown = html(<TextView text={'p\u0430yp\u0430l'} mode="raw" />);
    expect(shown).toContain('title="U+0430 Cyrillic letter that looks like a"');
    expect(html(<TextView text="Привет, paypal: hν = 5 μm, Οδός" mode="raw" />)).not.toContain('<span');
  });

  it('marks what was searched, in any case', () => {
    expect(html(<TextView text="Refund the refund (a+b)" mode="raw" find="refund" />)).toContain(
      '<mark>Refund</mark> the <mark>refund</mark>',
    );
    expect(html(<TextView text="(a+b)" mode="raw" find="(A+" />)).toContain('<mark>(a+</mark>b)');
  });

  it('gives each paragraph its own direction', () => {
    expect(html(<TextView text={'abc\n\nאבג'} mode="raw" />).match(/<p dir="auto">/g)).toHaveLength(2);
  });

  it('says where the text ends', () => {
    expect(html(<EndMark length={48213} noun="output" />)).toBe(
      '<div class="end">end of output, 48,213 characters</div>',
    );
  });
});

describe('Markdown', () => {
  it('shows tables, code and lists as elements', () => {
    const shown = html(
      <MarkdownView text={'# T\n\n|a|b|\n|-|-:|\n|1|2|\n\n```js\nx < 1\n```\n\n3. c\n4. [x] d\n\n~~no~~'} />,
    );
    expect(shown).toContain('<h3 class="level-1" dir="auto">T</h3>');
    expect(shown).toContain('<table>');
    expect(shown).toContain('x &lt; 1');
    expect(shown).toContain('<ol start="3">');
    expect(shown).toContain('<del>no</del>');
  });

  it('shows HTML as text', () => {
    const shown = html(<MarkdownView text={'a <b onclick="x()">b</b>\n\n<script>alert(1)</script>\n'} />);
    expect(shown).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(shown).toContain('&lt;b onclick=');
  });

  it('writes out where a link leads, and leads nowhere', () => {
    const shown = html(<MarkdownView text={'[bank](https://evil.example/x) https://a.example'} />);
    expect(textIn(shown)).toBe('bank (https://evil.example/x) https://a.example');
    expect(shown).not.toContain('href');
  });

  it('shows an image that is in the text, and names any other', () => {
    expect(html(<MarkdownView text={`![dot](${PNG})`} />)).toContain(`<img src="${PNG}" alt="dot"`);
    for (const address of ['https://t.example/p.png', 'data:image/svg+xml;base64,PHN2Zz4='])
      expect(html(<MarkdownView text={`![dot](${address})`} />)).toContain(`[image: dot (${address})]`);
  });

  it('keeps every word and link of a text that is parsed in sections', () => {
    const text = `# Start\n\n${'Some [words][a] here.\n\n'.repeat(900)}The end\n\n[a]: https://a.example\n`;
    const shown = html(<MarkdownView text={text} />);
    expect(shown).toContain('The end');
    expect(shown.match(/class="section/g)!.length).toBeGreaterThan(2);
  });

  it('shows what nests too deep, or would take minutes, as it is', () => {
    for (const text of [
      '>'.repeat(20_000),
      `${'- '.repeat(5000)}x`,
      '*a_'.repeat(60_000),
      '*a_'.repeat(2600),
      '['.repeat(50_000),
      ` \`\`\`\ncode\n \`\`\`\n ${'*a_'.repeat(60_000)}`,
      `${'|a'.repeat(500)}|\n${'|-'.repeat(500)}|\n${'|b|\n'.repeat(1000)}`,
    ]) {
      const started = performance.now();
      const shown = textIn(html(<MarkdownView text={text} />));
      expect(performance.now() - started).toBeLessThan(3000);
      expect(shown).toContain('shown as written');
      expect(shown).toContain(text);
    }
  });

  it('sets a long list, and long code, as what they are', () => {
    const list = '- a point with a **bold** word\n'.repeat(3000);
    const code = `\`\`\`ts\n${'const a_b = [1];\n\n'.repeat(3000)}\`\`\`\n`;
    for (const text of [list, code])
      expect(html(<MarkdownView text={text} />)).not.toContain('shown as written');
    expect(html(<MarkdownView text={list} />).match(/<li/g)!.length).toBeGreaterThan(50);
  });
});

describe('JSON', () => {
  it('keeps numbers as they were written', () => {
    const shown = html(<JsonView text={'{"a": 1.0, "b": 12345678901234567890, "c": 1E5}'} />);
    for (const number of ['1.0', '12345678901234567890', '1E5']) expect(shown).toContain(`>${number}<`);
  });

  it('names the place of a fault, with the text below', () => {
    const shown = textIn(html(<JsonView text={'{\n "a": 1,\n "b" 2}'} />));
    expect(shown).toContain('not valid JSON, line 3 column 6: 2 where : should come');
    expect(shown).toContain('"b" 2}');
  });

  it('shows both of two equal keys, and says so', () => {
    const shown = textIn(html(<JsonView text={'{"a": 1,\n"a": 2, "__proto__": 3}'} />));
    expect(shown).toContain('the key "a" comes twice, line 2 column 1');
    expect(shown).toContain('__proto__: 3');
  });

  it('folds what is long, so that 200 KB open in a moment', () => {
    const text = JSON.stringify(
      Array.from({ length: 4000 }, (_, i) => ({ id: i, name: `name ${i}`, on: true })),
    );
    const started = performance.now();
    const shown = html(<JsonView text={text} />);
    expect(performance.now() - started).toBeLessThan(500);
    expect(shown).toContain('3,900 more items');
    expect(shown.length).toBeLessThan(100_000);
  });

  it('opens the folds in which the search finds something', () => {
    const text = JSON.stringify({
      a: Array.from({ length: 90 }, (_, i) => ({ deep: { n: `v${i}`, m: [1, 2] } })),
    });
    expect(html(<JsonView text={text} />)).not.toContain('v77');
    expect(html(<JsonView text={text} find="v77" />)).toContain('<mark>v77</mark>');
  });
});

describe('table', () => {
  it('reads quotes and the header', () => {
    const shown = html(<TableView text={'name,note\r\n"a, ""b""","two\nlines"\r\n'} />);
    expect(shown).toContain('<th scope="col" dir="auto">name</th>');
    expect(shown).toContain('a, &quot;b&quot;');
    expect(shown).toContain('two\nlines');
  });

  it('leaves ragged lines as text', () => {
    expect(html(<TableView text={'a,b\n1,2,3\n'} />)).toContain('not a table');
  });
});

describe('diff to the reference', () => {
  it('strikes what is missing and underlines what is new', () => {
    const shown = html(<DiffView text="the quick red fox" reference="the slow red fox" />);
    expect(shown).toContain('<del>slow</del>');
    expect(shown).toContain('<ins>quick</ins>');
    const total = html(<DiffView text="total 0.00" reference="total 30.90" />);
    expect(total).toContain('<del>30.90</del><ins>0.00</ins>');
  });

  it('loses no character of either text', () => {
    const words = ['a', 'b', ' ', '\n', 'long word', '.', 'ü', '\n\n'];
    let seed = 7;
    const random = () => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed / 2147483648;
    };
    const text = () => Array.from({ length: random() * 60 }, () => words[Math.floor(random() * 8)]!).join('');
    for (let i = 0; i < 500; i++) {
      const [before, after] = [text(), text()];
      const changes = wordDiff(before, after);
      const side = (not: string) => changes.filter(({ kind }) => kind !== not).map((change) => change.text);
      expect(side('put').join('')).toBe(before);
      expect(side('taken').join('')).toBe(after);
    }
  });

  it('stays quick for long texts that share nothing', () => {
    const one = Array.from({ length: 20_000 }, (_, i) => `a${i}`).join(' ');
    const other = Array.from({ length: 20_000 }, (_, i) => `b${i}`).join('\n');
    const started = performance.now();
    wordDiff(one, other);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('input', () => {
  it('shows a conversation with its roles, images and calls', () => {
    const shown = html(
      createElement(InputView, {
        input: [
          { role: 'system', content: 'Be brief.' },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is this?' },
              { type: 'image_url', image_url: { url: PNG } },
              { type: 'image', image: 'https://t.example/p.png' },
            ],
          },
          { role: 'assistant', content: '', tool_calls: [{ id: 'c1' }] },
        ],
      }),
    );
    expect(shown).toContain('<h3>system</h3>');
    expect(shown).toContain(`<img src="${PNG}"`);
    expect(shown).toContain('[image: image in the input (https://t.example/p.png)]');
    expect(textIn(shown)).toContain('tool_calls');
  });

  it('shows variables under their names', () => {
    const shown = html(<InputView input={{ Subject: 'Re: invoice', lines: [1, 2] }} find="invoice" />);
    expect(shown).toContain('<h3 dir="auto">Subject</h3>');
    expect(shown).toContain('<mark>invoice</mark>');
  });
});
