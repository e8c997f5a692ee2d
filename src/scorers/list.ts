/** Every kind of automatic check, in the order of the guide. */
import type { Check } from '../core/check.ts';
import type { CheckKind } from '../core/check-schema.ts';
import type { OpenCheck, Scorer, ScorerContext } from '../core/plugins.ts';
import { commandScorer } from './command.ts';
import { exactScorer } from './exact.ts';
import { fieldMatchScorer } from './field-match.ts';
import { jsonSchemaScorer } from './json-schema.ts';
import { labelScorer } from './label.ts';
import { lengthScorer } from './length.ts';
import { mustIncludeScorer } from './must-include.ts';
import { mustNotIncludeScorer } from './must-not-include.ts';
import { normalisedScorer } from './normalised.ts';
import { notRegexScorer } from './not-regex.ts';
import { numberScorer } from './number.ts';
import { parsesScorer } from './parses.ts';
import { onPart } from './part-of-output.ts';
import { regexScorer } from './regex.ts';
import { runScorer } from './run.ts';

export const scorers: readonly Scorer[] = [
  jsonSchemaScorer,
  exactScorer,
  normalisedScorer,
  mustIncludeScorer,
  mustNotIncludeScorer,
  regexScorer,
  notRegexScorer,
  lengthScorer,
  numberScorer,
  labelScorer,
  fieldMatchScorer,
  parsesScorer,
  runScorer,
  commandScorer,
];

export function findScorer(kind: CheckKind): Scorer {
  return scorers.find((scorer) => scorer.kind === kind)!;
}

/** Makes a check ready, with what every kind shares. Throws a FieldtestError for what is wrong with it. */
export async function openCheck(check: Check, context: ScorerContext): Promise<OpenCheck> {
  return onPart(check, await findScorer(check.kind).open(check, context));
}
