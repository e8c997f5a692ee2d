/** Topics are named by what texts say to a reader. */
import { expect, test } from 'vitest';
import { tellingWords } from '../../src/sampling/clusters.ts';
import { lookAt } from '../../src/sampling/look.ts';

const mail = (words: string) =>
  `<html><style>.a{color:red}</style><body bgcolor="white"><font size=2>${words}&nbsp;</font></body></html>`;
const named = (texts: readonly string[]) =>
  tellingWords(
    2,
    texts.map((_, i) => ({ cluster: i % 2 })),
    texts.map((text) => lookAt(text)),
  );

test('the topic of mails that are web pages is what they are about, not how they are written', () => {
  const [pages] = named([
    mail('cheap flights lisbon'),
    'the parser fails',
    mail('flights cheap'),
    'parser bug',
  ]);
  expect(pages).toEqual(['cheap', 'flights', 'lisbon']);
  const [parts] = named([
    '--a\nContent-Type: text/plain;\n charset="x"\n\ninvoice due',
    'hello there',
    'invoice',
    'hello',
  ]);
  expect(parts).toEqual(['invoice', 'due']);
});

test('a text that is nothing but the beginnings of tags takes no time', () => {
  const started = performance.now();
  named(['<a '.repeat(20_000), '\n'.repeat(60_000), '<style>'.repeat(10_000), `${' '.repeat(50_000)}x`]);
  expect(performance.now() - started).toBeLessThan(500);
});
