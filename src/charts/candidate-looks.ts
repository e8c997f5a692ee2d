/** The same candidate looks the same in every chart. */
import type { Decision } from '../core/decision.ts';
import { candidateColours } from './colours.ts';

const SYMBOLS = ['circle', 'square', 'triangle', 'diamond'] as const;
export type CandidateSymbol = (typeof SYMBOLS)[number];

export interface CandidateLook {
  readonly colour: string;
  readonly symbol: CandidateSymbol;
}

/** Four colours, then the same four with the next shape, in the order of the config. */
export function candidateLook({ candidates }: Pick<Decision, 'candidates'>, name: string): CandidateLook {
  const index = Math.max(
    0,
    candidates.findIndex((one) => one.name === name),
  );
  return {
    colour: candidateColours[index % candidateColours.length]!,
    symbol: SYMBOLS[Math.floor(index / candidateColours.length) % SYMBOLS.length]!,
  };
}
