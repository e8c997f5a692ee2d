/** Examples that no longer tell candidates apart, or tell them apart the wrong way round. */
import { normalTail } from '../../stats/normal-tail.ts';
import { pearson } from '../../stats/pearson.ts';
import { wilson } from '../../stats/wilson.ts';
import type { EvidenceExample } from '../evidence.ts';
import { interval, percent } from '../wording/figures.ts';
import type { HealthFigure, HealthFinding, HealthInput, HealthRows, HealthSign } from './sign.ts';

/** With fewer candidates a correlation over them says nothing of an example. */
const LEAST_CANDIDATES = 5;
const LEAST_EXAMPLES = 10;
/** The correlation of an example that tells candidates apart well enough. */
const USUAL = 0.5;

export const discrimination: HealthSign = {
  name: 'discrimination',
  title: 'Examples that no longer tell candidates apart',
  inDecision: false,
  look,
};

/**
 * With five candidates or more: the item-rest correlation, of what candidates have on an example with their mean on all others; at or
 * below 0 the example ranks them against the rest of the set. By chance alone a good one (correlation 0.5) falls there with the
 * probability that Fisher's z gives, so that the share of such examples warns, and no single one.
 * With fewer: whether any two candidates that were ever rated on it differ.
 * Sources: Ebel and Frisbie, Essentials of Educational Measurement, 5th ed. 1991, ch. 13; Fisher, On the probable error of a coefficient
 * of correlation deduced from a small sample, Metron 1921.
 */
function look({ everyone, confidence }: HealthInput): HealthFinding {
  const columns = everyone.candidates
    .map((_, at) => at)
    .filter((at) => ratedBy(everyone, at) >= LEAST_EXAMPLES);
  const rated = everyone.examples.filter((example) => valuesOf(example, columns).length >= 2);
  if (columns.length < 2 || rated.length < LEAST_EXAMPLES)
    return {
      level: 'unknown',
      says: `Too little is rated to tell: ${LEAST_EXAMPLES} examples for two candidates at least.`,
      figures: [],
      groups: [],
      notes: [],
    };
  return columns.length < LEAST_CANDIDATES
    ? sameForAll(rated, columns, confidence)
    : againstTheRest(everyone, columns, confidence);
}

function sameForAll(
  rated: readonly EvidenceExample[],
  columns: readonly number[],
  confidence: number,
): HealthFinding {
  const same = rated.filter((example) => new Set(valuesOf(example, columns)).size === 1);
  const figure = shareOf('no difference', same.length, rated.length, confidence);
  return {
    level: same.length === 0 ? 'fine' : 'note',
    says: `On ${same.length} of ${rated.length} examples (${shareText(figure)}) no two of the ${columns.length} candidates that were ever rated differ.`,
    figures: [figure],
    groups:
      same.length === 0 ? [] : [{ what: 'no two candidates differ', examples: same.map(({ id }) => id) }],
    notes: [
      `With fewer than ${LEAST_CANDIDATES} rated candidates no correlation is worked out. That a few did not differ says little of the next one, so nothing is proposed to leave.`,
    ],
  };
}

function againstTheRest(
  { examples }: HealthRows,
  columns: readonly number[],
  confidence: number,
): HealthFinding {
  const told = examples.flatMap((example) => {
    const r = itemRest(example, examples, columns);
    return r === undefined ? [] : [{ id: example.id, ...r }];
  });
  const against = told.filter(({ r }) => r <= 0);
  const flat = examples.filter(
    (example) => valuesOf(example, columns).length >= 2 && new Set(valuesOf(example, columns)).size === 1,
  );
  // Of examples rated for different numbers of candidates, each by its own.
  const expected = told.reduce((sum, { n }) => sum + chanceBelowZero(n), 0) / Math.max(1, told.length);
  const figure = shareOf('against the rest', against.length, told.length, confidence);
  const level = told.length >= LEAST_EXAMPLES && figure.interval![0] > expected ? 'alarm' : 'fine';
  return {
    level: told.length < LEAST_EXAMPLES ? 'unknown' : level === 'fine' && flat.length > 0 ? 'note' : level,
    says: `${against.length} of ${told.length} examples (${shareText(figure)}) rank the ${columns.length} candidates that were ever rated against the rest of the set, or not like it; chance alone does that to ${percent(expected)} of good ones. On ${flat.length} more no two candidates differ.`,
    figures: [figure, { name: 'no difference', value: flat.length / examples.length, n: examples.length }],
    groups: [
      ...(level === 'alarm'
        ? [
            {
              what: 'against the rest (look at the reference, the guide, and what was rated)',
              examples: against.toSorted((a, b) => a.r - b.r).map(({ id }) => id),
            },
          ]
        : []),
      ...(flat.length === 0
        ? []
        : [{ what: 'no two candidates differ', examples: flat.map(({ id }) => id) }]),
    ],
    notes: [
      `Item-rest correlation: of what the candidates have on an example with their mean on the others, at or below 0. Over ${columns.length} candidates a single one is mostly chance, so the share alone warns. An example may also measure something of its own that the others do not: look before it leaves.`,
    ],
  };
}

/** Undefined where fewer than five candidates are rated on it, or all the same. */
function itemRest(
  example: EvidenceExample,
  examples: readonly EvidenceExample[],
  columns: readonly number[],
): { readonly r: number; readonly n: number } | undefined {
  const here: number[] = [];
  const elsewhere: number[] = [];
  for (const at of columns) {
    const value = example.cells[at]!.value;
    const rest = examples.flatMap((other) => (other === example ? [] : (other.cells[at]!.value ?? [])));
    if (value === undefined || rest.length === 0) continue;
    here.push(value);
    elsewhere.push(rest.reduce((sum, one) => sum + one, 0) / rest.length);
  }
  if (here.length < LEAST_CANDIDATES) return undefined;
  const r = pearson(here, elsewhere);
  return r === undefined ? undefined : { r, n: here.length };
}

/** How often the correlation of a good example, over n candidates, comes out at 0 or below. */
function chanceBelowZero(n: number): number {
  return normalTail(Math.atanh(USUAL) * Math.sqrt(n - 3));
}

function shareOf(name: string, found: number, n: number, confidence: number): HealthFigure {
  if (n === 0) return { name, value: 0, interval: [0, 1], n };
  return { name, value: found / n, interval: wilson(found, n, (1 - confidence) / 2), n };
}

function shareText({ value, interval: range }: HealthFigure): string {
  return `${percent(value)}, ${interval(range!, percent)}`;
}

function ratedBy({ examples }: HealthRows, at: number): number {
  return examples.filter(({ cells }) => cells[at]!.value !== undefined).length;
}

function valuesOf({ cells }: EvidenceExample, columns: readonly number[]): readonly number[] {
  return columns.flatMap((at) => cells[at]!.value ?? []);
}
