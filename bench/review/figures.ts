/** A plain table: each figure beside its goal. */

export interface Figure {
  readonly what: string;
  readonly measured: string;
  /** '' where nothing is asked of it. */
  readonly goal: string;
  readonly met: boolean;
}

/** A figure with a limit that it must not pass. */
export function atMost(what: string, value: number, limit: number, unit = ''): Figure {
  return { what, measured: `${round(value)}${unit}`, goal: `<= ${limit}${unit}`, met: value <= limit };
}

/** A figure that must be exactly this. */
export function exactly(what: string, value: number | string, goal: number | string): Figure {
  return { what, measured: String(value), goal: String(goal), met: value === goal };
}

export function holds(what: string, met: boolean): Figure {
  return { what, measured: met ? 'yes' : 'NO', goal: 'yes', met };
}

/** Told and not judged. */
export function told(what: string, measured: string): Figure {
  return { what, measured, goal: '', met: true };
}

/** Median and 95th percentile of times in milliseconds, beside their goals. */
export function percentiles(
  what: string,
  times: readonly number[],
  { p50, p95 }: { p50: number; p95: number },
) {
  return [
    atMost(`${what}, p50 of ${times.length}`, quantile(times, 0.5), p50, ' ms'),
    atMost(`${what}, p95 of ${times.length}`, quantile(times, 0.95), p95, ' ms'),
  ];
}

/** The nearest rank. */
export function quantile(numbers: readonly number[], share: number): number {
  return numbers.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * numbers.length) - 1)] ?? Number.NaN;
}

export function printTitle(title: string): void {
  console.log(`\n${title}`);
}

export function printFigures(figures: readonly Figure[]): void {
  for (const { what, measured, goal, met } of figures)
    console.log(`  ${what.padEnd(62)} ${measured.padStart(14)}  ${goal.padEnd(10)}${met ? '' : ' MISSED'}`);
}

function round(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 0);
}
