/** Gives each candidate its price: the config's, laid field by field over the catalogue's. Unknown stays unknown. */
import { readFile } from 'node:fs/promises';
import type { ModelTarget } from '../core/candidate.ts';
import type { CandidateEntry } from '../core/config.ts';
import { FieldtestError } from '../core/errors.ts';
import { isJsonObject } from '../core/json.ts';
import { type Catalogue, type FoundEntry, findEntry } from '../core/prices/catalogue.ts';
import type { Price, PriceOrigin } from '../core/prices/price.ts';
import { findModelPackage, MODEL_PACKAGES } from '../providers/model-packages.ts';
import type { ReadConfig } from './read-config.ts';
import type { ResolvedCandidate } from './resolve-candidates.ts';

type GivenPrice = NonNullable<CandidateEntry['price']>;

/** The same candidates with their prices; throws where the config gives half a price that nothing completes. */
export async function priceCandidates(
  read: ReadConfig,
  resolved: readonly ResolvedCandidate[],
  env: NodeJS.ProcessEnv,
): Promise<readonly ResolvedCandidate[]> {
  const { candidates } = read.config;
  if (candidates.every(({ model, price }) => model === undefined && price === undefined)) return resolved;
  const catalogue = await loadCatalogue();
  return resolved.map((one, index) => {
    const { candidate } = one;
    const given = candidates[index]!.price;
    const found = candidate.target.kind === 'model' ? lookUp(catalogue, candidate.target, env) : undefined;
    const merged = merge(given, found?.price);
    if (given !== undefined && merged === undefined) {
      throw new FieldtestError(
        'config',
        `${read.where(['candidates', index, 'price'])}: the price of "${candidate.name}" needs \`${given.input === undefined ? 'input' : 'output'}\` too, since the catalogue does not know it`,
        'Write price: { input: USD, output: USD }   # per 1M tokens',
      );
    }
    return {
      ...one,
      candidate: {
        ...candidate,
        ...(found === undefined ? {} : { tokenLimits: found.limit }),
        ...(merged === undefined ? {} : { price: merged.price }),
        ...(merged === undefined
          ? {}
          : { priceOrigin: { config: given !== undefined, ...from(merged, found) } }),
      },
    };
  });

  function from({ completed }: Merged, found: FoundEntry | undefined): Pick<PriceOrigin, 'catalogue'> {
    return completed ? { catalogue: { asOf: catalogue.asOf, entry: found!.name } } : {};
  }
}

/** Read when a project has prices: the page and most commands do without it. Lies beside this file, also in `dist`. */
async function loadCatalogue(): Promise<Catalogue> {
  return JSON.parse(await readFile(new URL('./prices.json', import.meta.url), 'utf8')) as Catalogue;
}

/** The entry of the model where it is really asked, which may be somewhere else than its provider's own address. */
function lookUp(catalogue: Catalogue, target: ModelTarget, env: NodeJS.ProcessEnv): FoundEntry | undefined {
  const provider = billedBy(target, env);
  if (provider === undefined || hasOwnRate(target)) return undefined;
  return findEntry(catalogue, provider, target.model);
}

/** Whose bill it will be; undefined for an address that is no provider's: a server of one's own, a proxy. */
function billedBy({ provider, baseUrl }: ModelTarget, env: NodeJS.ProcessEnv): string | undefined {
  const own = findModelPackage(provider);
  const address = baseUrl ?? (own?.baseUrlEnv === undefined ? undefined : env[own.baseUrlEnv]);
  if (address === undefined || address === '') return provider;
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  // A regional address (eu.api.openai.com) has prices of its own.
  if (/^[a-z]+\.api\.openai\.com$/.test(host)) return undefined;
  if (own?.hosts.test(host)) return provider;
  return MODEL_PACKAGES.find(({ hosts }) => hosts.test(host))?.provider;
}

/** Faster or later service than the standard one is billed at other rates. */
function hasOwnRate({ params: { providerOptions = {} } }: ModelTarget): boolean {
  return Object.values(providerOptions).some((options) => {
    if (!isJsonObject(options)) return false;
    const service = options.serviceTier ?? options.service_tier ?? 'auto';
    const standard = ['auto', 'default', 'standard', 'standard_only', 'on_demand'].includes(String(service));
    return !standard || (options.speed ?? 'standard') !== 'standard';
  });
}

interface Merged {
  readonly price: Price;
  /** Whether the catalogue gave any of it. */
  readonly completed: boolean;
}

/**
 * What the config gives, and of the catalogue's what it leaves open. A config that gives input or output means a price
 * without tiers unless it names some; an input that is free of charge is so too from a cache.
 */
function merge(given: GivenPrice | undefined, known: Price | undefined): Merged | undefined {
  if (given === undefined) return known && { price: known, completed: true };
  const own = {
    ...(given.input === 0 ? { cacheRead: 0, cacheWrite: 0 } : {}),
    ...(given.output === 0 ? { reasoning: 0 } : {}),
    ...(given.input === undefined && given.output === undefined ? {} : { tiers: [] }),
    ...given,
  };
  const { tiers, ...rates } = { ...known, ...own };
  const { input, output } = rates;
  if (input === undefined || output === undefined) return undefined;
  return {
    price: { ...rates, input, output, ...(tiers === undefined || tiers.length === 0 ? {} : { tiers }) },
    completed: Object.keys(known ?? {}).some((key) => !Object.hasOwn(own, key)),
  };
}
