/** Which npm package speaks for which model provider, where its key is found and where that key may go. */

/** A factory such as `createOpenAI`: settings in, `provider(modelId)` out. */
export type ModelModule = { readonly [name: string]: unknown };

export interface ModelPackage {
  /** What stands before the colon in `openai:gpt-5-mini`. */
  readonly provider: string;
  readonly package: string;
  readonly factory: string;
  /** Present for the packages that come with fieldtest. */
  readonly load?: () => Promise<ModelModule>;
  /** Variables that may hold the key; the first that is set wins, the first of all is named in errors. */
  readonly keys: readonly string[];
  /** Variables of another way to sign in; one that is set makes a key unnecessary. */
  readonly signIn?: readonly string[];
  /** True where a key is welcome but not needed. */
  readonly keyOptional?: true;
  /** Variable that moves the provider elsewhere, and where it is otherwise. */
  readonly baseUrlEnv?: string;
  readonly baseUrl?: string;
  /** Hosts of the provider itself, which its key may always go to. */
  readonly hosts: RegExp;
  /** Settings that the package takes from variables, by the setting's name. */
  readonly settings?: { readonly [setting: string]: string };
  /** Settings that are always the same. */
  readonly fixed?: { readonly [setting: string]: string | boolean };
}

const NO_HOST = /^$/;

export const MODEL_PACKAGES: readonly ModelPackage[] = [
  {
    provider: 'openai',
    package: '@ai-sdk/openai',
    factory: 'createOpenAI',
    load: () => import('@ai-sdk/openai'),
    keys: ['OPENAI_API_KEY'],
    baseUrlEnv: 'OPENAI_BASE_URL',
    baseUrl: 'https://api.openai.com/v1',
    hosts: /^([a-z]+\.)?api\.openai\.com$/,
  },
  {
    provider: 'anthropic',
    package: '@ai-sdk/anthropic',
    factory: 'createAnthropic',
    load: () => import('@ai-sdk/anthropic'),
    keys: ['ANTHROPIC_API_KEY'],
    baseUrlEnv: 'ANTHROPIC_BASE_URL',
    baseUrl: 'https://api.anthropic.com/v1',
    hosts: /^api\.anthropic\.com$/,
  },
  {
    provider: 'openai-compatible',
    package: '@ai-sdk/openai-compatible',
    factory: 'createOpenAICompatible',
    load: () => import('@ai-sdk/openai-compatible'),
    keys: [],
    keyOptional: true,
    hosts: NO_HOST,
    fixed: { name: 'openaiCompatible', includeUsage: true },
  },
  {
    provider: 'google',
    package: '@ai-sdk/google',
    factory: 'createGoogleGenerativeAI',
    keys: ['GOOGLE_GENERATIVE_AI_API_KEY', 'GOOGLE_API_KEY', 'GEMINI_API_KEY'],
    hosts: /^generativelanguage\.googleapis\.com$/,
  },
  {
    provider: 'mistral',
    package: '@ai-sdk/mistral',
    factory: 'createMistral',
    keys: ['MISTRAL_API_KEY'],
    hosts: /^api\.mistral\.ai$/,
  },
  {
    provider: 'groq',
    package: '@ai-sdk/groq',
    factory: 'createGroq',
    keys: ['GROQ_API_KEY'],
    hosts: /^api\.groq\.com$/,
  },
  {
    provider: 'xai',
    package: '@ai-sdk/xai',
    factory: 'createXai',
    keys: ['XAI_API_KEY'],
    hosts: /^api\.x\.ai$/,
  },
  {
    provider: 'deepseek',
    package: '@ai-sdk/deepseek',
    factory: 'createDeepSeek',
    keys: ['DEEPSEEK_API_KEY'],
    hosts: /^api\.deepseek\.com$/,
  },
  {
    provider: 'cohere',
    package: '@ai-sdk/cohere',
    factory: 'createCohere',
    keys: ['COHERE_API_KEY'],
    hosts: /^api\.cohere\.(com|ai)$/,
  },
  {
    provider: 'perplexity',
    package: '@ai-sdk/perplexity',
    factory: 'createPerplexity',
    keys: ['PERPLEXITY_API_KEY'],
    hosts: /^api\.perplexity\.ai$/,
  },
  {
    provider: 'togetherai',
    package: '@ai-sdk/togetherai',
    factory: 'createTogetherAI',
    keys: ['TOGETHER_API_KEY', 'TOGETHER_AI_API_KEY'],
    hosts: /^api\.together\.(xyz|ai)$/,
  },
  {
    provider: 'fireworks',
    package: '@ai-sdk/fireworks',
    factory: 'createFireworks',
    keys: ['FIREWORKS_API_KEY'],
    hosts: /^api\.fireworks\.ai$/,
  },
  {
    provider: 'cerebras',
    package: '@ai-sdk/cerebras',
    factory: 'createCerebras',
    keys: ['CEREBRAS_API_KEY'],
    hosts: /^api\.cerebras\.ai$/,
  },
  {
    provider: 'openrouter',
    package: '@openrouter/ai-sdk-provider',
    factory: 'createOpenRouter',
    keys: ['OPENROUTER_API_KEY'],
    hosts: /^openrouter\.ai$/,
  },
  {
    provider: 'huggingface',
    package: '@ai-sdk/huggingface',
    factory: 'createHuggingFace',
    keys: ['HUGGINGFACE_API_KEY', 'HF_TOKEN', 'HF_API_TOKEN'],
    hosts: /^router\.huggingface\.co$/,
  },
  {
    provider: 'gateway',
    package: '@ai-sdk/gateway',
    factory: 'createGateway',
    keys: ['AI_GATEWAY_API_KEY'],
    hosts: /^ai-gateway\.vercel\.sh$/,
  },
  {
    provider: 'azure',
    package: '@ai-sdk/azure',
    factory: 'createAzure',
    keys: ['AZURE_API_KEY', 'AZURE_OPENAI_API_KEY'],
    hosts: /^[a-z0-9-]+\.(openai|cognitiveservices|services\.ai)\.azure\.com$/,
    settings: { resourceName: 'AZURE_RESOURCE_NAME' },
  },
  {
    provider: 'amazon-bedrock',
    package: '@ai-sdk/amazon-bedrock',
    factory: 'createAmazonBedrock',
    keys: ['AWS_BEARER_TOKEN_BEDROCK'],
    signIn: ['AWS_ACCESS_KEY_ID'],
    baseUrlEnv: 'AWS_ENDPOINT_URL',
    hosts: /^bedrock-[a-z-]+\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/,
    settings: {
      region: 'AWS_REGION',
      accessKeyId: 'AWS_ACCESS_KEY_ID',
      secretAccessKey: 'AWS_SECRET_ACCESS_KEY',
      sessionToken: 'AWS_SESSION_TOKEN',
    },
  },
  {
    provider: 'google-vertex',
    package: '@ai-sdk/google-vertex',
    factory: 'createVertex',
    keys: ['GOOGLE_VERTEX_API_KEY'],
    keyOptional: true, // signs in with the machine's Google credentials
    hosts: /^([a-z0-9-]+\.)*googleapis\.com$/,
    settings: { project: 'GOOGLE_VERTEX_PROJECT', location: 'GOOGLE_VERTEX_LOCATION' },
  },
];

/** The package of a provider, by its name. */
export function findModelPackage(provider: string): ModelPackage | undefined {
  return MODEL_PACKAGES.find((entry) => entry.provider === provider);
}
