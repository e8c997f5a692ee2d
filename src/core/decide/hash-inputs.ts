/** The fingerprint of everything that a decision read, the same for the same rows in any order. */
import type { DecideInput } from '../decision.ts';
import { hashLargeJson } from '../identity.ts';
import type { Settings } from './settings.ts';

export interface InputsHash {
  /** Where no times were given and the order of the examples stood in for them: that order was read, so it is part. */
  readonly asGiven: string;
  readonly inAnyOrder: string;
}

/** SHA-256 of the settled options and the sorted rows; `texts` are these, with the mark that stands behind each. */
export function hashInputs(
  input: DecideInput,
  settings: Settings,
  texts: ReadonlyMap<string, string>,
): InputsHash {
  const { by, ratingScale, confidence, margin, looks, looksTaken = null, limits, split } = settings;
  const { costPer1000Usd = null, p95LatencyMs = null } = limits;
  const options = {
    by,
    scale: ratingScale,
    confidence,
    margin,
    looks,
    looksTaken,
    costPer1000Usd,
    p95LatencyMs,
    split,
  };
  const examples = input.examples.map(({ id, weight, slices = [], split: of = 'dev', cluster }) =>
    JSON.stringify([id, weight, [...new Set(slices)].sort(), of, cluster]),
  );
  const candidates = input.candidates.map(({ name, incumbent }) =>
    JSON.stringify([name, incumbent === true]),
  );
  // No text begins with the whole of another, so that the marks behind them change nothing in their order.
  const sorted = [...texts.keys()].sort();
  const others = {
    options,
    candidates: candidates.sort(),
    earlyReveal: input.options?.earlyReveal === true,
    ...(settings.complete ? { complete: true } : {}),
    ...(input.checks === undefined || input.checks.length === 0 ? {} : { checks: checkRows(input) }),
  };
  const hashOf = (inOrder: readonly string[]) =>
    hashLargeJson({ ...others, examples: inOrder }, 'rows', marked(sorted, texts));
  const asGiven = hashOf(examples);
  const inAnyOrder = isSorted(examples) ? asGiven : hashOf(examples.toSorted());
  return { asGiven, inAnyOrder };
}

function* marked(sorted: readonly string[], texts: ReadonlyMap<string, string>): Generator<string> {
  for (const text of sorted) yield text + texts.get(text)!;
}

function isSorted(texts: readonly string[]): boolean {
  return texts.every((text, index) => index === 0 || texts[index - 1]! <= text);
}

/** Checks and scores as sorted texts; a decision without any has the same fingerprint as ever. */
function checkRows({ checks = [], scores = [] }: DecideInput): readonly string[] {
  const asked = checks.map(({ name, gate = false, atLeast }) =>
    JSON.stringify(['check', name, gate, atLeast]),
  );
  const said = scores.map(({ check, example, candidate, trial = 1, pass, detail }) =>
    JSON.stringify([
      'score',
      ...[check, example, candidate, trial, pass],
      ...(detail === undefined ? [] : [detail]),
    ]),
  );
  return [...asked, ...said].sort();
}
