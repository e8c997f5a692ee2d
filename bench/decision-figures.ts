/** A Decision as a flat list of everything in it that can be computed, each under a name that a person can read. */
import type { Decision } from '../src/core/decision.ts';

export interface Figure {
  /** `candidates.A.rating.interval.0`, `comparisons.A - B picked.difference`, `because.power`. */
  readonly path: string;
  /** As printed; `true`, `false` and names too. */
  readonly text: string;
}

/** Prose and the hash are no figures; the numbers that the verdict's sentence alone gives are. */
const NOT_FIGURES = new Set(['method', 'inputsHash', 'warnings', 'because']);

const SENTENCE: { readonly [name: string]: RegExp } = {
  leaderMean: / is rated ([\d.]+) of | is acceptable on ([\d.]+) %/,
  otherMean: / of \d+, .*? ([\d.]+), on the (?:same|first) |, .* on ([\d.]+) %;/,
  difference: /the difference is ([+-]?[\d.]+)/,
  low: / \((?:range that decides:|[\d.]+ % interval) ([+-]?[\d.]+) to /,
  high: / \((?:range that decides:|[\d.]+ % interval) [+-]?[\d.]+ to ([+-]?[\d.]+)/,
  ahead: / does better on (\d+) of them/,
  behind: / does better on \d+ of them and .*? on (\d+)[.;]/,
  atWorst: /, at worst ([+-]?\d+(?:\.\d+)?)/,
  atLeast: /[Cc]ount on at least ([+-]?\d+(?:\.\d+)?)/,
  mayBeWorseBy: /may be worse by (\d+(?:\.\d+)?)/,
  power: /passes it only (\d+) %/,
  freshExamples: /\(about (\d+) examples find/,
};

export function decisionFigures(decision: Decision): readonly Figure[] {
  const figures: Figure[] = [];
  // Who rated is counted, not computed.
  const { raters: _who, ...rest } = decision;
  walk(rest, [], figures);
  // The sentence writes the true minus sign, which no program reads as one.
  const sentence = decision.verdict.because.replaceAll('−', '-');
  for (const [name, pattern] of Object.entries(SENTENCE)) {
    const found = pattern.exec(sentence)?.slice(1).find(Boolean);
    if (found !== undefined) figures.push({ path: `because.${name}`, text: found });
  }
  return figures;
}

/**
 * Half a unit of the last digit for what the sentence rounds (a share may have lost a last 0); 1e-9 else, and 1e-6 for intervals at a
 * planned look, whose bounds come from numerical integration that is good to about 1e-7 of a z.
 */
export function toleranceOf({ path, text }: Figure, planned: boolean): number {
  if (path.startsWith('because.')) return 0.5 * 10 ** -(text.split('.')[1]?.length ?? 0) + 1e-9;
  return planned && path.includes('decisionInterval') ? 1e-6 : 1e-9;
}

function walk(value: unknown, path: readonly string[], figures: Figure[]): void {
  if (typeof value !== 'object' || value === null) {
    figures.push({ path: path.join('.'), text: String(value) });
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (!NOT_FIGURES.has(key))
      walk(inner, [...path, Array.isArray(value) ? labelOf(inner, key) : key], figures);
  }
}

/** What identifies an entry of a list: its own names, else its place. */
function labelOf(entry: unknown, place: string): string {
  if (typeof entry !== 'object' || entry === null) return place;
  const { name, a, b, estimand, slice, rater } = entry as { readonly [key: string]: unknown };
  if (typeof a === 'string') {
    const of = typeof estimand === 'string' ? estimand : (estimand as { readonly slice: string }).slice;
    return `${a} - ${b} ${of}`;
  }
  return String(name ?? slice ?? rater ?? place);
}
