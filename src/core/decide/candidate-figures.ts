/** The figures of one candidate on its own: ratings, rates, traffic, slices, money and time. */
import { kishN } from '../../stats/kish-n.ts';
import type { CandidateDecision, DecideBy, FirstAttempts, GenerationNoise } from '../decision.ts';
import { type CellRows, cellValue, type Table } from './cells.ts';
import { meanAndInterval, sumsOf } from './figures.ts';
import type { Settings } from './settings.ts';
import type { Spending } from './spending.ts';

interface Value {
  readonly example: number;
  readonly value: number;
}

/** All rated examples count here, also those beyond the look that a comparison stands on. */
export function candidateFigures(of: {
  readonly name: string;
  readonly incumbent: boolean;
  readonly column: number;
  readonly table: Table;
  readonly settings: Settings;
  readonly spending: Spending;
  readonly attempts: FirstAttempts | undefined;
  readonly noise: GenerationNoise | undefined;
  readonly contender: boolean;
}): CandidateDecision {
  const { table, settings, spending, column } = of;
  const valuesOf = (by: DecideBy) =>
    columnValues(table[by], column, by === 'rating' ? settings.ratingScale[0] : 0);
  const values = valuesOf(settings.by);
  const estimate = (list: readonly Value[], by: DecideBy, weighted = false) =>
    meanAndInterval(
      sumsOf(
        table,
        list,
        list.map(({ value }) => value),
        weighted,
      ),
      by,
      settings,
    );
  const figure = (by: DecideBy) => {
    const list = by === settings.by ? values : valuesOf(by);
    return table.has[by] && list.length > 0 ? estimate(list, by) : undefined;
  };
  const rating = figure('rating');
  const acceptable = figure('acceptable');
  const decided = table.has[settings.by] ? values : [];
  const weighted = decided.filter(({ example }) => (table.examples[example]!.weight ?? 0) > 0);
  const slices = sliceNames(table).flatMap((slice) => {
    const list = decided.filter(({ example }) => table.examples[example]!.slices.includes(slice));
    return list.length > 0 ? [{ slice, n: list.length, ...estimate(list, settings.by) }] : [];
  });
  const { costPer1000Usd, costFrom, latencyMs, firstTokenMs, servedBy, excluded } = spending;
  return {
    name: of.name,
    incumbent: of.incumbent,
    n: values.length,
    ...(rating && { rating }),
    ...(acceptable && { acceptable: { rate: acceptable.mean, interval: acceptable.interval } }),
    ...(weighted.length > 0 && {
      traffic: {
        ...estimate(weighted, settings.by, true),
        kishN: kishN(weighted.map(({ example }) => table.examples[example]!.weight!)),
      },
    }),
    ...(slices.length > 0 && { slices }),
    ...(costPer1000Usd !== undefined && { costPer1000Usd }),
    ...(costFrom.length > 0 && { costFrom }),
    ...(costPer1000Usd !== undefined &&
      acceptable &&
      acceptable.mean > 0 && { costPerAcceptableUsd: costPer1000Usd / 1000 / acceptable.mean }),
    ...(latencyMs && { latencyMs }),
    ...(firstTokenMs && { firstTokenMs }),
    ...(servedBy && { servedBy }),
    statuses: spending.statuses,
    ...(of.attempts && { firstAttempts: of.attempts }),
    ...(of.noise && { generationNoise: of.noise }),
    contender: of.contender,
    ...(excluded !== undefined && { excluded }),
  };
}

/** The slices of the table's examples, sorted, each once. */
export function sliceNames(table: Table): readonly string[] {
  return [...new Set(table.examples.flatMap((example) => example.slices))].sort();
}

function columnValues(cells: CellRows, column: number, low: number): readonly Value[] {
  return cells.flatMap((row, example) => {
    const cell = row[column];
    return cell ? [{ example, value: cellValue(cell, low) }] : [];
  });
}
