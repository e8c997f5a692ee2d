/** decide: ratings, prices and times in, one Decision out; pure, and the same for the same rows in any order. */
import { allComparisons } from './decide/all-comparisons.ts';
import { partsOf } from './decide/apart.ts';
import { verdictOf } from './decide/because.ts';
import { candidateFigures } from './decide/candidate-figures.ts';
import { buildTable } from './decide/cells.ts';
import { checkInput } from './decide/check-input.ts';
import { checkReport, withGates } from './decide/checks.ts';
import { type CompareContext, comparePair, type PairResult } from './decide/compare.ts';
import { firstAttempts } from './decide/first-attempts.ts';
import { generationNoise } from './decide/generation-noise.ts';
import { hashInputs, type InputsHash } from './decide/hash-inputs.ts';
import { lookReport } from './decide/look-report.ts';
import { methodsOf } from './decide/methods.ts';
import { pairsOf } from './decide/pairs.ts';
import { raterFigures } from './decide/raters.ts';
import { type Rows, readRows } from './decide/read-rows.ts';
import { type Settings, settingsOf } from './decide/settings.ts';
import { settle } from './decide/settle.ts';
import { spendingOf } from './decide/spending.ts';
import { warningsOf } from './decide/warnings.ts';
import type { DecideInput, Decision, Verdict } from './decision.ts';
import { hashJson } from './identity.ts';

/**
 * Decides which candidate to ship.
 *
 * Means and rates are in the unit of the scale, money in USD, times in milliseconds. The verdict stands on
 * `decisionInterval` alone: the plain paired interval at the level that k candidates and planned looks ask for.
 * With planned looks and a number of rated examples between two of them, every comparison uses the first
 * examples that became complete, as many as the last look reached has; nothing rated later can move it before
 * the next look. Candidates' own figures always use everything that is rated. Synthetic examples never mix with
 * real ones: these decide, and the others are told apart.
 *
 * Throws FieldtestError('input') naming the row when rows contradict each other, name an unknown example or
 * candidate, or hold values that are not on the scale.
 */
export function decide(input: DecideInput): Decision {
  checkInput(input, settingsOf(input));
  const { decides, apart, onlySynthetic } = partsOf(input);
  const decision = decideOn(decides);
  if (onlySynthetic) return { ...decision, onlySynthetic, verdict: ofSynthetic(decision.verdict) };
  if (apart === undefined) return decision;
  const { examples, candidates, inputsHash } = decideOn(apart);
  return {
    ...decision,
    inputsHash: hashJson([decision.inputsHash, inputsHash]),
    synthetic: {
      examples,
      candidates: candidates.map(({ name, n, rating, acceptable }) => ({
        name,
        n,
        ...(rating && { rating }),
        ...(acceptable && { acceptable }),
      })),
    },
  };
}

function ofSynthetic(verdict: Verdict): Verdict {
  return { ...verdict, because: `${verdict.because} All of it on synthetic examples: no user sent them.` };
}

/** Hashed at once, so that the texts of 200,000 rows are gone before anything is worked out. */
function hashedRows(
  input: DecideInput,
  settings: Settings,
): { readonly rows: Rows; readonly inputsHash: InputsHash } {
  const { rows, texts } = readRows(input, settings);
  return { rows, inputsHash: hashInputs(input, settings, texts) };
}

function decideOn(input: DecideInput): Decision {
  const settings = settingsOf(input);
  const { rows, inputsHash } = hashedRows(input, settings);
  const table = buildTable(input, rows, settings);
  const names = input.candidates.map((candidate) => candidate.name);
  const k = names.length;
  const context: CompareContext = { table, settings, k };
  const pairs = pairsOf(table, table[settings.by], k, settings.scale[0]);
  const picked = pairs.map((pair) => comparePair(context, pair));
  const gates = checkReport(input, table, settings);
  const outputs = names.map((name) => rows.outputs.filter((output) => output.candidate === name));
  const spending = names.map((name, column) =>
    withGates(spendingOf(name, outputs[column]!, settings), gates.excluded[column]!),
  );
  const incumbentIndex = input.candidates.findIndex((candidate) => candidate.incumbent === true);
  const incumbent = incumbentIndex < 0 ? undefined : incumbentIndex;
  const settleAt = (results: readonly PairResult[]) =>
    settle({
      settings,
      k,
      anyRating: table.has[settings.by],
      pairs: results,
      excluded: spending.map(({ excluded }) => excluded !== undefined),
      costs: spending.map(({ costPer1000Usd }) => costPer1000Usd),
      incumbent,
    });
  const { finding, contenders } = settleAt(picked);
  const noise = generationNoise(rows, { table, names, settings });
  const candidates = input.candidates.map(({ name, incumbent = false }, column) =>
    candidateFigures({
      name,
      incumbent,
      column,
      table,
      settings,
      spending: spending[column]!,
      attempts: firstAttempts(outputs[column]!, rows, settings),
      noise: noise?.ofCandidate(column),
      contender: contenders[column]!,
    }),
  );
  const comparisons = allComparisons(context, pairs, { picked, names, noise });
  const gated = gates.excluded.some((reasons) => reasons.length > 0);
  const verdict = verdictOf(finding, { ...context, names, incumbent, compared: picked, spending, gated });
  const usedGivenOrder = settings.looks !== 'final' && pairs.some((pair) => pair.usedGivenOrder);
  return {
    by: settings.by,
    scale: settings.scale,
    confidence: settings.confidence,
    margin: settings.margin,
    method: methodsOf(context, pairs, {
      traffic: candidates.some(({ traffic }) => traffic !== undefined),
      checks: gates.checks.length > 0,
      noise: noise !== undefined,
    }),
    inputsHash: usedGivenOrder ? inputsHash.asGiven : inputsHash.inAnyOrder,
    examples: table.examples.length,
    split: settings.split,
    candidates,
    comparisons,
    ...(gates.checks.length === 0 ? {} : { checks: gates.checks }),
    contenders: names.filter((_, column) => contenders[column]),
    looks: lookReport(context, pairs, { finding, settleAt }),
    ...raterFigures(rows, settings),
    warnings: [
      ...warningsOf({ table, settings, spending, candidates, comparisons, verdict }),
      ...gates.warnings,
    ],
    ...(input.options?.earlyReveal === undefined ? {} : { earlyReveal: input.options.earlyReveal }),
    verdict,
  };
}
