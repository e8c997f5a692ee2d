/** Near-duplicates are one form, and languages are told where enough of them is there. */
import { expect, it } from 'vitest';
import type { Input } from '../../src/core/input.ts';
import { languageOf } from '../../src/sampling/language.ts';
import { lexicalVectors } from '../../src/sampling/lexical-vectors.ts';
import { templateOf } from '../../src/sampling/template.ts';
import { dot } from '../../src/stats/spherical-k-means.ts';

it.each<[string, Input, Input]>([
  ['numbers', 'Order 4711 of 12.5.2026 is late', 'Order 93 of 1.1.2025 is late'],
  ['ids', 'See 3f2a9c1e-77aa for it', 'See 99bb-1c2d3e4f for it'],
  ['addresses', 'Mail me at ann@example.org', 'Mail me at bob.b@example.com'],
  ['links', 'Look at https://a.example/x?y=1', 'Look at www.b.example'],
  ['capitals, punctuation and spacing', 'Hello,  World!', 'hello world'],
  ['values of the same variables', { name: 'Order 1', n: 5 }, { n: 7, name: 'order 22' }],
])('what differs in %s alone is one form', (_what, one, other) => {
  expect(templateOf(one)).toBe(templateOf(other));
});

it.each<[string, Input, Input]>([
  ['a word', 'My card is lost', 'My card is stolen'],
  ['the role of a message', [{ role: 'user', content: 'a' }], [{ role: 'system', content: 'a' }]],
  ['a key', { a: 'x' }, { b: 'x' }],
])('what differs in %s is another', (_what, one, other) => {
  expect(templateOf(one)).not.toBe(templateOf(other));
});

it.each([
  ['en', 'I have not received my card and would like to know where it is.'],
  ['de', 'Ich habe meine Karte noch nicht bekommen und wüsste gern, wo sie ist.'],
  ['fr', 'Je n’ai pas reçu ma carte et je voudrais savoir où elle est pour que je puisse payer.'],
  ['es', 'No he recibido mi tarjeta y quisiera saber dónde está, por favor.'],
  ['pt', 'Eu ainda não recebi o meu cartão e você não me disse quando ele vai chegar.'],
  ['ja', 'カードがまだ届いていません。'],
  ['zh', '我还没有收到我的卡。'],
  ['cyrillic', 'Я ещё не получил свою карту.'],
  [undefined, 'lorem ipsum dolor'],
  [undefined, '12345 67890'],
])('%s: %s', (language, text) => {
  expect(languageOf(text)).toBe(language);
});

it('texts about the same are nearer to each other than to others, and the same ones are the same', () => {
  const texts = [
    'my card was lost on the train',
    'I lost the card somewhere in a train',
    'the parcel with the shoes is late again',
    'shoes in my parcel came too late',
    '???',
  ];
  const vectors = lexicalVectors(texts);
  const near = (a: number, b: number) => dot(vectors[a]!, vectors[b]!);
  expect(near(0, 1)).toBeGreaterThan(near(0, 2) + 0.2);
  expect(near(2, 3)).toBeGreaterThan(near(1, 3) + 0.2);
  expect(lexicalVectors(texts)).toEqual(vectors);
  expect(lexicalVectors([])).toEqual([]);
  expect([...lexicalVectors(['', ''])[0]!].every((x) => x === 0)).toBe(true);
});
