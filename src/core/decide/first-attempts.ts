/** What each candidate gave at the first attempt, and whether answers that took a retry are rated otherwise. */
import { wilson } from '../../stats/wilson.ts';
import type { FirstAttempts } from '../decision.ts';
import type { OutputRow, Rows } from './read-rows.ts';
import type { Settings } from './settings.ts';

/** Of one candidate's outputs; undefined where nothing is known of its attempts. */
export function firstAttempts(
  outputs: readonly OutputRow[],
  rows: Rows,
  settings: Settings,
): FirstAttempts | undefined {
  const known = outputs.filter(({ failedAttempts }) => failedAttempts !== undefined);
  if (known.length === 0) return undefined;
  const atFirst = known.filter((output) => isAnswer(output) && output.failedAttempts!.length === 0);
  const retried = known.filter((output) => isAnswer(output) && output.failedAttempts!.length > 0);
  const rated = retried.length === 0 ? undefined : ratedApart(atFirst, retried, { rows, settings });
  return {
    n: known.length,
    answered: atFirst.length,
    rate: atFirst.length / known.length,
    interval: wilson(atFirst.length, known.length, settings.tail),
    failures: failuresOf(known),
    retried: retried
      .map(({ example, trial = 1 }) => ({ example, trial }))
      .sort((a, b) => (a.example === b.example ? a.trial - b.trial : a.example < b.example ? -1 : 1)),
    ...(rated && { rated }),
  };
}

function isAnswer({ status }: OutputRow): boolean {
  return status !== 'error';
}

function failuresOf(outputs: readonly OutputRow[]): FirstAttempts['failures'] {
  const codes = outputs.flatMap(({ failedAttempts }) => failedAttempts!);
  return [...Map.groupBy(codes, (code) => code)]
    .map(([code, { length }]) => ({ code, attempts: length }))
    .sort((a, b) => b.attempts - a.attempts || (a.code < b.code ? -1 : 1));
}

/** Mean over the outputs that are rated, of each the mean over its raters; undefined when only one kind is rated. */
function ratedApart(
  atFirst: readonly OutputRow[],
  retried: readonly OutputRow[],
  { rows, settings }: { readonly rows: Rows; readonly settings: Settings },
): FirstAttempts['rated'] {
  const { candidate } = retried[0]!;
  const said = Map.groupBy(
    rows.ratings.filter((rating) => rating.candidate === candidate),
    keyOf,
  );
  const valuesOf = (outputs: readonly OutputRow[]) =>
    outputs
      .flatMap((output) => {
        const values = (said.get(keyOf(output)) ?? []).flatMap(({ rating, acceptable }) => {
          const value = settings.by === 'rating' ? rating : acceptable;
          return value === undefined ? [] : [Number(value)];
        });
        return values.length === 0 ? [] : [sum(values) / values.length];
      })
      // Sorted, so that the sum does not depend on the order of the rows.
      .sort((a, b) => a - b);
  const first = valuesOf(atFirst);
  const later = valuesOf(retried);
  if (first.length === 0 || later.length === 0) return undefined;
  const all = (sum(first) + sum(later)) / (first.length + later.length);
  const mean = sum(first) / first.length;
  return {
    first: { n: first.length, mean },
    retried: { n: later.length, mean: sum(later) / later.length },
    all: { n: first.length + later.length, mean: all },
    matters: Math.abs(mean - all) >= settings.margin - 1e-9,
  };
}

function keyOf({ example, trial = 1 }: { readonly example: string; readonly trial?: number }): string {
  return `${trial} ${example}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
