/** Price: what a model's tokens cost, and whose word that is. */

/** USD per 1,000,000 tokens. What is absent is charged as the plain tokens that it is a part of. */
export interface Rates {
  /** Input that no cache gave. */
  readonly input: number;
  /** Output, reasoning included unless that has its own. */
  readonly output: number;
  /** Input that the provider's cache gave; absent: as `input`. */
  readonly cacheRead?: number;
  /** Input that was written to the provider's cache; absent: as `input`. */
  readonly cacheWrite?: number;
  /** Output that nobody sees; absent: as `output`. */
  readonly reasoning?: number;
}

export interface Price extends Rates {
  /** Other rates for calls with a long input, by ascending `over`. */
  readonly tiers?: readonly Tier[];
}

/** Holds for the whole of a call whose input, cached or not, has more than `over` tokens. */
export interface Tier extends Partial<Rates> {
  readonly over: number;
}

/** What a model takes and gives at most, in tokens. */
export interface TokenLimits {
  readonly context?: number;
  readonly output?: number;
}

/** Whose price it is: the config's, the catalogue's, or the one laid over the other. */
export interface PriceOrigin {
  readonly config: boolean;
  readonly catalogue?: {
    /** The day that the catalogue's facts are of, `2026-09-30`. */
    readonly asOf: string;
    /** The entry that was found, `openai/gpt-5-mini`. */
    readonly entry: string;
  };
}

/** The rates for a call with so many input tokens. */
export function ratesFor({ tiers = [], ...base }: Price, inputTokens: number): Rates {
  const { over: _over, ...tier } = tiers.findLast(({ over }) => inputTokens > over) ?? { over: 0 };
  return { ...base, ...tier };
}

/** True when no call can cost anything. */
export function isFree({ tiers = [], ...base }: Price): boolean {
  return [base, ...tiers].every(({ input = 0, output = 0, cacheRead = 0, cacheWrite = 0, reasoning = 0 }) =>
    [input, output, cacheRead, cacheWrite, reasoning].every((rate) => rate === 0),
  );
}

/** `config`, `catalogue of 2026-09-30`, `config over catalogue of 2026-09-30`. */
export function originText({ config, catalogue }: PriceOrigin): string {
  if (catalogue === undefined) return 'config';
  return `${config ? 'config over ' : ''}catalogue of ${catalogue.asOf}`;
}
