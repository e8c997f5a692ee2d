/** Which views a text is offered, and in which one it is read first. */
import { describe, expect, it } from 'vitest';
import { modesFor } from '../../web/render/modes.ts';

const of = (text: string, reference = false) => modesFor(text, { reference });

describe('modes of a text', () => {
  it('shows an answer in plain words as it is', () => {
    expect(of('M. Okafor was charged twice, and wants one of the two back.')).toEqual(['raw']);
    expect(of('')).toEqual(['raw']);
    expect(of('Dear all,\nthank you,\nregards')).toEqual(['raw']);
  });

  it('reads JSON as a tree, also when it is long, and a number alone as text', () => {
    expect(of('{"a": 1}')).toEqual(['json', 'raw']);
    expect(of(`[${'"x",'.repeat(50_000)}1]`)[0]).toBe('json');
    expect(of('42')).toEqual(['raw']);
  });

  it('offers the tree for broken JSON too, after what was written', () => {
    expect(of('{"a": 1,}')).toEqual(['raw', 'json']);
    expect(of('[Note] to whom it concerns')).toEqual(['raw']);
  });

  it('reads Markdown as Markdown', () => {
    for (const text of [
      '# Head\ntext',
      'one **bold** word',
      '- a\n- b',
      '1. a\n2. b',
      'see [here](https://a.example)',
      '```js\n1\n```',
      '|a|b|\n|--|--|\n|1|2|',
      '> quoted',
      'use `npm`',
    ])
      expect(of(text)[0], text).toBe('markdown');
    expect(of('5 * 3 * 2 and snake_case_name')).toEqual(['raw']);
  });

  it('reads separated values as a table, and prose with commas as prose', () => {
    expect(of('a,b\n1,2\n3,4')[0]).toBe('table');
    expect(of('name\tage\nAda\t36')[0]).toBe('table');
    expect(of('x;y\n"a;b";2\n3;4')[0]).toBe('table');
    expect(of('First, this is so.\nThen, that is so.\nLast, it ends.')).toEqual(['raw']);
  });

  it('compares only where there is a reference', () => {
    expect(of('hello', true)).toEqual(['raw', 'diff']);
  });

  it('needs less than a frame for 200 KB', () => {
    const long = 'Lorem ipsum, dolor sit amet. '.repeat(7000);
    of(long);
    const started = performance.now();
    for (let i = 0; i < 10; i++) of(long);
    expect((performance.now() - started) / 10).toBeLessThan(16);
  });
});
