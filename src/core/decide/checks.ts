/** What the automatic checks say of each candidate, and whom a gate takes out. They never stand in for a rating. */
import type { CheckDecision, DecideInput } from '../decision.ts';
import { FieldtestError } from '../errors.ts';
import type { Table } from './cells.ts';
import { checkDetails, type DetailRow } from './check-details.ts';
import { differenceInterval, differencesOf, meanAndInterval, sumsOf } from './figures.ts';
import { plainLevel } from './looks.ts';
import type { Settings } from './settings.ts';
import type { Spending } from './spending.ts';
import { count, percent } from './wording.ts';

type ScoreRow = NonNullable<DecideInput['scores']>[number];
type AskedCheck = NonNullable<DecideInput['checks']>[number];

export interface CheckReport {
  readonly checks: readonly CheckDecision[];
  /** Per candidate: why gates take it out. */
  readonly excluded: readonly (readonly string[])[];
  readonly warnings: readonly string[];
}

/** Of one candidate: the share of its trials that pass, by example, and how many could not be judged. */
interface Column {
  readonly values: ReadonlyMap<number, number>;
  readonly unjudged: number;
}

/**
 * Rates with Wilson's interval; differences with the check's leader (the highest rate; among equals the incumbent,
 * then the first in the config) with the paired interval of Agresti and Min. Trials are averaged first. A gate
 * looks at the rate itself, as a limit looks at the price.
 */
export function checkReport(input: DecideInput, table: Table, settings: Settings): CheckReport {
  const asked = input.checks ?? [];
  const names = input.candidates.map(({ name }) => name);
  const excluded: string[][] = names.map(() => []);
  const warnings: string[] = [];
  const byCheck = Map.groupBy(knownScores(input), ({ check }) => check);
  const checks = asked.map((check): CheckDecision => {
    const rows = byCheck.get(check.name) ?? [];
    const columns = columnsOf(rows, { table, names });
    const candidates = columns.map((column, i) => {
      const figures = candidateFigures(column, table, settings);
      const { excluded: out, warning } = passesGate(check, { name: names[i]!, ...figures });
      if (out !== undefined) excluded[i]!.push(out);
      if (warning !== undefined) warnings.push(warning);
      return { name: names[i]!, ...figures };
    });
    const leader = leaderOf(candidates, input);
    return {
      name: check.name,
      gate: check.gate ?? false,
      ...(atLeastOf(check) === undefined ? {} : { atLeast: atLeastOf(check)! }),
      candidates,
      ...(leader === undefined ? {} : { leader: names[leader]! }),
      differences: leader === undefined ? [] : differencesFrom(leader, columns, { names, table, settings }),
      ...checkDetails(detailRows(rows, table), { names, table, settings }),
    };
  });
  return { checks, excluded, warnings };
}

/** The same spending with what gates take out among the reasons. */
export function withGates(spending: Spending, reasons: readonly string[]): Spending {
  if (reasons.length === 0) return spending;
  const { excluded } = spending;
  return { ...spending, excluded: [...(excluded === undefined ? [] : [excluded]), ...reasons].join('; ') };
}

function knownScores(input: DecideInput): readonly ScoreRow[] {
  const checks = new Set((input.checks ?? []).map(({ name }) => name));
  if (checks.size < (input.checks ?? []).length) refuse('two checks have the same name');
  const examples = new Map(input.examples.map(({ id, split = 'dev' }) => [id, split]));
  const candidates = new Set(input.candidates.map(({ name }) => name));
  for (const [i, { check, example, candidate }] of (input.scores ?? []).entries()) {
    if (!checks.has(check)) refuse(`score ${i + 1}: there is no check "${check}"`);
    if (!examples.has(example)) refuse(`score ${i + 1}: there is no example "${example}"`);
    if (!candidates.has(candidate)) refuse(`score ${i + 1}: there is no candidate "${candidate}"`);
  }
  return input.scores ?? [];
}

function refuse(message: string): never {
  throw new FieldtestError('input', message, 'Give each check, example and candidate under its own name.');
}

function detailRows(rows: readonly ScoreRow[], table: Table): readonly DetailRow[] {
  if (!rows.some(({ detail }) => detail !== undefined)) return [];
  const place = placesOf(table);
  return rows.flatMap(({ example, candidate, detail }) => {
    const index = place.get(example);
    return detail === undefined || index === undefined ? [] : [{ example: index, candidate, detail }];
  });
}

