/** Outputs that quote what they were never shown. */
import { expect, test } from 'vitest';
import { canary } from '../../../src/core/health/canary.ts';
import { RUN, SURE_RUN } from '../../../src/core/health/verbatim.ts';
import { cpuMs } from '../../fixtures/cpu-time.ts';
import { textsOf, worn } from './worn.ts';

/** A text of its own: no two runs of it are alike. */
const prose = (seed: number, words = 40) =>
  Array.from({ length: words }, (_, i) => `w${(seed * 7919 + i * 104729) % 99991}`).join(' ');

const look = (of: Parameters<typeof textsOf>) => canary.look(worn({ texts: textsOf(...of) }));
const says = (candidate: string, text: string, example = 'e01') => ({ example, candidate, text });

test('a reference quoted with other spaces, capitals and signs is found, and who quotes it is named', () => {
  const reference = prose(1);
  const found = look([
    ['When?', 'Where?'],
    {
      references: [reference, ''],
      outputs: [
        says('a', `Well: "${reference.toUpperCase().replaceAll(' ', ',\n')}"`),
        says('b', 'At noon.'),
      ],
    },
  ]);
  expect(found.level).toBe('alarm');
  expect(found.groups).toEqual([
    { what: expect.stringMatching(/^a quotes the reference \(up to \d+ letters/), examples: ['e01'] },
  ]);
});

test('a summary that quotes its own input, and a reference taken from the input, are no sign', () => {
  const input = `Sum this up. ${prose(2)}`;
  expect(look([[input], { references: [prose(2)], outputs: [says('a', prose(2))] }]).level).toBe('fine');
});

test('the text of another example is found, but not what two examples share, nor the name of a held-out one', () => {
  const [own, shared, secret] = [prose(3), prose(4), prose(5)];
  const found = look([
    ['When?', `${shared} ${own}`, shared, secret],
    { held: [3], outputs: [says('a', own), says('b', shared), says('c', secret)] },
  ]);
  expect(found.groups.map(({ what }) => what)).toEqual([
    expect.stringMatching(/^a quotes other examples \(e02;/),
    expect.stringMatching(/^c quotes other examples \(a held-out one;/),
  ]);
});

test('what most candidates give alike is the answer that the input asks for', () => {
  const reference = prose(6);
  const all = ['a', 'b', 'c', 'd'].map((name) => says(name, reference));
  const found = look([['Recite it.'], { references: [reference], outputs: all }]);
  expect(found.level).toBe('fine');
  expect(found.notes.join(' ')).toContain('4 more quotes are left out');
});

test('a receipt that is copied out field by field in the order asked for is no quote, nor what both of two candidates say', () => {
  const fields = [prose(7, 5), prose(8, 5), prose(9, 5)];
  const copied = look([['Read it.'], { references: [fields], outputs: [says('a', fields.join('", "'))] }]);
  expect(copied.level).toBe('fine');
  const reference = prose(10);
  const both = look([
    ['Recite it.'],
    { references: [reference], outputs: [says('a', reference), says('b', reference)] },
  ]);
  expect(both.level).toBe('fine');
});

test('a sentence that stands in every reference is of the form, and says nothing of who has seen them', () => {
  const form = prose(11);
  const references = [`${form} First.`, `${form} Second.`];
  expect(look([['When?', 'Where?'], { references, outputs: [says('a', form)] }]).level).toBe('fine');
});

test('a run as long as is promised is found wherever it begins, and one that is shorter than the least is not', () => {
  const reference = 'abcdefghij'
    .split('')
    .map((letter, i) => `${letter}${i * 7919}${letter}${i * 104729}`)
    .join('');
  for (let from = 0; from + SURE_RUN <= reference.length; from++) {
    const at = (length: number) =>
      look([
        ['q'],
        { references: [reference], outputs: [says('a', `zz ${reference.slice(from, from + length)} zz`)] },
      ]).level;
    expect([from, at(SURE_RUN), at(RUN - 1)]).toEqual([from, 'alarm', 'fine']);
  }
});

test('100 examples and 500 outputs of 20,000 characters take seconds, also where they are all alike', () => {
  const inputs = Array.from({ length: 100 }, (_, i) => `${i} ${'same '.repeat(4_000)}`);
  const outputs = inputs.flatMap((_, i) =>
    ['a', 'b', 'c', 'd', 'e'].map((name) =>
      says(name, 'same '.repeat(4_000), `e${String(i + 1).padStart(2, '0')}`),
    ),
  );
  const started = cpuMs();
  expect(look([inputs, { outputs }]).level).toBe('fine');
  expect(cpuMs() - started).toBeLessThan(15_000);
});
