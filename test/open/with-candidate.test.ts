/** A tried model is written into a config that somebody wrote with care: nothing else of it changes. */
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { withCandidate } from '../../src/open/with-candidate.ts';

const entry = { model: 'openai:new' };
const into = (text: string, more: object = {}) =>
  withCandidate('/p/fieldtest.yaml', Buffer.from(text), { ...entry, ...more });

test.each([
  [
    'comments and spaces',
    'task:  t   # the task\ncandidates:\n    - model: a:b     # now\n      # a hint\n\n# rule\ndecide: { looks: final }\n',
  ],
  [
    'no indent, Windows line ends',
    'task: t\r\ncandidates:\r\n- model: a:b\r\n- { name: c, run: "file://x.mjs" }\r\nexamples: { count: 5 }\r\n',
  ],
  [
    'the list last, without a line end',
    'task: t\ncandidates:\n  - model: a:b\n    prompt: |\n      Say it.\n      Twice.',
  ],
])('%s stay as they are', (_name, text) => {
  const { name, text: after } = into(text);
  expect(name).toBe('openai:new');
  const before = parse(text);
  expect(parse(after!)).toEqual({ ...before, candidates: [...before.candidates, { model: 'openai:new' }] });
  // Taken out again, what was there is there, byte for byte.
  const lines = after!.split(/(?<=\n)/).filter((line) => !line.includes('openai:new'));
  expect(lines.join('').trimEnd()).toBe(text.trimEnd());
});

test('a config that is written anew keeps its line ends', () => {
  const { text } = into('\uFEFFtask: t\r\ncandidates: [{ model: a:b }]\r\n');
  expect(text).toMatch(/^\uFEFFtask: t\r\n.*openai:new.*\r\n$/s);
  expect(text!.replaceAll('\r\n', '')).not.toContain('\n');
});

test('a list in one line, or by an alias, is written anew', () => {
  expect(parse(into('task: t\ncandidates: [{ model: a:b }]\n').text!).candidates).toEqual([
    { model: 'a:b' },
    { model: 'openai:new' },
  ]);
});

test('who is there already is named, and another one’s prompt and parameters are taken over', () => {
  const text =
    'task: t\ncandidates:\n  - { name: x, model: openai/new }\n  - { name: y, model: a:b, prompt: p, params: { temperature: 0 }, price: { input: 1 } }\n';
  expect(into(text)).toEqual({ name: 'x' });
  expect(into(text, { model: 'y' })).toEqual({ name: 'y' });
  // Another model than was meant is never tried.
  expect(() => into(text, { name: 'y' })).toThrow('there is a candidate y already, and it is not openai:new');
  expect(() => into(text, { baseUrl: 'http://127.0.0.1:1' })).toThrow('--base-url is for a new candidate');
  expect(parse(into(text, { name: 'z', like: 'y' }).text!).candidates.at(-1)).toEqual({
    name: 'z',
    model: 'openai:new',
    prompt: 'p',
    params: { temperature: 0 },
  });
});
