/** The unit of a column of numbers, and its cells brought to it. */
import { type NumberCell, readCell } from './cell.ts';

/** In seconds. */
const TIMES: { readonly [unit: string]: number } = { ms: 1e-3, s: 1, min: 60 };

/** The unit that most cells carry, or the header; of times the commonest, as one can be brought to another. */
export function columnUnit(cells: readonly string[], name: string): string | undefined {
  const units = cells.flatMap((cell) => {
    const read = readCell(cell);
    return read.kind === 'number' && read.unit !== undefined ? [read.unit] : [];
  });
  const counted = [...Map.groupBy(units, (unit) => unit)].sort((a, b) => b[1].length - a[1].length);
  const [first] = counted;
  const times = counted.filter(([unit]) => Object.hasOwn(TIMES, unit));
  const sum = times.reduce((all, [, list]) => all + list.length, 0);
  const said = headerUnit(name);
  if (sum >= Math.max(cells.length / 2, 1))
    return said !== undefined && times.some(([unit]) => unit === said) ? said : times[0]![0];
  if (first !== undefined && first[1].length >= cells.length / 2) return first[0];
  return said;
}

function headerUnit(name: string): string | undefined {
  const words = name.replace(/_/g, ' ').toLowerCase();
  if (/%|\bpercent/.test(words)) return '%';
  if (/\$|\busd\b|\bcosts?\b/.test(words)) return '$';
  if (/\b(milliseconds?|ms)\b/.test(words)) return 'ms';
  if (/\bminutes?\b|\(min\)/.test(words)) return 'min';
  return /\b(seconds?|secs?)\b|\(s\)/.test(words) ? 's' : undefined;
}

/** The same in the unit of its column: 1,234 ms are 1.234 s. Undefined where it is of another kind, such as $ among %. A bare number is in the column's. */
export function inUnit(cell: NumberCell, unit: string | undefined): NumberCell | undefined {
  if (cell.unit === undefined || cell.unit === unit) return cell;
  // A few units in a column that has none are no reason to leave a number out.
  if (unit === undefined) return cell;
  const [from, to] = [timeOf(cell.unit), timeOf(unit)];
  if (from === undefined || to === undefined) return undefined;
  // 1,234 * 0.001 is off in the last digit.
  const brought = (value: number) => Number(((value * from) / to).toPrecision(12));
  const { interval, ...rest } = cell;
  return {
    ...rest,
    unit,
    value: brought(cell.value),
    ...(interval === undefined ? {} : { interval: [brought(interval[0]), brought(interval[1])] as const }),
  };
}

function timeOf(unit: string): number | undefined {
  return Object.hasOwn(TIMES, unit) ? TIMES[unit] : undefined;
}
