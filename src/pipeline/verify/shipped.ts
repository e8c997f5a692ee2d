/** Which candidate is in production, and what the decision promised of it. */
import type { Candidate } from '../../core/candidate.ts';
import type { Context } from '../../core/context.ts';
import { FieldtestError } from '../../core/errors.ts';
import type { CandidateFacts } from '../../core/history/facts.ts';
import { candidateId } from '../../core/identity.ts';
import { type Quality, qualityOf } from '../../core/quality.ts';
import type { StoredDecision } from '../../core/store.ts';

export interface Shipped {
  readonly facts: CandidateFacts;
  /** The decision's number, time and words. */
  readonly decision: { readonly number: number; readonly at: string };
  /** Weighted to the traffic where the set has weights, else of the set as picked. */
  readonly promised: Quality;
  readonly weighted: boolean;
  readonly stored: StoredDecision;
  /** What production answers are kept under: a candidate of its own, which never runs. */
  readonly production: Candidate;
}

/** Throws FieldtestError('input') where nothing was decided, or not for anybody. */
export async function shippedOf({ store }: Context, name: string | undefined): Promise<Shipped> {
  const all = await store.decisions();
  const number =
    all.findLastIndex(({ decision, facts }) => decision.split === 'dev' && facts !== undefined) + 1;
  const stored = all[number - 1];
  if (stored?.facts === undefined)
    throw new FieldtestError(
      'input',
      'nothing was decided yet that production could be held against',
      'Type: fieldtest decide',
    );
  const { decision, facts, at } = stored;
  const wanted = name ?? decision.verdict.winner ?? decision.candidates.find((one) => one.incumbent)?.name;
  const found = facts.candidates.find((one) => one.name === wanted);
  const figures = decision.candidates.find((one) => one.name === wanted);
  const quality = figures?.traffic ?? (figures && qualityOf(figures, decision));
  if (found === undefined || quality === undefined)
    throw new FieldtestError(
      wanted === undefined || found === undefined ? 'usage' : 'input',
      wanted === undefined
        ? `decision ${number} names nobody who would be in production`
        : `decision ${number} has no rated candidate ${wanted}`,
      `Say who is: --candidate NAME, one of ${facts.candidates.map((one) => one.name).join(', ')}`,
    );
  return {
    facts: found,
    decision: { number, at },
    promised: { mean: quality.mean, interval: quality.interval },
    weighted: figures?.traffic !== undefined,
    stored,
    production: productionOf(found),
  };
}

function productionOf({ id, name }: CandidateFacts): Candidate {
  const target = { kind: 'recorded', file: '', path: '' } as const;
  const called = `${name} in production`;
  return { id: candidateId(target, { name: `${called} ${id}` }), name: called, incumbent: false, target };
}
