/** Bank accounts: IBANs, by the length of their country and their check digits (mod 97). */
import type { Detector, Found } from './detector.ts';

/** Lengths by country. Source: SWIFT, IBAN registry (ISO 13616). */
const LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18',
    'FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20',
    'LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24',
    'SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30',
  ]
    .join(' ')
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const START = /(?<![\p{L}\p{N}])[A-Z]{2}[ \u00a0-]?\d{2}(?=[ \u00a0-]?[A-Z\d])/giu;
const SEPARATOR = /[ \u00a0\u202f-]/;
/** Longest IBAN with a separator after every second character. */
const MOST = 52;

export const iban: Detector = {
  kind: 'iban',
  label: 'iban',
  description: 'IBANs, by country, length and check digits (mod 97).',
  *find(text) {
    for (const { index } of text.matchAll(START)) {
      const found = ibanFrom(text, index);
      if (found !== undefined) yield found;
    }
  },
};

function ibanFrom(text: string, start: number): Found | undefined {
  const length = LENGTHS[text.slice(start, start + 2).toUpperCase()];
  if (length === undefined) return undefined;
  let same = '';
  let at = start;
  for (const most = Math.min(text.length, start + MOST); at < most && same.length < length; at++) {
    const character = text[at]!;
    if (/[A-Za-z\d]/.test(character)) same += character.toUpperCase();
    // One separator at a time.
    else if (!SEPARATOR.test(character) || SEPARATOR.test(text[at - 1]!)) return undefined;
  }
  if (same.length < length || /[\p{L}\p{N}]/u.test(text[at] ?? '')) return undefined;
  // One in a hundred texts that begin so has the check digits by chance: `at 24 175 Elm ...` is none.
  const written = text.slice(start, at);
  if (
    /[a-z]/.test(written) &&
    !/^(?:[A-Za-z\d]+|[A-Za-z\d]{4}(?:[ \u00a0\u202f-][A-Za-z\d]{4})*(?:[ \u00a0\u202f-][A-Za-z\d]{1,3})?)$/.test(
      written,
    )
  )
    return undefined;
  return mod97(same) === 1 ? { start, end: at, same } : undefined;
}

/** ISO 7064, MOD 97-10: the first four characters go to the end, letters count from A = 10. */
function mod97(account: string): number {
  const moved = account.slice(4) + account.slice(0, 4);
  let rest = 0;
  for (const character of moved) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
