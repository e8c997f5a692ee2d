/** Prompts: variables go in as text, never as code, and what is missing is said. */
import { describe, expect, test } from 'vitest';
import { inputVariables, promptMessages, renderTemplate } from '../../src/core/template.ts';

describe('a prompt', () => {
  test('takes the text, the last question of a chat, or the variables of the input', () => {
    const ask = (input: Parameters<typeof promptMessages>[0], prompt: string) =>
      promptMessages(input, prompt)[0]?.content;
    expect(ask('mail', 'Sum up: {{input}}')).toBe('Sum up: mail');
    const chat = [
      { role: 'user', content: 'first' },
      { role: 'assistant', content: 'yes?' },
      { role: 'user', content: [{ type: 'text', text: 'second' }] },
    ] as const;
    expect(ask(chat, '{{ input }}!')).toBe('second!');
    expect(
      ask({ user: { name: 'Ann', tags: ['a', 'b'] } }, '{{user.name}} {{user.tags.1}} {{user.tags}}'),
    ).toBe('Ann b ["a","b"]');
  });

  test('without a variable is an instruction before the record itself', () => {
    expect(promptMessages('mail', 'Be brief.')).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'mail' },
    ]);
  });

  test('that is absent replays the messages of the record, with everything in them', () => {
    const chat = [{ role: 'user', content: 'q', name: 'ann' }] as const;
    expect(promptMessages(chat, undefined)).toBe(chat);
    expect(promptMessages('q', undefined)).toEqual([{ role: 'user', content: 'q' }]);
  });

  test('is filled once: what the data looks like a variable stays as it is', () => {
    expect(renderTemplate('{{input}}', inputVariables('{{secret}} $& $1'))).toBe('{{secret}} $& $1');
  });

  test.each(['nothing', 'user.age', '__proto__', 'constructor.name', 'user.name.length'])(
    'that asks for %s says what there is',
    (path) => {
      expect(() => renderTemplate(`{{${path}}}`, { user: { name: 'Ann' } })).toThrow(/does not have/);
    },
  );
});
