/** Public names and candidates: the same model in many spellings, and never a guess between two. */
import { expect, test } from 'vitest';
import { matchModels, plainName } from '../../../src/core/benchmarks/model-names.ts';
import type { Candidate } from '../../../src/core/candidate.ts';
import { MODEL_PACKAGES } from '../../../src/providers/model-packages.ts';

type Named = Pick<Candidate, 'name' | 'target'>;

const model = (address: string, name = address): Named => {
  const [provider = '', ...id] = address.split(':');
  return { name, target: { kind: 'model', provider, model: id.join(':'), params: {} } };
};

test.each([
  ['gpt-4o (2024-08-06)', 'openai:gpt-4o-2024-08-06'],
  ['OpenAI GPT-4o 2024-08-06', 'openai:gpt-4o-2024-08-06'],
  ['openrouter/openai/gpt-4o-20240806', 'openai:gpt-4o-2024-08-06'],
  ['Claude 3.5 Sonnet (20241022)', 'anthropic:claude-3-5-sonnet-20241022'],
  ['meta-llama/Llama-3.3-70B-Instruct', 'groq:llama-3.3-70b-instruct'],
  ['Meta-Llama-3.1-405B-Instruct@hyperbolic', 'x:Meta-Llama-3.1-405B-Instruct'],
  ['gemini/gemini-1.5-pro-latest', 'google:gemini-1.5-pro'],
  ['Mistral Large 2411', 'mistral:mistral-large-2411'],
  ['openai-compatible:llama3.1:8b', 'openai-compatible:llama3.1:8b'],
  ['deepseek-r1:free', 'deepseek:deepseek-r1'],
  ['deepseek/deepseek-r1:free', 'deepseek:deepseek-r1'],
  ['OpenAI: GPT-4o', 'openai:gpt-4o'],
])('"%s" is %s', (name, address) => {
  expect(matchModels(['another', name], [model(address)], new Map())).toEqual({
    matches: [{ candidate: address, model: name, by: 'name' }],
    doubts: [],
  });
});

test.each([
  ['gpt-4o-mini', 'openai:gpt-4o'],
  ['gpt-4.1', 'openai:gpt-4'],
  ['claude-3-opus-20240229', 'anthropic:claude-3-sonnet-20240229'],
  ['gpt-4-0613', 'openai:gpt-4-0314'],
  ['Qwen2.5-72B', 'x:Qwen2.5-7B'],
  ['qwen3:8b', 'openai-compatible:llama3.1:8b'],
  ['mistral:7b', 'openai-compatible:gemma:7b'],
  ['gpt-4o-mini / gpt-4o', 'openai:gpt-4o'],
  ['gpt-4o/gpt-4o-mini', 'openai:gpt-4o'],
  ['gpt-4o@mini', 'openai:gpt-4o'],
])('"%s" is another model than %s, and not even asked about', (name, address) => {
  expect(matchModels([name], [model(address)], new Map())).toEqual({ matches: [], doubts: [] });
});

test('the version of the same day goes before one without a day; two that fit alike are asked about', () => {
  const openai = [model('openai:gpt-4o')];
  expect(matchModels(['gpt-4o', 'gpt-4o-2024-08-06'], openai, new Map()).matches).toMatchObject([
    { model: 'gpt-4o' },
  ]);
  expect(matchModels(['gpt-4o-2024-05-13', 'gpt-4o-2024-08-06'], openai, new Map())).toEqual({
    matches: [],
    doubts: [
      { candidate: 'openai:gpt-4o', models: ['gpt-4o-2024-05-13', 'gpt-4o-2024-08-06'], why: 'several' },
    ],
  });
});

test('two rows of the very same name are asked about; an alias takes one of them, or refuses both', () => {
  const [openai, rows] = [[model('openai:gpt-4o')], ['gpt-4o', 'gpt-4o #2']];
  expect(matchModels(rows, openai, new Map())).toEqual({
    matches: [],
    doubts: [{ candidate: 'openai:gpt-4o', models: rows, why: 'several' }],
  });
  for (const row of rows)
    expect(matchModels(rows, openai, new Map([[plainName(row), 'openai:gpt-4o']]))).toMatchObject({
      matches: [{ model: row, by: 'alias' }],
      doubts: [],
    });
  expect(matchModels(rows, openai, new Map([['gpt-4o', '-']]))).toEqual({ matches: [], doubts: [] });
});

test('every provider of the config may stand before a colon', () => {
  for (const { provider } of MODEL_PACKAGES) expect(plainName(`${provider}:some-model`)).toBe('some-model');
});

test('one public name that two candidates may be is nobody’s until the user says whose', () => {
  const two = [model('openai:gpt-5', 'short prompt'), model('openai:gpt-5', 'long prompt')];
  expect(matchModels(['GPT-5'], two, new Map())).toMatchObject({
    matches: [],
    doubts: [{ why: 'several' }, {}],
  });
  const said = new Map([[plainName('gpt-5'), 'long prompt']]);
  expect(matchModels(['GPT-5'], two, said).matches).toEqual([
    { candidate: 'long prompt', model: 'GPT-5', by: 'alias' },
  ]);
});

test('another version, or the same with a word more, is asked about', () => {
  const { doubts } = matchModels(
    ['gpt-4o-2024-05-13', 'Claude Opus 4.5 thinking', 'Gemini 3'],
    [model('openai:gpt-4o-2024-08-06'), model('anthropic:claude-opus-4-5')],
    new Map(),
  );
  expect(doubts).toEqual([
    { candidate: 'openai:gpt-4o-2024-08-06', models: ['gpt-4o-2024-05-13'], why: 'alike' },
    { candidate: 'anthropic:claude-opus-4-5', models: ['Claude Opus 4.5 thinking'], why: 'alike' },
  ]);
});
