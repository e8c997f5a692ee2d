/** What a decision stood on, from what it read: kept beside it for the history. */
import type { Candidate } from '../../core/candidate.ts';
import type { Config } from '../../core/config.ts';
import type { DecideInput } from '../../core/decision.ts';
import type { Evidence } from '../../core/evidence.ts';
import type { CandidateFacts, DecisionFacts } from '../../core/history/facts.ts';
import { hashJson } from '../../core/identity.ts';
import type { Json } from '../../core/json.ts';
import { originText } from '../../core/prices/price.ts';

/** `idOf` gives the id of an example that the decision names. */
export function factsOf(
  input: DecideInput,
  evidence: Evidence,
  {
    config: { candidates, rate },
    idOf,
  }: { readonly config: Pick<Config, 'candidates' | 'rate'>; readonly idOf: (name: string) => string },
): DecisionFacts {
  const rows = evidence.examples
    .map(({ id, cells }) => ({ id: idOf(id), cells }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const versions = versionsOf(input);
  return {
    asked: {
      question: rate.question,
      ...(rate.guide === undefined ? {} : { guide: hashJson(rate.guide) }),
    },
    examples: rows.map(({ id }) => id),
    candidates: candidates.map((candidate, column) => ({
      ...whatItIs(candidate),
      ...(versions.has(candidate.name) ? { servedBy: versions.get(candidate.name)! } : {}),
      values: rows.map(({ cells }) => rounded(cells[column]?.value)),
    })),
  };
}

function whatItIs({ id, name, target, price, priceOrigin }: Candidate): Omit<CandidateFacts, 'values'> {
  return {
    name,
    id,
    ...(target.kind === 'model' ? { model: `${target.provider}:${target.model}` } : {}),
    ...(target.kind === 'model' && target.prompt !== undefined ? { prompt: hashJson(target.prompt) } : {}),
    ...(target.kind === 'model' && Object.keys(target.params).length > 0
      ? { params: hashJson(target.params as Json) }
      : {}),
    ...(price === undefined ? {} : { price: { input: price.input, output: price.output } }),
    ...(price === undefined ? {} : { priceFrom: originText(priceOrigin ?? { config: true }) }),
  };
}

function versionsOf({ outputs = [] }: DecideInput) {
  const counts = new Map<string, Map<string, number>>();
  for (const { candidate, servedBy } of outputs) {
    if (servedBy === undefined) continue;
    const own = counts.get(candidate) ?? new Map<string, number>();
    counts.set(candidate, own.set(servedBy, (own.get(servedBy) ?? 0) + 1));
  }
  return new Map(
    [...counts].map(([candidate, own]) => [
      candidate,
      [...own]
        .map(([version, outputs]) => ({ version, outputs }))
        .sort((a, b) => b.outputs - a.outputs || (a.version < b.version ? -1 : 1)),
    ]),
  );
}

function rounded(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 10_000) / 10_000;
}
