/** What trying a new candidate asks of a rater, and what its price would make of what others used. */

/** What a rater is asked for the sake of a new candidate. */
export interface Asked {
  /** Output texts that nobody has rated. */
  readonly ratings: number;
  /** Outputs of before, again and blind. */
  readonly anchors: number;
  /** Hidden repeats and what warms up. */
  readonly extras: number;
  /** Distinct texts of the candidate that need no rating: an old output says the same, and was rated. */
  readonly known: number;
}

export interface PriceOnly {
  readonly candidate: string;
  /** USD per 1,000,000 tokens, and whose word that is. */
  readonly price: { readonly input: number; readonly output: number };
  readonly priceFrom: string;
  /** What the tokens that others used cost per 1,000 examples: with them, and with the new one. */
  readonly tokensOf: readonly {
    readonly name: string;
    readonly incumbent: boolean;
    /** Outputs whose tokens are known. */
    readonly outputs: number;
    readonly costPer1000Usd: number;
    readonly withCandidateUsd: number;
  }[];
}
