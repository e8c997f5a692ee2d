/** Whose model a public name means, and of which family: told from the name alone, unknown where it does not say. */

export interface Family {
  /** `openai`, as the config writes it. */
  readonly provider: string;
  /** `Claude`. */
  readonly family: string;
}

/** The first that fits; a name of several families (`DeepSeek-R1-Distill-Qwen`) is the one that stands first here. */
const FAMILIES: readonly (Family & { readonly pattern: RegExp })[] = [
  { provider: 'nvidia', family: 'Nemotron', pattern: /nemotron/i },
  { provider: 'deepseek', family: 'DeepSeek', pattern: /deep.?seek/i },
  { provider: 'openai', family: 'GPT-OSS', pattern: /gpt.?oss/i },
  { provider: 'openai', family: 'OpenAI o', pattern: /\bo[1345](?![\w.]*\d{4})([-\s(]|$)/i },
  { provider: 'openai', family: 'GPT', pattern: /\b(chat)?gpt[-\s]?\d|\bchatgpt|text-davinci|\bdavinci/i },
  { provider: 'anthropic', family: 'Claude', pattern: /claude|\b(sonnet|opus|haiku)\b/i },
  { provider: 'google', family: 'Gemma', pattern: /gemma/i },
  { provider: 'google', family: 'Gemini', pattern: /gemini/i },
  { provider: 'google', family: 'PaLM', pattern: /\bpalm|bison/i },
  { provider: 'xai', family: 'Grok', pattern: /\bgrok/i },
  { provider: 'meta', family: 'Llama', pattern: /llama|\bmuse\b/i },
  { provider: 'mistral', family: 'Mistral', pattern: /mi[sx]tral|codestral|devstral|magistral/i },
  { provider: 'alibaba', family: 'Qwen', pattern: /\bqw(en|q)/i },
  { provider: 'moonshot', family: 'Kimi', pattern: /\bkimi/i },
  { provider: 'zai', family: 'GLM', pattern: /\b(chat)?glm/i },
  { provider: 'cohere', family: 'Command', pattern: /\bcommand|\baya\b/i },
  { provider: 'amazon', family: 'Nova', pattern: /\bnova\b|\btitan\b/i },
  { provider: 'microsoft', family: 'Phi', pattern: /\bphi[-\s]?\d|wizardlm/i },
  { provider: 'minimax', family: 'MiniMax', pattern: /minimax|\babab/i },
  { provider: 'ai21', family: 'Jamba', pattern: /jamba/i },
  { provider: 'reka', family: 'Reka', pattern: /\breka/i },
  { provider: '01ai', family: 'Yi', pattern: /\byi[-\s]/i },
  { provider: 'ibm', family: 'Granite', pattern: /granite/i },
  { provider: 'snowflake', family: 'Arctic', pattern: /arctic/i },
  { provider: 'databricks', family: 'DBRX', pattern: /\bdbrx/i },
  { provider: 'tii', family: 'Falcon', pattern: /falcon/i },
  { provider: 'allenai', family: 'OLMo', pattern: /\bolmo|tulu/i },
  { provider: 'lmsys', family: 'Vicuna', pattern: /vicuna/i },
  { provider: 'huggingface', family: 'SmolLM', pattern: /smollm|zephyr|starling/i },
  { provider: 'bytedance', family: 'Doubao', pattern: /doubao|\bseed-/i },
  { provider: 'tencent', family: 'Hunyuan', pattern: /hunyuan/i },
  { provider: 'baidu', family: 'Ernie', pattern: /\bernie/i },
  { provider: 'arcee', family: 'Trinity', pattern: /trinity|athene/i },
  { provider: 'inception', family: 'Mercury', pattern: /\bmercury/i },
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

export function familyOf(model: string): Family | undefined {
  const found = FAMILIES.find(({ pattern }) => pattern.test(model.slice(0, 200)));
  return found === undefined ? undefined : { provider: found.provider, family: found.family };
}

/** `OpenAI`, `open ai`, `Meta-Llama`: one name per provider. */
export function providerNamed(name: string): string {
  const plain = name.trim().toLowerCase();
  if (Object.hasOwn(OTHER_NAMES, plain)) return OTHER_NAMES[plain]!;
  const bare = plain.replace(/[^\p{L}\d]/gu, '');
  return FAMILIES.find(({ provider }) => provider === bare)?.provider ?? plain;
}

/** Every provider's names, for what stands before a model's name. */
export const PROVIDER_WORDS: ReadonlySet<string> = new Set([
  ...FAMILIES.map(({ provider }) => provider),
  ...Object.keys(OTHER_NAMES).filter((name) => !['qwen'].includes(name)),
]);
