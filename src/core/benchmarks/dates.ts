/** Dates as tables write them. */
import type { RawTable } from './raw-table.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The first date of a text, YYYY-MM-DD: `2025-08-07`, `20250807`, `Aug 7, 2025`, `7 August 2025`. A month alone is its first day. */
export function dateIn(text: string): string | undefined {
  const bounded = text.slice(0, 200);
  const digits = /(?<!\d)(20[12]\d)([-./]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)/.exec(bounded);
  if (digits !== null) return valid(digits[1]!, digits[3]!, digits[4]!);
  const named = /\b([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (20[12]\d)\b/i.exec(bounded);
  if (named !== null) return byName(named[3]!, named[1]!, named[2]!);
  const british = /\b(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3})[a-z]*\.?,? (20[12]\d)\b/i.exec(bounded);
  if (british !== null) return byName(british[3]!, british[2]!, british[1]!);
  const month = /\b([a-z]{3})[a-z]*\.? (20[12]\d)\b/i.exec(bounded);
  if (month !== null) return byName(month[2]!, month[1]!, '1');
  const bare = /(?<!\d)(20[12]\d)-(0[1-9]|1[0-2])(?![-\d])/.exec(bounded);
  return bare === null ? undefined : `${bare[1]}-${bare[2]}-01`;
}

function byName(year: string, month: string, day: string): string | undefined {
  const at = MONTHS.indexOf(month.toLowerCase());
  return at === -1 ? undefined : valid(year, String(at + 1).padStart(2, '0'), day.padStart(2, '0'));
}

function valid(year: string, month: string, day: string): string | undefined {
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)
    ? undefined
    : `${year}-${month}-${day}`;
}

/** Whether it is a day of the calendar, written YYYY-MM-DD. */
export function isDay(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && valid(text.slice(0, 4), text.slice(5, 7), text.slice(8)) !== undefined
  );
}

/** What stands beside a table: `Last updated on March 10, 2026`. */
export function dateOfTable({ title, beside }: RawTable): string | undefined {
  const said =
    /(?:updated?|as of|last change[d]?|published)[^\n]{0,40}?((?:\d|[A-Z][a-z]{2})[^\n]{0,40})/i.exec(
      beside ?? '',
    );
  return (said === null ? undefined : dateIn(said[1]!)) ?? dateIn(title ?? '');
}
