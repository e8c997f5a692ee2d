import { expect, it } from 'vitest';
import { lines, outputs, records, rejections } from './read-tool.ts';

it('reads the lines of a fine-tuning file, its last answer as what was answered', async () => {
  const call = { id: 'c1', type: 'function', function: { name: 'weather', arguments: '{"city":"Pune"}' } };
  const content = lines(
    {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello' },
      ],
    },
    {
      messages: [
        { role: 'user', content: 'Rain?' },
        { role: 'assistant', tool_calls: [call] },
      ],
      tools: [],
    },
  );
  expect(await records(content, 'chat')).toEqual([
    {
      input: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
      answer: 'Hello',
    },
    { input: [{ role: 'user', content: 'Rain?' }], answer: JSON.stringify([call]) },
  ]);
});

it('reads ShareGPT, as a list or as lines', async () => {
  const rows = [
    {
      id: 'identity_0',
      conversations: [
        { from: 'system', value: 'You are kind.' },
        { from: 'human', value: 'Who are you?' },
        { from: 'gpt', value: 'A program.' },
        { from: 'human', value: 'Whose?' },
        { from: 'gpt', value: "Nobody's." },
      ],
    },
    {
      system: 'Be brief.',
      conversations: [
        { from: 'human', value: 'Hi' },
        { from: 'gpt', value: 'Hi' },
      ],
    },
  ];
  for (const content of [JSON.stringify(rows), JSON.stringify(rows, null, 2), lines(...rows)]) {
    expect(await records(content, 'chat')).toEqual([
      {
        name: 'identity_0',
        input: [
          { role: 'system', content: 'You are kind.' },
          { role: 'user', content: 'Who are you?' },
          { role: 'assistant', content: 'A program.' },
          { role: 'user', content: 'Whose?' },
        ],
        answer: "Nobody's.",
      },
      {
        input: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Hi' },
        ],
        answer: 'Hi',
      },
    ]);
  }
  expect(
    await rejections(lines(rows[1], { conversations: [{ from: 'alien', value: 'x' }] }), 'chat'),
  ).toEqual(['2: conversations: message 1 has the role "alien", not system, user, assistant or tool']);
});

it('reads the requests of a batch, of OpenAI in both its ways and of Anthropic', async () => {
  const messages = [{ role: 'user', content: 'Hi' }];
  const content = lines(
    { custom_id: 'r1', method: 'POST', url: '/v1/chat/completions', body: { model: 'gpt-5', messages } },
    {
      custom_id: 'r2',
      method: 'POST',
      url: '/v1/responses',
      body: { model: 'gpt-5', instructions: 'Be brief.', input: 'Hi' },
    },
    {
      custom_id: 'r3',
      method: 'POST',
      url: '/v1/responses',
      body: { model: 'gpt-5', instructions: 'Be brief.', input: messages },
    },
    { custom_id: 'r4', params: { model: 'claude-sonnet-5', max_tokens: 9, system: 'Be brief.', messages } },
  );
  const withSystem = [{ role: 'system', content: 'Be brief.' }, ...messages];
  expect(await records(content, 'chat')).toEqual([
    { name: 'r1', model: 'gpt-5', input: messages },
    { name: 'r2', model: 'gpt-5', input: withSystem },
    { name: 'r3', model: 'gpt-5', input: withSystem },
    { name: 'r4', model: 'claude-sonnet-5', input: withSystem },
  ]);
});

it("takes a batch's answers as outputs, each for the example that has its request's id", async () => {
  const usage = { prompt_tokens: 5, completion_tokens: 2 };
  const content = lines(
    {
      id: 'b',
      custom_id: 'r1',
      response: {
        status_code: 200,
        body: { model: 'gpt-5', choices: [{ message: { role: 'assistant', content: 'Hello' } }], usage },
      },
      error: null,
    },
    {
      id: 'b',
      custom_id: 'r2',
      response: {
        status_code: 200,
        body: {
          model: 'gpt-5',
          output: [
            { type: 'reasoning' },
            { type: 'message', content: [{ type: 'output_text', text: 'Hey' }] },
          ],
        },
      },
      error: null,
    },
    { id: 'b', custom_id: 'r3', response: null, error: { code: 'batch_expired', message: 'too late' } },
    {
      custom_id: 'r4',
      result: {
        type: 'succeeded',
        message: {
          model: 'claude-sonnet-5',
          content: [{ type: 'text', text: 'Hoi' }],
          usage: { input_tokens: 3, output_tokens: 1 },
        },
      },
    },
    { custom_id: 'r5', result: { type: 'errored', error: { type: 'error', message: 'overloaded' } } },
  );
  expect(await outputs(content)).toEqual({
    format: 'chat',
    rows: [
      {
        example: 'r1',
        candidate: 'gpt-5',
        responseModel: 'gpt-5',
        usage: { inputTokens: 5, outputTokens: 2 },
        output: 'Hello',
      },
      { example: 'r2', candidate: 'gpt-5', responseModel: 'gpt-5', output: 'Hey' },
      { example: 'r3', output: '', status: 'error', failure: { code: 'batch_expired', message: 'too late' } },
      {
        example: 'r4',
        candidate: 'claude-sonnet-5',
        responseModel: 'claude-sonnet-5',
        usage: { inputTokens: 3, outputTokens: 1 },
        output: 'Hoi',
      },
      { example: 'r5', output: '', status: 'error', failure: { code: 'batch', message: 'overloaded' } },
    ],
  });
  expect((await rejections(content, 'chat'))[0]).toMatch(
    /^1: answers of a batch hold no inputs: import the file that went in/,
  );
});
