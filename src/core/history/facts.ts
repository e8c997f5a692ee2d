/** What a decision stood on, beside its figures: which examples, and what each candidate was then. */
import type { Rates } from '../prices/price.ts';

export interface CandidateFacts {
  readonly name: string;
  /** Candidate id: another prompt, model or parameter is another id. */
  readonly id: string;
  /** `openai:gpt-5-mini`; absent of what is no model. */
  readonly model?: string;
  /** SHA-256 of the prompt's text, and of the parameters as JSON; absent where there are none. */
  readonly prompt?: string;
  readonly params?: string;
  /** USD per 1,000,000 tokens, and whose word it is; absent where it is not known. */
  readonly price?: Pick<Rates, 'input' | 'output'>;
  readonly priceFrom?: string;
  /** The versions that answered, as they name themselves, the most outputs first; absent where none did. */
  readonly servedBy?: readonly { readonly version: string; readonly outputs: number }[];
  /**
   * What it counts as on each example, in the order of `examples` and the unit of what decides, to four digits; null
   * where it is not rated.
   */
  readonly values: readonly (number | null)[];
}

export interface DecisionFacts {
  /** What the raters were asked, and the SHA-256 of their guide; absent in decisions of older versions. */
  readonly asked?: { readonly question: string; readonly guide?: string };
  /** Ids of the examples that decided, sorted. */
  readonly examples: readonly string[];
  /** In the order of the config. */
  readonly candidates: readonly CandidateFacts[];
}

/** The same facts without examples that are gone, and what they were worth; the same object where none is. */
export function factsWithout(facts: DecisionFacts, gone: ReadonlySet<string>): DecisionFacts {
  const stays = facts.examples.map((id) => !gone.has(id));
  if (!stays.includes(false)) return facts;
  return {
    ...facts,
    examples: facts.examples.filter((_, i) => stays[i]),
    candidates: facts.candidates.map((one) => ({ ...one, values: one.values.filter((_, i) => stays[i]) })),
  };
}
