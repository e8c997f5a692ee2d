/** The public face: what other programs import. Nobody inside does. */
export { type ConfigFile, defineConfig } from './core/config.ts';
export { decide } from './core/decide.ts';
export type {
  CandidateDecision,
  CheckDecision,
  Comparison,
  DecideBy,
  DecideInput,
  DecideOptions,
  Decision,
  Estimate,
  Interval,
  Limits,
  Verdict,
  VerdictKind,
} from './core/decision.ts';
export { type ErrorCode, FieldtestError } from './core/errors.ts';
export {
  type Evidence,
  type EvidenceCell,
  type EvidenceExample,
  type EvidenceOutput,
  type EvidencePair,
  type EvidenceRating,
  evidenceOf,
} from './core/evidence.ts';
export {
  type OpenRange,
  type Plan,
  type PlanGap,
  type PlanInput,
  type PlanMeasure,
  type PlanSize,
  plan,
} from './core/plan.ts';
export {
  type RankAgreement,
  type RankAgreementInput,
  type RankPair,
  rankAgreement,
} from './core/rank-agreement.ts';
