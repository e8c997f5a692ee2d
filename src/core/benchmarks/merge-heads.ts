/** Two rows of heads become one: `MMLU` over `0-shot` and `5-shot`, `GPT-4o` over both. */
import { readCell } from './cell.ts';
import { HIGHER_BENCHMARKS } from './known-benchmarks.ts';
import { providerOf } from './providers.ts';
import type { Grid } from './table-axis.ts';

/** The text of both for each column; of a model or benchmark that stands in the lower row once, the group above it is left out. */
export function mergedHead(upper: readonly string[], lower: readonly string[]): readonly string[] {
  return lower.map((text, at) => {
    const above = upper[at] ?? '';
    if (text === '' || above === '' || above === text) return text === '' ? above : text;
    const isOnce = lower.indexOf(text) === lower.lastIndexOf(text);
    if (isOnce && namesOne(text)) return text;
    return namesOne(above) ? `${above} (${text})` : `${above} ${text}`;
  });
}

/**
 * The same table with its second row of heads in the head, where it has one: a first row without numbers over columns of numbers, some of which have
 * no head of their own, or that of the column beside them.
 */
export function withOneHead({ head, rows }: Grid): Grid {
  const [second, ...others] = rows;
  if (second === undefined || others.length === 0 || second.some((cell) => isNumber(cell)))
    return { head, rows };
  const numeric = head.flatMap((_, at) => (isOfNumbers(others, at) ? [at] : []));
  const shared = numeric.filter((at) => at > 0 && (head[at] === '' || head[at] === head[at - 1]));
  const isNamedBelow = shared.every((at) => readCell(second[at]!).kind !== 'missing');
  const isOneGroup = new Set(numeric.map((at) => second[at])).size < 2;
  if (shared.length === 0 || !isNamedBelow || isOneGroup) return { head, rows };
  const inherited: string[] = [];
  for (const [at, text] of head.entries())
    inherited.push(text === '' && numeric.includes(at) ? (inherited[at - 1] ?? '') : text);
  return { head: mergedHead(inherited, second), rows: others };
}

function namesOne(text: string): boolean {
  return providerOf(text) !== undefined || HIGHER_BENCHMARKS.some((pattern) => pattern.test(text));
}

function isNumber(cell: string): boolean {
  return readCell(cell).kind === 'number';
}

/** Whether at least half of what is given in a column are numbers. */
function isOfNumbers(rows: Grid['rows'], at: number): boolean {
  const given = rows.map((row) => row[at]!).filter((cell) => readCell(cell).kind !== 'missing');
  return given.length > 0 && given.filter(isNumber).length >= given.length / 2;
}
