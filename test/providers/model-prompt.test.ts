/** Messages of any log, as they are replayed to a model. */
import { expect, test } from 'vitest';
import type { Message } from '../../src/core/input.ts';
import type { Json } from '../../src/core/json.ts';
import { specPrompt, UnsendableMessage } from '../../src/providers/model-prompt.ts';

const parts = (role: 'user' | 'assistant', content: string | readonly Json[], version = 'v4') =>
  specPrompt([{ role, content }], version)[0]!.content;

const PNG = 'iVBORw0KGgo=';
const INLINE = { type: 'file', mediaType: 'image/png', data: { type: 'data', data: PNG } };
const REMOTE = {
  type: 'file',
  mediaType: 'image/*',
  data: { type: 'url', url: new URL('https://a.b/c.png') },
};

test.each<[string, Json, object]>([
  ['OpenAI chat', { type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}` } }, INLINE],
  ['OpenAI responses', { type: 'input_image', image_url: `data:image/png;base64,${PNG}` }, INLINE],
  ['Anthropic', { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } }, INLINE],
  ['the AI SDK', { type: 'image', image: PNG, mediaType: 'image/png' }, INLINE],
  ['the AI SDK, as a file', { type: 'file', data: PNG, mediaType: 'image/png' }, INLINE],
  ['an address', { type: 'image_url', image_url: { url: 'https://a.b/c.png' } }, REMOTE],
])('an image as %s writes it', (_who, part, expected) => {
  expect(parts('user', [part])).toEqual([expected]);
});

test('a PDF and a sound', () => {
  const pdf = {
    type: 'file',
    file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERi0=' },
  };
  expect(parts('user', [pdf])).toEqual([
    {
      type: 'file',
      mediaType: 'application/pdf',
      data: { type: 'data', data: 'JVBERi0=' },
      filename: 'a.pdf',
    },
  ]);
  const sound = { type: 'input_audio', input_audio: { data: 'AAAA', format: 'mp3' } };
  expect(parts('user', [sound])).toMatchObject([{ mediaType: 'audio/mpeg' }]);
});

test('a package of an older specification gets bare data', () => {
  const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}` } };
  expect(parts('user', [image], 'v3')).toEqual([{ type: 'file', mediaType: 'image/png', data: PNG }]);
});

test('what another model thought is left out, what it said stays', () => {
  const content = [
    { type: 'thinking', thinking: 'hm' },
    { type: 'text', text: 'Yes.' },
    { type: 'refusal', refusal: 'No.' },
  ];
  expect(parts('assistant', content)).toEqual([
    { type: 'text', text: 'Yes.' },
    { type: 'text', text: 'No.' },
  ]);
});

test('a tool call and its result find each other', () => {
  const messages: readonly Message[] = [
    {
      role: 'assistant',
      content: '',
      tool_calls: [{ id: 'c1', function: { name: 'look', arguments: 'not json' } }],
    },
    { role: 'tool', tool_call_id: 'c1', content: [{ type: 'text', text: 'a cat' }] },
  ];
  expect(specPrompt(messages, 'v4')).toEqual([
    {
      role: 'assistant',
      content: [{ type: 'tool-call', toolCallId: 'c1', toolName: 'look', input: 'not json' }],
    },
    {
      role: 'tool',
      content: [
        { type: 'tool-result', toolCallId: 'c1', toolName: 'look', output: { type: 'text', value: 'a cat' } },
      ],
    },
  ]);
});

test('a tool result inside a message of the user, as Anthropic writes it', () => {
  const messages: readonly Message[] = [
    { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'look', input: { at: 1 } }] },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 't1', content: [{ type: 'text', text: 'a cat' }] },
        { type: 'text', text: 'And now?' },
      ],
    },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: 'a dog' }] },
  ];
  expect(specPrompt(messages, 'v4')).toMatchObject([
    { role: 'assistant', content: [{ type: 'tool-call', toolName: 'look', input: { at: 1 } }] },
    { role: 'tool', content: [{ toolCallId: 't1', toolName: 'look', output: { value: 'a cat' } }] },
    { role: 'user', content: [{ type: 'text', text: 'And now?' }] },
    { role: 'tool', content: [{ output: { value: 'a dog' } }] },
  ]);
});

test('an empty text of the user is still a message', () => {
  expect(parts('user', '')).toEqual([{ type: 'text', text: '' }]);
});

test.each<[Json]>([[{ type: 'hologram' }], [{ type: 'text' }], [42], [null], [{}], [{ type: 'image_url' }]])(
  'a part that nobody can send (%j) is said, not dropped',
  (part) => {
    expect(() => parts('user', [part])).toThrow(UnsendableMessage);
  },
);
