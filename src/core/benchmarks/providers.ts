/** Whose model a public name means: told from the name alone, unknown where it does not say. */

/** The first that fits; a name of several (`DeepSeek-R1-Distill-Qwen`) is the one that stands first here. */
const PROVIDERS: readonly { readonly provider: string; readonly pattern: RegExp }[] = [
  { provider: 'nvidia', pattern: /nemotron/i },
  { provider: 'deepseek', pattern: /deep.?seek/i },
  { provider: 'openai', pattern: /gpt.?oss/i },
  { provider: 'openai', pattern: /\bo[1345](?![\w.]*\d{4})([-\s(]|$)/i },
  { provider: 'openai', pattern: /\b(chat)?gpt[-\s]?\d|\bchatgpt|text-davinci|\bdavinci/i },
  { provider: 'anthropic', pattern: /claude|\b(sonnet|opus|haiku)\b/i },
  { provider: 'google', pattern: /gemma/i },
  { provider: 'google', pattern: /gemini/i },
  { provider: 'google', pattern: /\bpalm|bison/i },
  { provider: 'xai', pattern: /\bgrok/i },
  { provider: 'meta', pattern: /llama|\bmuse\b/i },
  { provider: 'mistral', pattern: /mi[sx]tral|codestral|devstral|magistral/i },
  { provider: 'alibaba', pattern: /\bqw(en|q)/i },
  { provider: 'moonshot', pattern: /\bkimi/i },
  { provider: 'zai', pattern: /\b(chat)?glm/i },
  { provider: 'cohere', pattern: /\bcommand|\baya\b/i },
  { provider: 'amazon', pattern: /\bnova\b|\btitan\b/i },
  { provider: 'microsoft', pattern: /\bphi[-\s]?\d|wizardlm/i },
  { provider: 'minimax', pattern: /minimax|\babab/i },
  { provider: 'ai21', pattern: /jamba/i },
  { provider: 'reka', pattern: /\breka/i },
  { provider: '01ai', pattern: /\byi[-\s]/i },
  { provider: 'ibm', pattern: /granite/i },
  { provider: 'snowflake', pattern: /arctic/i },
  { provider: 'databricks', pattern: /\bdbrx/i },
  { provider: 'tii', pattern: /falcon/i },
  { provider: 'allenai', pattern: /\bolmo|tulu/i },
  { provider: 'lmsys', pattern: /vicuna/i },
  { provider: 'huggingface', pattern: /smollm|zephyr|starling/i },
  { provider: 'bytedance', pattern: /doubao|\bseed-/i },
  { provider: 'tencent', pattern: /hunyuan/i },
  { provider: 'baidu', pattern: /\bernie/i },
  { provider: 'arcee', pattern: /trinity|athene/i },
  { provider: 'inception', pattern: /\bmercury/i },
];

/** What else the provider of a model is called. */
const OTHER_NAMES: { readonly [name: string]: string } = {
  'meta-llama': 'meta',
  facebook: 'meta',
  qwen: 'alibaba',
  mistralai: 'mistral',
  'deepseek-ai': 'deepseek',
  moonshotai: 'moonshot',
  'moonshot ai': 'moonshot',
  'z.ai': 'zai',
  'zai-org': 'zai',
  zhipu: 'zai',
  zhipuai: 'zai',
  'xai-org': 'xai',
  'x.ai': 'xai',
  coherelabs: 'cohere',
  cohereforai: 'cohere',
  'google deepmind': 'google',
  deepmind: 'google',
  aws: 'amazon',
  '01-ai': '01ai',
};

/** `openai`, as the config writes it. */
export function providerOf(model: string): string | undefined {
  const name = model.slice(0, 200);
  return PROVIDERS.find(({ pattern }) => pattern.test(name))?.provider;
}

/** `OpenAI`, `open ai`, `Meta-Llama`: one name per provider. */
export function providerNamed(name: string): string {
  const plain = name.trim().toLowerCase();
  if (Object.hasOwn(OTHER_NAMES, plain)) return OTHER_NAMES[plain]!;
  const bare = plain.replace(/[^\p{L}\d]/gu, '');
  return PROVIDERS.find(({ provider }) => provider === bare)?.provider ?? plain;
}

/** Every provider's names, for what stands before a model's name. */
export const PROVIDER_WORDS: ReadonlySet<string> = new Set([
  ...PROVIDERS.map(({ provider }) => provider),
  ...Object.keys(OTHER_NAMES).filter((name) => !['qwen'].includes(name)),
]);

/** What else may stand before a colon in front of a model's name: who serves models of others, as configs write it. */
export const SERVERS: ReadonlySet<string> = new Set([
  ...[
    'openai-compatible',
    'openrouter',
    'groq',
    'togetherai',
    'together',
    'fireworks',
    'cerebras',
    'perplexity',
  ],
  ...['huggingface', 'hf', 'gateway', 'azure', 'amazon-bedrock', 'bedrock', 'google-vertex', 'vertex'],
  ...['ollama', 'vllm', 'lmstudio', 'llamacpp', 'litellm', 'replicate', 'deepinfra', 'hyperbolic', 'nebius'],
]);
