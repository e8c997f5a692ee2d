/** What the charts of the history share: their data, their columns, and how a family looks. */
import type { History, HistoryEntry } from '../../core/history/history.ts';
import type { Chart } from '../chart.ts';
import { candidateColours, colours } from '../colours.ts';
import type { TimeSeries } from '../draw-time.ts';

export interface HistoryInput {
  readonly history: History;
  /** The address of a decision of the history. */
  readonly link?: (decision: number) => string | undefined;
}

export type HistoryChart = Chart<HistoryInput>;

export function entryOf({ decisions }: History, number: number): HistoryEntry {
  return decisions.find((one) => one.number === number)!;
}

/** `3: 2026-04-01` for each milestone. */
export function columnsOf(history: History): readonly string[] {
  return history.stations.map((number) => `${number}: ${entryOf(history, number).at.slice(0, 10)}`);
}

const SYMBOLS = ['circle', 'square', 'triangle', 'diamond'] as const;

export function lookOf(index: number): Pick<TimeSeries, 'colour' | 'symbol'> {
  return {
    colour: candidateColours[index % candidateColours.length]!,
    symbol: SYMBOLS[Math.floor(index / candidateColours.length) % SYMBOLS.length]!,
  };
}

/** Prices are no families: of `count` the dearest is the darkest grey, and its neighbours have another shape. */
export function bandLook(index: number, count: number): Pick<TimeSeries, 'colour' | 'symbol'> {
  const greys = [colours.ink3, colours.ink2, colours.ink];
  return {
    colour: greys[Math.floor(((index + 1) * greys.length) / count) - 1] ?? colours.ink3,
    symbol: SYMBOLS[index % SYMBOLS.length]!,
  };
}

/** Columns before which a line stands, since no example of the milestone before is in that one. */
export function breaksOf(history: History): readonly number[] {
  return history.stations.flatMap((number, column) =>
    column > 0 && entryOf(history, number).shared === 0 ? [column] : [],
  );
}

export const BREAK_NOTE =
  'Dashed: the examples before and after have none in common, so that levels on its two sides are not to be compared.';

/** Whether two milestones next to each other are about the same examples, so that their figures are of one measure. */
export function sameExamples(history: History, number: number): boolean {
  return !entryOf(history, number).changes.some(({ kind }) => kind === 'examples');
}
