/** The price catalogue: which entry a model has. A wrong price is worse than none, so nothing is guessed. */
import type { Price, TokenLimits } from './price.ts';

/** What `src/open/prices.json` holds; `scripts/update-prices.ts` writes it. */
export interface Catalogue {
  /** The day that the facts are of. */
  readonly asOf: string;
  readonly source: string;
  readonly licence: string;
  readonly providers: { readonly [provider: string]: { readonly [model: string]: CatalogueEntry } };
}

export interface CatalogueEntry extends Price {
  readonly limit?: TokenLimits;
}

export interface FoundEntry {
  /** `openai/gpt-5-mini`. */
  readonly name: string;
  readonly price: Price;
  readonly limit: TokenLimits;
}

/**
 * The entry of a provider's model: its own; else the one of the model that it is a dated version of
 * (`gpt-5-mini-2025-08-07`); else that of its dated versions, when all of them cost the same. Whatever else a name
 * says (a region, a routing variant, a fine-tuned model) may have its own price, so it is not taken off.
 */
export function findEntry(catalogue: Catalogue, provider: string, model: string): FoundEntry | undefined {
  if (!Object.hasOwn(catalogue.providers, provider)) return undefined;
  const models = catalogue.providers[provider]!;
  const found = (id: string): FoundEntry => {
    const { limit = {}, ...price } = models[id]!;
    return { name: `${provider}/${id}`, price, limit };
  };
  if (Object.hasOwn(models, model)) return found(model);
  const asked = model.toLowerCase();
  const ids = Object.keys(models);
  const named = (name: string) => ids.find((id) => id.toLowerCase() === name);
  const own = named(asked) ?? named(undated(asked)) ?? named(`${undated(asked)}@default`);
  if (own !== undefined) return found(own);
  const versions = ids.filter((id) => undated(id.toLowerCase()) === asked);
  const prices = new Set(versions.map((id) => JSON.stringify(models[id])));
  return prices.size === 1 ? found(versions.at(-1)!) : undefined;
}

/** Without the date of a version: `-2025-08-07`, `-20250929`, `@20250929`, `-20250929-v1:0`, `@default`. */
function undated(id: string): string {
  return id.replace(/(-20\d\d-\d\d-\d\d|[-@]20\d{6}(-v\d+(:\d+)?)?|@default)$/, '');
}
