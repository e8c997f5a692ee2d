/** Real experts' and graders' scores as matrices, for simulations: items x systems, missing rows left out. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Scores {
  readonly name: string;
  readonly by: 'rating' | 'acceptable';
  readonly systems: readonly string[];
  /** scores[item][system]: 1 to 5, or 0 and 1. */
  readonly scores: readonly (readonly number[])[];
}

/** Penalties of professional translators, 0 best and -25 worst, cut into five grades of which each is in use. */
export function gradeOfPenalty(penalty: number): number {
  if (penalty > -0.5) return 5;
  if (penalty > -2) return 4;
  if (penalty > -5) return 3;
  return penalty > -10 ? 2 : 1;
}

/** The sets that are there; `dir` holds `wmt_mqm/` and `zeroeval/`. */
export function realScores(dir: string): readonly Scores[] {
  const sets = [
    {
      file: 'wmt_mqm/mqm_newstest2020_ende.csv',
      name: 'WMT 2020 en-de, MQM cut into 1-5',
      by: 'rating',
      value: gradeOfPenalty,
    },
    {
      file: 'zeroeval/scores_gsm.csv',
      name: 'GSM8K, right or wrong',
      by: 'acceptable',
      value: (score: number) => score,
    },
  ] as const;
  return sets
    .filter(({ file }) => existsSync(join(dir, file)))
    .map(({ file, name, by, value }) => ({ name, by, ...matrix(join(dir, file), value) }));
}

function matrix(file: string, value: (score: number) => number): Pick<Scores, 'systems' | 'scores'> {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const rows = lines
    .map((line) => line.split(',').slice(1))
    .filter((row) => row.every((cell) => cell.trim() !== ''));
  return {
    systems: head.trim().split(',').slice(1),
    scores: rows.map((row) => row.map((cell) => value(Number(cell)))),
  };
}
