/** Nothing that reaches a rater says whose an output is. */
import { describe, expect, test } from 'vitest';
import { blindBlock, blindOutput, blindText } from '../../../src/core/blind.ts';
import { maskNames } from '../../../src/core/review/mask-names.ts';
import { candidateOf, exampleOf, outputOf } from '../../fixtures/nouns.ts';

const model = candidateOf('our best', {
  target: { kind: 'model', provider: 'openai', model: 'gpt-5-mini', params: {} },
});
const short = candidateOf('short');
const candidates = [model, short];

describe('a name inside an output', () => {
  test.each([
    ['As Claude, I cannot say.', 'As [model name], I cannot say.'],
    ["I'm Gemini 2.5 Pro and happy to help", "I'm [model name] and happy to help"],
    [
      'I am an AI language model developed by OpenAI.',
      'I am an AI language model developed by [model name].',
    ],
    [
      'I am a large language model, trained by Google.',
      'I am a large language model, trained by [model name].',
    ],
    ['Answered by gpt-5-mini today', 'Answered by [model name] today'],
    ['My name is Llama 3.1 8B Instruct.', 'My name is [model name].'],
  ])('is masked where it tells the author: %s', (text, masked) => {
    expect(maskNames(text, candidates)).toEqual({ text: masked, masked: true });
  });

  test.each([
    'The llama is an animal of the Andes.',
    'Claude Monet painted water lilies.',
    'A short answer is best.',
    'Google was founded in 1998.',
  ])('stays where it is what the text is about: %s', (text) => {
    expect(maskNames(text, candidates)).toEqual({ text, masked: false });
  });
});

test('the task and the guideline lose the names of candidates, whatever words they are', () => {
  expect(blindText('our best against short, or gpt-5-mini?', candidates)).toBe(
    '[model name] against [model name], or [model name]?',
  );
});

test('a text that two candidates gave looks the same whichever is first', () => {
  const example = exampleOf('x');
  const item = { id: 'i', example: example.id, textId: 't', purpose: 'first' as const };
  const a = outputOf(model, example, 'same', { status: 'truncated' });
  const b = outputOf(short, example, ' same\n');
  expect(blindOutput(item, [a, b], candidates)).toEqual(blindOutput(item, [b, a], candidates));
  expect(blindOutput(item, [b, a], candidates)).toEqual({
    item: 'i',
    text: 'same',
    status: 'truncated',
    masked: false,
  });
});

test('blocks of very different outputs have one of a few lengths in bytes', () => {
  const lengths = [0, 10, 1000, 3000, 5000, 5001, 40_000].map((length) => {
    const output = { item: 'i', text: 'é'.repeat(length), status: 'ok' as const, masked: false };
    return new TextEncoder().encode(JSON.stringify(blindBlock('b', exampleOf('x'), [output]))).length;
  });
  expect(lengths).toEqual([4096, 4096, 4096, 8192, 16384, 16384, 131072]);
});

test('a block of one output has the length of its whole example, whichever output it is', () => {
  const outputs = [1, 300, 9000].map((length) => ({
    item: 'i',
    text: 'x'.repeat(length),
    status: 'ok' as const,
    masked: false,
  }));
  const lengths = outputs.map((one) => {
    const others = outputs.filter((other) => other !== one);
    return JSON.stringify(blindBlock('b', exampleOf('x'), [one], others)).length;
  });
  expect(lengths).toEqual([16384, 16384, 16384]);
});
