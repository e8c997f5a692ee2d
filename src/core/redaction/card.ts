/** Payment cards: a network's prefix and length, and Luhn's check digit. */

import type { Detector, Found } from './detector.ts';
import { beganBefore, chainFrom, type DigitGroup, digitGroups, goesOn, PLAIN_GAP } from './digit-groups.ts';

/** Prefixes and lengths of the networks. Source: ISO/IEC 7812, and the networks' own ranges. */
const NETWORKS = [
  /^4(?:\d{12}|\d{15}|\d{18})$/, // Visa
  /^(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/, // Mastercard
  /^3[47]\d{13}$/, // American Express
  /^(?:6011|65\d{2}|64[4-9]\d|62\d{2})\d{12,15}$/, // Discover, UnionPay
  /^3(?:0[0-5]|[689]\d)\d{11,13}$/, // Diners Club
  /^35(?:2[89]|[3-8]\d)\d{12,15}$/, // JCB
  /^(?:2131|1800)\d{11}$/, // JCB
  /^(?:50[1-9]\d|5[6-8]\d{2}|6(?:304|759|76[1-3]|390))\d{12,15}$/, // Maestro
];

/** How the digits of a card are grouped on it. */
const SHAPES = new Set(['4,4,4,4', '4,6,5', '4,6,4', '4,4,4,4,3', '4,4,4,4,2', '4,4,4,1']);

/** Before a number that is no network's length, or is grouped otherwise, the text must say that it is a card. */
const NAMED =
  /\b(?:cards?|credit|debit|cc|visa|mastercard|maestro|amex|american express|diners|discover|jcb|karte|kreditkarte|carte|tarjeta|pan)\b[^\n\d]{0,40}$/i;

export const card: Detector = {
  kind: 'card',
  label: 'card',
  description: 'Payment card numbers, by prefix, length and check digit (Luhn).',
  *find(text) {
    const groups = digitGroups(text);
    for (let i = 0; i < groups.length; i++) {
      const found = cardFrom(text, groups, i);
      if (found === undefined) continue;
      yield found;
      while (i + 1 < groups.length && groups[i + 1]!.end <= found.end) i++;
    }
  },
};

function cardFrom(text: string, groups: readonly DigitGroup[], first: number): Found | undefined {
  const { start, digits } = groups[first]!;
  if (digits.length < 4 || digits.length > 19 || beganBefore(text, start)) return undefined;
  const chain = chainFrom(text, groups, { first, gap: PLAIN_GAP, most: 19, count: 6 });
  for (let n = chain.length; n > 0; n--) {
    const taken = chain.slice(0, n);
    const number = taken.map((group) => group.digits).join('');
    if (number.length < 12) return undefined;
    const { end } = taken.at(-1)!;
    if (!luhn(number) || goesOn(text, end)) continue;
    const shaped = n === 1 || SHAPES.has(taken.map((group) => group.digits.length).join(','));
    const known = shaped && NETWORKS.some((network) => network.test(number));
    if (known || NAMED.test(text.slice(Math.max(0, start - 60), start))) return { start, end, same: number };
  }
  return undefined;
}

/** The check digit of H. P. Luhn, US patent 2,950,048; a number of zeros has it too and is no card. */
function luhn(number: string): boolean {
  let sum = 0;
  for (let i = 0; i < number.length; i++) {
    const digit = number.charCodeAt(number.length - 1 - i) - 48;
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum > 0 && sum % 10 === 0;
}
