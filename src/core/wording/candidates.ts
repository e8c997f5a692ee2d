/** A candidate's figures as the cells of a table, the same in every report. */
import type { CandidateDecision, Decision } from '../decision.ts';
import { costSources } from './cost-sources.ts';
import { failures, interval, milliseconds, percent, rating, usd, wholePercent } from './figures.ts';

/** A figure, and the range that it lies in. */
export interface FigureCell {
  readonly figure: string;
  readonly range?: string;
}

export interface CandidateCells {
  readonly rated: string;
  readonly rating: FigureCell;
  readonly acceptable: FigureCell;
  /** USD per 1,000 examples. */
  readonly cost: string;
  /** USD per 1,000 acceptable answers. */
  readonly costPerAcceptable: string;
  /** Half of the answers, and 95 % of them. */
  readonly time: string;
  readonly firstToken: string;
  /** `47 of 50`: what the first attempt gave. */
  readonly firstAttempt: string;
  readonly failed: string;
}

const NONE: FigureCell = { figure: 'none' };

export function candidateCells(candidate: CandidateDecision): CandidateCells {
  const { n, acceptable, costPer1000Usd, costPerAcceptableUsd, latencyMs, firstTokenMs, firstAttempts } =
    candidate;
  return {
    rated: String(n),
    rating:
      candidate.rating === undefined
        ? NONE
        : { figure: rating(candidate.rating.mean), range: interval(candidate.rating.interval, rating) },
    acceptable:
      acceptable === undefined
        ? NONE
        : { figure: percent(acceptable.rate), range: interval(acceptable.interval, wholePercent) },
    cost: costPer1000Usd === undefined ? 'unknown' : usd(costPer1000Usd),
    costPerAcceptable:
      costPerAcceptableUsd !== undefined
        ? usd(1000 * costPerAcceptableUsd)
        : costPer1000Usd !== undefined && acceptable?.rate === 0
          ? 'none acceptable'
          : 'unknown',
    time: times(latencyMs),
    firstToken: times(firstTokenMs),
    firstAttempt: firstAttempts === undefined ? 'unknown' : `${firstAttempts.answered} of ${firstAttempts.n}`,
    failed: failures(candidate),
  };
}

function times(of: { readonly p50: number; readonly p95: number } | undefined): string {
  return of === undefined ? 'unknown' : `${milliseconds(of.p50)} / ${milliseconds(of.p95)}`;
}

/** What the figures mean, for readers without statistics; only of those that are there. */
export function figuresLegend({ confidence, candidates }: Decision): string {
  const prices = costSources({ candidates });
  const some = (has: (candidate: CandidateDecision) => boolean) => candidates.some(has);
  const parts: string[] = [];
  if (some(({ n }) => n > 0))
    parts.push(
      `Ranges: where the true figure is likely to be; about 1 in ${Math.round(1 / (1 - confidence))} such ranges misses it.`,
    );
  if (some(({ costPer1000Usd }) => costPer1000Usd !== undefined))
    parts.push(prices === '' ? 'Cost: of 1,000 answers.' : `Cost: of 1,000 answers; prices: ${prices}.`);
  if (some(({ latencyMs }) => latencyMs !== undefined))
    parts.push('Time a / b: half of the answers came within a, 95 % within b.');
  return parts.join(' ');
}
