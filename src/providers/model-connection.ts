/** A model made ready to be called: its package loaded, its key found, its address settled. Throws before any call. */
import type { ModelTarget } from '../core/candidate.ts';
import { FieldtestError, messageOf } from '../core/errors.ts';
import type { EmbeddingTarget, ProviderContext } from '../core/plugins.ts';
import { installedPackage } from './installed-package.ts';
import { modelFetch } from './model-fetch.ts';
import { findModelPackage, MODEL_PACKAGES, type ModelModule, type ModelPackage } from './model-packages.ts';
import type { SpecModel } from './model-spec.ts';

interface ModelConnection {
  readonly model: SpecModel;
  /** The key's value, to be kept out of messages. */
  readonly key?: string;
  /** The variable that holds it. */
  readonly keyName?: string;
}

/** A provider of the AI SDK, called for its chat models; embedding models go by two names. */
interface SpecProvider {
  (model: string): SpecModel;
  readonly embeddingModel?: (model: string) => unknown;
  readonly textEmbeddingModel?: (model: string) => unknown;
}

interface ProviderConnection {
  readonly provider: SpecProvider;
  readonly entry: ModelPackage;
  /** The key's value, to be kept out of messages, and the variable that holds it. */
  readonly key?: { readonly name: string; readonly value: string };
}

/** Errors: unknown provider or package missing (`model`), no key (`key`), no or a wrong address (`config`). */
export async function connectProvider(
  name: string,
  target: EmbeddingTarget,
  { env, projectDir }: Pick<ProviderContext, 'env' | 'projectDir'>,
): Promise<ProviderConnection> {
  const entry = findModelPackage(target.provider);
  if (entry === undefined) throw unknownProvider(target.provider);
  const baseUrl = addressOf(name, entry, { target, env });
  const key = keyOf(name, entry, { target, env });
  const module = await loadModule(entry, projectDir);
  const factory = module[entry.factory];
  if (typeof factory !== 'function') {
    throw new FieldtestError(
      'model',
      `${entry.package} has no ${entry.factory}, so its version does not fit`,
      `npm install ${entry.package}@latest`,
    );
  }
  const origin = baseUrl === undefined ? undefined : new URL(baseUrl).origin;
  const settings = Object.entries(entry.settings ?? {}).map(([setting, variable]) => [
    setting,
    env[variable],
  ]);
  const provider = factory({
    ...Object.fromEntries(settings.filter(([, value]) => value !== undefined && value !== '')),
    ...entry.fixed,
    ...(key === undefined ? {} : { apiKey: key.value }),
    ...(baseUrl === undefined ? {} : { baseURL: baseUrl }),
    fetch: await modelFetch(
      (url) => url.origin === origin || (origin === undefined && entry.hosts.test(url.hostname)),
    ),
  }) as unknown as SpecProvider;
  return { provider, entry, ...(key === undefined ? {} : { key }) };
}

/** Errors: those of `connectProvider`, and `model` for a name that the package does not take. */
export async function connectModel(
  name: string,
  target: ModelTarget,
  context: Pick<ProviderContext, 'env' | 'projectDir'>,
): Promise<ModelConnection> {
  const { provider, entry, key } = await connectProvider(name, target, context);
  try {
    const model = provider(target.model);
    if (!/^v[2-4]$/.test(model.specificationVersion)) {
      throw new Error(`${entry.package} speaks ${model.specificationVersion} of the AI SDK's specification`);
    }
    return key === undefined ? { model } : { model, key: key.value, keyName: key.name };
  } catch (error) {
    throw new FieldtestError(
      'model',
      `${name} cannot be set up: ${messageOf(error)}`,
      `Check the model name, or update: npm install ${entry.package}@latest`,
    );
  }
}

/** The variable that holds a candidate's key; undefined where it needs none. Throws FieldtestError('key') as a run would. */
export function keyVariable(
  name: string,
  target: ModelTarget,
  env: ProviderContext['env'],
): string | undefined {
  const entry = findModelPackage(target.provider);
  return entry === undefined ? undefined : keyOf(name, entry, { target, env })?.name;
}

