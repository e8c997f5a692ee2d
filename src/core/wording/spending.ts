/** What of price and time stands in no table of a narrow report, in sentences. */
import type { CandidateDecision, Decision } from '../decision.ts';
import { visibleLine } from '../visible.ts';
import { candidateCells } from './candidates.ts';

/** The cost of acceptable answers, and the time to the first token, where they are known. */
export function spendingLines({ candidates }: Decision): readonly string[] {
  const line = (lead: string, key: 'costPerAcceptable' | 'firstToken'): readonly string[] => {
    const known = candidates.flatMap((candidate: CandidateDecision) => {
      const figure = candidateCells(candidate)[key];
      return figure === 'unknown' ? [] : [`${visibleLine(candidate.name)} ${figure}`];
    });
    return known.length === 0 ? [] : [`${lead}: ${known.join(', ')}`];
  };
  return [
    ...line('Cost of 1,000 acceptable answers', 'costPerAcceptable'),
    ...line('First token, for half of the answers and for 95 %', 'firstToken'),
  ];
}