/** By id, of the examples of the split. */
function placesOf({ examples }: Table): ReadonlyMap<string, number> {
  return new Map(examples.map(({ id }, index) => [id, index]));
}

function columnsOf(
  rows: readonly ScoreRow[],
  { table, names }: { readonly table: Table; readonly names: readonly string[] },
): readonly Column[] {
  const place = placesOf(table);
  const drafts = names.map(() => ({ sums: new Map<number, { passed: number; n: number }>(), unjudged: 0 }));
  const columnOf = new Map(names.map((name, index) => [name, index]));
  for (const { example, candidate, pass } of rows) {
    const index = place.get(example);
    if (index === undefined) continue; // of the other split
    const draft = drafts[columnOf.get(candidate)!]!;
    if (pass === null) {
      draft.unjudged++;
      continue;
    }
    const sum = draft.sums.get(index) ?? { passed: 0, n: 0 };
    draft.sums.set(index, { passed: sum.passed + Number(pass), n: sum.n + 1 });
  }
  return drafts.map(({ sums, unjudged }) => ({
    // In the table's order, so that sums do not depend on the order of the rows.
    values: new Map([...sums].sort(([a], [b]) => a - b).map(([index, { passed, n }]) => [index, passed / n])),
    unjudged,
  }));
}

function candidateFigures({ values, unjudged }: Column, table: Table, settings: Settings) {
  const n = values.size;
  if (n === 0) return { n, passed: 0, unjudged };
  const items = [...values.keys()].map((example) => ({ example }));
  const numbers = [...values.values()];
  const { mean, interval } = meanAndInterval(sumsOf(table, items, numbers), 'acceptable', settings);
  return { n, passed: numbers.reduce((sum, value) => sum + value, 0), rate: mean, interval, unjudged };
}

function atLeastOf({ gate, atLeast }: AskedCheck): number | undefined {
  return atLeast ?? (gate === true ? 1 : undefined);
}

function passesGate(
  check: AskedCheck,
  { name, n, passed, unjudged }: { name: string; n: number; passed: number; unjudged: number },
): { readonly excluded?: string; readonly warning?: string } {
  if (check.gate !== true) return {};
  const atLeast = atLeastOf(check)!;
  const warning =
    unjudged === 0
      ? {}
      : {
          warning: `The gate "${check.name}" could not be judged on ${count(unjudged, 'output')} of ${name}.`,
        };
  if (n === 0 || passed / n >= atLeast - 1e-9) return warning;
  const share = `${Number(passed.toFixed(1))} of ${count(n, 'example')} (${percent(passed / n)})`;
  return {
    ...warning,
    excluded: `passes "${check.name}" on ${share}, under the ${percent(atLeast)} that the gate asks for`,
  };
}

function leaderOf(
  candidates: readonly { readonly rate?: number }[],
  { candidates: given }: DecideInput,
): number | undefined {
  const rates = candidates.map(({ rate }) => rate ?? Number.NEGATIVE_INFINITY);
  const best = Math.max(...rates);
  if (best === Number.NEGATIVE_INFINITY) return undefined;
  const leaders = rates.flatMap((rate, i) => (rate >= best - 1e-9 ? [i] : []));
  return leaders.find((i) => given[i]!.incumbent === true) ?? leaders[0];
}

function differencesFrom(
  leader: number,
  columns: readonly Column[],
  of: { readonly names: readonly string[]; readonly table: Table; readonly settings: Settings },
): CheckDecision['differences'] {
  const best = columns[leader]!.values;
  return columns.flatMap(({ values }, i) => {
    const items = [...values].flatMap(([example, value]) =>
      best.has(example) ? [{ example, difference: value - best.get(example)! }] : [],
    );
    if (i === leader || items.length === 0) return [];
    const differences = differencesOf(of.table, items, 'acceptable');
    return [
      {
        candidate: of.names[i]!,
        n: items.length,
        difference: differences.sums.sum / differences.sums.units,
        interval: differenceInterval(differences, plainLevel(of.settings.tail), 1),
      },
    ];
  });
}
