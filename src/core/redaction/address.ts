/** Street addresses that have a number and a word for a street: best effort, and no promise. */
import type { Detector } from './detector.ts';

const WORD = "\\p{Lu}[\\p{L}'’.-]{0,30}";
const ENGLISH = `(?<![\\p{L}\\p{N}.,$€£-])\\d{1,6}[A-Za-z]?[ ](?:(?:North|South|East|West|[NSEW]\\.?)[ ])?(?:(?:${WORD}|\\d{1,3}(?:st|nd|rd|th))[ ]){1,4}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Terrace|Way|Parkway|Pkwy|Highway|Hwy|Crescent|Close|Gardens|Grove|Circle|Cir)\\b\\.?`;
const ENGLISH_REST = `(?:,?[ ](?:Apt|Apartment|Suite|Ste|Unit|Floor|#)\\.?[ ]?[\\w-]{1,8})?(?:,[ ]${WORD}(?:[ ]${WORD}){0,3})?(?:,?[ ][A-Z]{2}[ ]\\d{5}(?:-\\d{4})?)?`;
const GERMAN = `(?<![\\p{L}\\p{N}])(?:${WORD}[ -]){0,3}(?:\\p{Lu}[\\p{L}-]{0,30}(?:straße|strasse|str\\.|weg|platz|allee|gasse|ring|damm|ufer)|(?:Straße|Str\\.|Weg|Platz|Allee))[ ]\\d{1,4}[ ]?[a-z]?(?![\\p{L}\\p{N}])(?:,?[ ]\\d{5}[ ]${WORD})?`;
const FRENCH = `(?<![\\p{L}\\p{N}])\\d{1,4}(?:[ ](?:bis|ter))?,?[ ](?:rue|avenue|boulevard|place|chemin|impasse|allée|quai)[ ](?:(?:de|du|des|la|le|les|l'|d')[ ]?){0,3}${WORD}(?:[ -]${WORD}){0,3}(?:,?[ ]\\d{5}[ ]${WORD})?`;
const PATTERN = new RegExp([ENGLISH + ENGLISH_REST, GERMAN, FRENCH].join('|'), 'gu');

export const address: Detector = {
  kind: 'address',
  label: 'address',
  description: 'Street addresses with a house number, as English, German and French write them: best effort.',
  *find(text) {
    if (!/\d/.test(text)) return;
    for (const { 0: found, index } of text.matchAll(PATTERN)) {
      const same = found
        .normalize('NFC')
        .toLowerCase()
        .replace(/[\s,.]+/g, ' ')
        .trim();
      yield { start: index, end: index + found.length, same };
    }
  },
};
