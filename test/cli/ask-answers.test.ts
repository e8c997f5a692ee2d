/** `fieldtest init` in a terminal: what is asked, and what a slip costs. */
import { expect, test } from 'vitest';
import { askAnswers } from '../../src/cli/new-project.ts';

test('a slip is said and asked again, and no answer before it is lost', async () => {
  const lines = ['Sum up mails', 'gpt-5-mini', 'openai:gpt-5-mini other/large', 'gpt', 'other/large'];
  const asked: string[] = [];
  const answers = await askAnswers(
    { task: '', models: [], runs: [], commands: [], recorded: [], quick: false },
    async (question) => {
      asked.push(question);
      return lines.shift()!;
    },
  );
  expect(answers).toMatchObject({
    task: 'Sum up mails',
    models: ['openai:gpt-5-mini', 'other/large'],
    incumbent: 'other/large',
  });
  expect(asked[2]).toMatch(/^gpt-5-mini names no provider\. Which models/);
  expect(asked[4]).toMatch(/^gpt is none of them\. Which of them runs/);
});
