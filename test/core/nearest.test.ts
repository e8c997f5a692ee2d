/** What somebody may have meant. */
import { expect, test } from 'vitest';
import { didYouMean, nearest } from '../../src/core/nearest.ts';

test.each([
  ['modle', ['name', 'model', 'run'], ['model']],
  ['temprature', ['temperature', 'topP'], ['temperature']],
  ['OpenAi', ['openai', 'openrouter'], ['openai']],
  ['imprt', ['import', 'init'], ['import']],
  ['zebra', ['openai', 'run'], []],
  ['x', ['run'], []],
])('%s of %j is taken for %j', (typed, names, alike) => {
  expect(nearest(typed, names)).toEqual(alike);
});

test('it is asked as a question, or not at all', () => {
  expect(didYouMean('tsk', ['task', 'store'])).toBe('; did you mean "task"?');
  expect(didYouMean('zebra', ['task'])).toBe('');
});
