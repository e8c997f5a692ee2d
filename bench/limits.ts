/** Figures of a simulation, each printed beside its limit. */

export interface Limit {
  readonly atMost?: number;
  readonly atLeast?: number;
}

export interface Figures {
  /** `83.1 %`, right-aligned. */
  percent(share: number): string;
  /** Prints a share; out of its limit by more than chance of `evals` draws it is said, and counted. */
  line(what: string, value: number, limit?: Limit): void;
  /** Says whether all were within their limits; else the exit code is 1. */
  end(): void;
}

export function figures(evals: number): Figures {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(8);
  // Three standard errors of a share that is at its limit.
  const noise = (share: number) => 3 * Math.sqrt((share * (1 - share)) / evals);
  let broken = 0;
  return {
    percent,
    line(what, value, limit) {
      const over = limit?.atMost !== undefined && value > limit.atMost + noise(limit.atMost);
      const under = limit?.atLeast !== undefined && value < limit.atLeast - noise(limit.atLeast);
      const bounds = [
        ...(limit?.atLeast === undefined ? [] : [`at least ${percent(limit.atLeast).trim()}`]),
        ...(limit?.atMost === undefined ? [] : [`at most ${percent(limit.atMost).trim()}`]),
      ];
      const bound = bounds.length === 0 ? '' : `(${bounds.join(', ')})`;
      if (over || under) broken++;
      const out = over || under ? '  OUT OF ITS LIMIT' : '';
      console.log(`  ${what.padEnd(46)} ${percent(value)}  ${bound}${out}`);
    },
    end() {
      console.log(
        broken === 0 ? '\nEvery figure is within its limit.' : `\n${broken} figures are out of their limits.`,
      );
      process.exitCode = broken === 0 ? 0 : 1;
    },
  };
}
