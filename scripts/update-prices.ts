/**
 * `npm run prices:update [-- FILE] [--as-of DATE]`: writes src/open/prices.json from https://models.dev/api.json, or
 * from a copy of it, and says what has changed. The same facts give the same bytes.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Catalogue, CatalogueEntry } from '../src/core/prices/catalogue.ts';
import type { Rates, Tier } from '../src/core/prices/price.ts';

const SOURCE = 'https://models.dev/api.json';
const LICENCE = 'MIT, Copyright (c) 2025 models.dev, https://github.com/sst/models.dev';

/**
 * Our providers (src/providers/model-packages.ts) by their name at models.dev. Not `huggingface`: its router chooses who
 * answers, at that one's price. Not `openai-compatible`: it may be anybody.
 */
const PROVIDERS: { readonly [theirs: string]: string } = {
  'amazon-bedrock': 'amazon-bedrock',
  anthropic: 'anthropic',
  azure: 'azure',
  cerebras: 'cerebras',
  cohere: 'cohere',
  deepseek: 'deepseek',
  'fireworks-ai': 'fireworks',
  google: 'google',
  'google-vertex': 'google-vertex',
  groq: 'groq',
  mistral: 'mistral',
  openai: 'openai',
  openrouter: 'openrouter',
  perplexity: 'perplexity',
  togetherai: 'togetherai',
  vercel: 'gateway',
  xai: 'xai',
};

/** What we read of an entry; anything in it may be missing or of another type. */
interface TheirModel {
  readonly modalities?: { readonly output?: readonly string[] };
  readonly limit?: { readonly context?: unknown; readonly output?: unknown };
  readonly cost?: TheirRates & {
    readonly tiers?: readonly (TheirRates & { readonly tier?: { type?: string; size?: unknown } })[];
    readonly context_over_200k?: TheirRates;
  };
}

interface TheirRates {
  readonly input?: unknown;
  readonly output?: unknown;
  readonly cache_read?: unknown;
  readonly cache_write?: unknown;
  readonly reasoning?: unknown;
}

type TheirCatalogue = {
  readonly [provider: string]: { readonly models?: { readonly [id: string]: TheirModel } };
};

function catalogueOf(theirs: TheirCatalogue, asOf: string): Catalogue {
  const providers = Object.entries(PROVIDERS)
    .sort(([, a], [, b]) => (a < b ? -1 : 1))
    .map(([name, ours]) => {
      const models = Object.entries(theirs[name]?.models ?? {}).flatMap(([id, model]) => {
        const entry = entryOf(model);
        // An id is shown in reports; one with control characters is a mistake or worse.
        return entry === undefined || !/^[!-~]{1,120}$/.test(id) ? [] : [[id, entry] as const];
      });
      if (models.length === 0)
        throw new Error(`${SOURCE} has no prices of ${name} any more: look at it by hand`);
      return [ours, Object.fromEntries(models.sort(([a], [b]) => (a < b ? -1 : 1)))] as const;
    });
  return { asOf, source: SOURCE, licence: LICENCE, providers: Object.fromEntries(providers) };
}

/** Undefined for what writes no text or has no whole price. */
function entryOf({ modalities, limit, cost = {} }: TheirModel): CatalogueEntry | undefined {
  const rates = ratesOf(cost);
  if (rates.input === undefined || rates.output === undefined) return undefined;
  if (modalities?.output?.includes('text') !== true) return undefined;
  const { reasoning, ...plain } = rates;
  const tiers = tiersOf(cost);
  const context = whole(limit?.context);
  const output = whole(limit?.output);
  return {
    ...(plain as Rates),
    // Reasoning at the price of output is what everybody does.
    ...(reasoning === undefined || reasoning === rates.output ? {} : { reasoning }),
    ...(tiers.length === 0 ? {} : { tiers }),
    ...(context === undefined && output === undefined
      ? {}
      : {
          limit: {
            ...(context === undefined ? {} : { context }),
            ...(output === undefined ? {} : { output }),
          },
        }),
  };
}

