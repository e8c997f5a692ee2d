/** Country calling codes, with how many digits a number has behind them. */

/** [fewest, most] digits of a national number, where a country's plan is known. Source: ITU-T E.164 and its annexes. */
const LENGTHS: Readonly<Record<string, readonly [number, number]>> = {
  '1': [10, 10],
  '7': [10, 10],
  '20': [8, 10],
  '27': [9, 9],
  '30': [10, 10],
  '31': [9, 9],
  '32': [8, 9],
  '33': [9, 9],
  '34': [9, 9],
  '36': [8, 9],
  '39': [6, 11],
  '40': [9, 9],
  '41': [9, 9],
  '43': [6, 13],
  '44': [9, 10],
  '45': [8, 8],
  '46': [7, 9],
  '47': [8, 8],
  '48': [9, 9],
  '49': [6, 12],
  '51': [8, 9],
  '52': [10, 10],
  '54': [10, 11],
  '55': [10, 11],
  '56': [9, 9],
  '57': [10, 10],
  '60': [8, 10],
  '61': [9, 9],
  '62': [8, 12],
  '63': [8, 10],
  '64': [8, 10],
  '65': [8, 8],
  '66': [8, 9],
  '81': [9, 10],
  '82': [8, 10],
  '84': [9, 10],
  '86': [9, 11],
  '90': [10, 10],
  '91': [10, 10],
  '92': [9, 10],
};

/** Further codes of two digits, and the first two of those that have three. */
const TWO = new Set(['53', '58', '93', '94', '95', '98']);
const THREE = new Set([
  '21',
  '22',
  '23',
  '24',
  '25',
  '26',
  '29',
  '35',
  '37',
  '38',
  '42',
  '50',
  '59',
  '67',
  '68',
  '69',
  '80',
  '85',
  '87',
  '88',
  '96',
  '97',
  '99',
]);

/** The calling code that a number in international form begins with, and the lengths that may follow it. */
export function callingCode(
  digits: string,
): { readonly code: string; readonly lengths: readonly [number, number] } | undefined {
  for (const code of [digits.slice(0, 1), digits.slice(0, 2)]) {
    const lengths = LENGTHS[code];
    if (lengths !== undefined) return { code, lengths };
  }
  const two = digits.slice(0, 2);
  if (TWO.has(two)) return { code: two, lengths: [7, 11] };
  return THREE.has(two) && digits.length > 2 ? { code: digits.slice(0, 3), lengths: [6, 11] } : undefined;
}
