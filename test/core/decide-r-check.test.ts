/**
 * Three whole decisions as R 4.2.2 computes them (base R, `bench/r/`, from the formulas). Every figure stands in
 * `test/fixtures/decide-r-check.csv` with the R call that made it, among them t.test(c(d, 1, -1))$conf.int,
 * prop.test(sum(x), n, correct = FALSE)$conf.int, power.t.test(type = 'paired') and quantile(x, p, type = 1).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { decisionFigures, toleranceOf } from '../../bench/decision-figures.ts';
import { threeDecisions } from '../../bench/three-decisions.ts';
import { decide } from '../../src/core/decide.ts';

interface Row {
  readonly decision: string;
  readonly figure: string;
  readonly value: string;
  readonly r_call: string;
}

const fixture = readFileSync(join(import.meta.dirname, '../fixtures/decide-r-check.csv'), 'utf8');
const rows = parse<Row>(fixture, { columns: true });

test.each(Object.entries(threeDecisions()))(
  'R gives the same figures for the decision on %s',
  (name, input) => {
    const fromR = new Map(rows.filter(({ decision }) => decision === name).map((row) => [row.figure, row]));
    const figures = decisionFigures(decide(input));
    expect(figures.map(({ path }) => path).sort()).toEqual([...fromR.keys()].sort());
    const wrong = figures.flatMap((figure) => {
      const { value, r_call: call } = fromR.get(figure.path)!;
      const off = Math.abs(Number(figure.text) - Number(value));
      const same = figure.text === value || off <= toleranceOf(figure, input.options?.looks !== undefined);
      return same ? [] : [`${figure.path}: decide says ${figure.text}, R says ${value} by ${call}`];
    });
    expect(wrong).toEqual([]);
  },
);

test('the three decisions end in three different verdicts, so that R checks the way to each', () => {
  const verdicts = Object.values(threeDecisions()).map((input) => decide(input).verdict.kind);
  expect(verdicts).toEqual(['cheaper-equivalent', 'too-close', 'ship']);
});