function unknownProvider(provider: string): FieldtestError {
  const known = MODEL_PACKAGES.map((entry) => entry.provider).join(', ');
  return new FieldtestError(
    'model',
    `no model provider is called "${provider}"`,
    `Known: ${known}. A server that speaks OpenAI's API is openai-compatible, with a baseUrl.`,
  );
}

function addressOf(
  name: string,
  entry: ModelPackage,
  { target, env }: { target: EmbeddingTarget; env: ProviderContext['env'] },
): string | undefined {
  const fromEnv = entry.baseUrlEnv === undefined ? undefined : env[entry.baseUrlEnv] || undefined;
  const baseUrl = target.baseUrl ?? fromEnv ?? entry.baseUrl;
  if (baseUrl === undefined) {
    if (entry.provider !== 'openai-compatible') return undefined;
    throw new FieldtestError(
      'config',
      `${name} has no baseUrl, so there is no server to ask`,
      'Add one to the candidate: baseUrl: http://127.0.0.1:8080/v1',
    );
  }
  if (!URL.canParse(baseUrl) || !/^https?:/i.test(baseUrl)) {
    const where = target.baseUrl === undefined ? entry.baseUrlEnv : `the baseUrl of ${name}`;
    throw new FieldtestError(
      'config',
      `${where} is not an http address: ${baseUrl}`,
      'Write it whole, such as http://127.0.0.1:8080/v1.',
    );
  }
  const { username, password } = new URL(baseUrl);
  if (username !== '' || password !== '') {
    throw new FieldtestError(
      'config',
      `the baseUrl of ${name} holds a user or password`,
      'Leave them out, and name the variable that holds the key: apiKeyEnv: MY_KEY',
    );
  }
  return baseUrl;
}

function keyOf(
  name: string,
  entry: ModelPackage,
  { target, env }: { target: EmbeddingTarget; env: ProviderContext['env'] },
): { readonly name: string; readonly value: string } | undefined {
  const names = target.apiKeyEnv === undefined ? entry.keys : [target.apiKeyEnv];
  const found = names.find((variable) => env[variable]);
  if (found === undefined) {
    const signedIn = entry.keyOptional === true || (entry.signIn ?? []).some((variable) => env[variable]);
    if (target.apiKeyEnv === undefined && signedIn) return undefined;
    const others = names.slice(1).map((variable) => ` or ${variable}`);
    throw new FieldtestError(
      'key',
      `no API key for ${entry.provider}: ${names[0]} is not set`,
      `Set it: export ${names[0]}=...${others.length === 0 ? '' : ` (${others.join('').trim()} will do)`}`,
    );
  }
  if (target.apiKeyEnv === undefined && target.baseUrl !== undefined)
    guardKey(name, entry, { found, target });
  const value = env[found]!;
  if (!/^[\x21-\x7e]+$/.test(value)) {
    throw new FieldtestError(
      'key',
      `${found} holds a space, a line break or a letter that no key has`,
      `Set it again, without what stands around the key: export ${found}=...`,
    );
  }
  return { name: found, value };
}

/** True for a host name of this very machine. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/** A config may come from someone else: it must not be able to have a provider's key sent to its own server. */
function guardKey(
  name: string,
  entry: ModelPackage,
  { found, target }: { found: string; target: EmbeddingTarget },
): void {
  const { hostname, origin } = new URL(target.baseUrl!);
  if (isLoopback(hostname) || entry.hosts.test(hostname)) return;
  throw new FieldtestError(
    'key',
    `${found} belongs to ${entry.provider} and is not sent to ${origin}, the baseUrl of ${name}`,
    'Name the variable with the key for that address: apiKeyEnv: MY_KEY',
  );
}

async function loadModule(entry: ModelPackage, projectDir: string): Promise<ModelModule> {
  if (entry.load !== undefined) return entry.load();
  const url = installedPackage(entry.package, projectDir);
  if (url === undefined) {
    throw new FieldtestError(
      'model',
      `${entry.provider} models need the package ${entry.package}, which is not installed`,
      `npm install ${entry.package}`,
    );
  }
  try {
    return (await import(url)) as ModelModule;
  } catch (error) {
    throw new FieldtestError(
      'model',
      `${entry.package} cannot be loaded: ${messageOf(error)}`,
      `npm install ${entry.package}@latest`,
      { cause: error },
    );
  }
}