function tiersOf(cost: NonNullable<TheirModel['cost']>): readonly Tier[] {
  const listed = (cost.tiers ?? []).flatMap(({ tier, ...rates }) => {
    const size = tier?.type === 'context' ? whole(tier.size) : undefined;
    // Some say "from 200,001", the others "over 200,000".
    return size === undefined ? [] : [{ over: size % 1000 === 1 ? size - 1 : size, ...ratesOf(rates) }];
  });
  const old = cost.context_over_200k;
  const tiers = listed.length > 0 || old === undefined ? listed : [{ over: 200_000, ...ratesOf(old) }];
  return tiers
    .filter(({ input, output }) => input !== undefined && output !== undefined)
    .sort((a, b) => a.over - b.over);
}

/** Without what is 0, which may mean free of charge, or not known. */
function ratesOf(theirs: TheirRates): Partial<Rates> {
  const { input, output, cache_read: cacheRead, cache_write: cacheWrite, reasoning } = theirs;
  const rates = { input, output, cacheRead, cacheWrite, reasoning };
  return Object.fromEntries(
    Object.entries(rates).filter(([, rate]) => typeof rate === 'number' && Number.isFinite(rate) && rate > 0),
  );
}

function whole(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : undefined;
}

/** One line a model, so that a change of price is one line of a diff. */
function textOf({ providers, ...head }: Catalogue): string {
  const blocks = Object.entries(providers).map(([provider, models]) => {
    const lines = Object.entries(models).map(
      ([id, entry]) => `${JSON.stringify(id)}:${JSON.stringify(entry)}`,
    );
    return `${JSON.stringify(provider)}:{\n${lines.join(',\n')}\n}`;
  });
  const facts = Object.entries(head).map(
    ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)},`,
  );
  return `{\n${facts.join('\n')}\n"providers":{\n${blocks.join(',\n')}\n}\n}\n`;
}

function changes(before: Catalogue | undefined, after: Catalogue): readonly string[] {
  const rows = (catalogue: Catalogue | undefined) =>
    new Map(
      Object.entries(catalogue?.providers ?? {}).flatMap(([provider, models]) =>
        Object.entries(models).map(([id, entry]) => [`${provider}/${id}`, JSON.stringify(entry)] as const),
      ),
    );
  const [old, now] = [rows(before), rows(after)];
  const added = [...now.keys()].filter((name) => !old.has(name));
  const gone = [...old.keys()].filter((name) => !now.has(name));
  const changed = [...now].filter(([name, entry]) => old.has(name) && old.get(name) !== entry);
  return [
    `${now.size} models as of ${after.asOf}; before: ${old.size} as of ${before?.asOf ?? 'never'}`,
    `${added.length} added, ${gone.length} gone, ${changed.length} changed`,
    ...(before === undefined
      ? []
      : [...added.map((name) => `+ ${name}`), ...gone.map((name) => `- ${name}`)]),
    ...changed.map(([name, entry]) => `~ ${name}\n    ${old.get(name)}\n    ${entry}`),
  ];
}

async function read(place: string): Promise<TheirCatalogue> {
  if (!/^https?:/.test(place)) return JSON.parse(readFileSync(place, 'utf8')) as TheirCatalogue;
  const response = await fetch(place, { signal: AbortSignal.timeout(60_000) }).catch((error: unknown) => {
    throw new Error(`${place} cannot be reached; a copy of it will do: npm run prices:update -- FILE`, {
      cause: error,
    });
  });
  if (!response.ok) throw new Error(`${place} answers ${response.status}`);
  return (await response.json()) as TheirCatalogue;
}

function known(file: string): Catalogue | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Catalogue;
  } catch {
    return undefined;
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'as-of': { type: 'string' },
    out: { type: 'string', default: join(import.meta.dirname, '../src/open/prices.json') },
  },
});
const [place = SOURCE] = positionals;
const asOf = values['as-of'] ?? (place === SOURCE ? new Date().toISOString().slice(0, 10) : '');
if (!/^20\d\d-\d\d-\d\d$/.test(asOf)) {
  console.error('A copy does not say how old it is: --as-of YYYY-MM-DD');
  process.exitCode = 2;
} else {
  try {
    const after = catalogueOf(await read(place), asOf);
    console.log(changes(known(values.out), after).join('\n'));
    writeFileSync(values.out, textOf(after));
  } catch (error) {
    console.error(String(error));
    process.exitCode = 1;
  }
}
