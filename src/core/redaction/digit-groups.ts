/** Numbers as people write them: groups of digits with signs between. */

export interface DigitGroup {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
}

/** Runs of ASCII digits, in order. */
export function digitGroups(text: string): readonly DigitGroup[] {
  return Array.from(text.matchAll(/\d+/g), ({ 0: digits, index }) => ({
    start: index,
    end: index + digits.length,
    digits,
  }));
}

/** A space, a dash or a no-break space, in the ways in which they are typed and typeset. */
const SPACE = ' \\u00a0\\u2009\\u202f';
const DASH = '\\-\\u2010-\\u2015\\u2212';

/** What may stand between two groups of one card or account number. */
export const PLAIN_GAP = new RegExp(`^[${SPACE}${DASH}]$`);

/** What may stand between two groups of a phone number: also dots, slashes and brackets. */
export const PHONE_GAP = new RegExp(
  `^(?:[${SPACE}]?[${DASH}./][${SPACE}]?|[${SPACE}]|[${SPACE}${DASH}]?\\(|\\)[${SPACE}${DASH}./]{0,2})$`,
);

/** The groups from `first` on that `gap` joins, as long as they have at most `most` digits together and are at most `count`. */
export function chainFrom(
  text: string,
  groups: readonly DigitGroup[],
  {
    first,
    gap,
    most,
    count,
  }: { readonly first: number; readonly gap: RegExp; readonly most: number; readonly count: number },
): readonly DigitGroup[] {
  const chain: DigitGroup[] = [];
  let total = 0;
  for (let i = first; i < groups.length && chain.length < count; i++) {
    const group = groups[i]!;
    const last = chain.at(-1);
    if (last !== undefined && (group.start - last.end > 4 || !gap.test(text.slice(last.end, group.start))))
      break;
    total += group.digits.length;
    if (total > most) break;
    chain.push(group);
  }
  return chain;
}

/** Whether a number could go on here: a letter, a digit, or a sign with a digit or letter behind it. */
export function goesOn(text: string, end: number): boolean {
  return /^(?:[\p{L}\p{N}_%]|[.,:/\u2010-\u2015-][\p{L}\p{N}])/u.test(text.slice(end, end + 3));
}

/** Whether a number could have begun before here. */
export function beganBefore(text: string, start: number): boolean {
  return /(?:[\p{L}\p{N}_$€£¥#]|[\p{L}\p{N}][.,:/\u2010-\u2015-]|^[.-]|[\s(][.-])$/u.test(
    text.slice(Math.max(0, start - 3), start),
  );
}
