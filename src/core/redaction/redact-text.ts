/** Personal data in a text becomes placeholders: the same value the same one, everywhere in a project. */
import { keyedHash } from '../review/seeded-order.ts';
import { type Detector, type Found, STRUCTURED_KINDS } from './detector.ts';
import { detectors } from './list.ts';

/** What is redacted, and under which secret. */
export interface RedactionRules {
  readonly kinds: readonly Detector['kind'][];
  /** Values that are nobody's in person, such as a hotline: they stay. `@example.org` is every address there. */
  readonly keep: readonly string[];
}

/** Gives a text without personal data, and counts what it took out. */
export interface TextRedactor {
  /** `hint`: what the text is called where it stands (`phone`), which may tell what it is. */
  (text: string, hint?: string): string;
  /** By kind, how often a value was found so far. */
  readonly counts: ReadonlyMap<Detector['kind'], number>;
}

/** Of letters and digits that are not taken for each other; 40 bits, so that a million people are told apart. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 8;
const PLACEHOLDER = new RegExp(
  `\\[(?:${detectors.map(({ label }) => label).join('|')}) [${ALPHABET}]{${LENGTH}}\\]`,
  'g',
);
/** Bytes in a text, an image for example: nobody's address, whatever they spell. */
const DATA_URI = /data:[\w/+.-]{0,80}(?:;[\w=.-]{1,40}){0,4};base64,[A-Za-z0-9+/=_-]*/g;

/** Placeholders are made of `key`, without which nobody can try which value is behind one. */
export function textRedactor(key: string, { kinds, keep }: RedactionRules): TextRedactor {
  const asked = new Set(kinds);
  // What has a form is looked for in any case, so that an account that may stay is not taken for a phone number.
  const used = detectors.filter(
    ({ kind }) => asked.has(kind) || (STRUCTURED_KINDS as readonly string[]).includes(kind),
  );
  const kept = keptValues(used, keep);
  const counts = new Map<Detector['kind'], number>();
  const known = new Map<string, string>();
  const placeholder = ({ kind, label }: Detector, same: string): string => {
    const text = `${kind} ${same}`;
    let made = known.get(text);
    if (made === undefined) {
      made = `[${label} ${code(keyedHash(key, text))}]`;
      if (known.size >= MOST_KNOWN) known.clear();
      known.set(text, made);
    }
    return made;
  };
  const redact = (text: string, hint?: string): string => {
    const context = hint === undefined ? '' : `${spoken(hint)}: `;
    const whole = context + text;
    const places = findIn(whole, used, context.length).filter(
      ({ detector, found }) => asked.has(detector.kind) && !kept(detector, found.same),
    );
    if (places.length === 0) return text;
    let result = '';
    let from = context.length;
    for (const { detector, found } of places) {
      result += whole.slice(from, found.start) + placeholder(detector, found.same);
      from = found.end;
      counts.set(detector.kind, (counts.get(detector.kind) ?? 0) + 1);
    }
    return result + whole.slice(from);
  };
  return Object.assign(redact, { counts });
}

/** Placeholders that are kept ready. */
const MOST_KNOWN = 50_000;

interface Place {
  readonly detector: Detector;
  readonly found: Found;
}

/** Places from `from` on, in order, none over another; of two the detector that comes first has it. */
export function findIn(text: string, used: readonly Detector[], from = 0): readonly Place[] {
  const places: Place[] = [];
  let taken: Uint8Array | undefined;
  for (const detector of used) {
    for (const found of detector.find(text)) {
      if (found.start < from || found.end > text.length) continue;
      taken ??= withoutUntouched(text);
      if (taken.subarray(found.start, found.end).includes(1)) continue;
      taken.fill(1, found.start, found.end);
      places.push({ detector, found });
    }
  }
  return places.sort((a, b) => a.found.start - b.found.start);
}

/** 1 where nothing is looked for: in placeholders, so that redacting twice is redacting once, and in bytes. */
function withoutUntouched(text: string): Uint8Array {
  const taken = new Uint8Array(text.length);
  for (const pattern of [PLACEHOLDER, DATA_URI])
    for (const { 0: found, index } of text.matchAll(pattern)) taken.fill(1, index, index + found.length);
  return taken;
}

/** `customerPhone` and `customer_phone` as the words that they are. */
function spoken(name: string): string {
  return name
    .slice(-60)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/[_.-]+/g, ' ');
}

function code(hash: string): string {
  let bits = Number.parseInt(hash.slice(0, 10), 16);
  let text = '';
  for (let i = 0; i < LENGTH; i++) {
    text += ALPHABET[bits % 32]!;
    bits = Math.floor(bits / 32);
  }
  return text;
}

function keptValues(
  used: readonly Detector[],
  keep: readonly string[],
): (detector: Detector, same: string) => boolean {
  const domains = keep.filter((value) => value.startsWith('@')).map((value) => value.toLowerCase());
  const values = new Set(keep.flatMap((value) => valuesIn(value, used)));
  return ({ kind }, same) =>
    values.has(`${kind} ${same}`) || (kind === 'email' && domains.some((domain) => same.endsWith(domain)));
}

/** What a value to keep is to each detector; a number is a phone number and a card where it stands as one. */
function valuesIn(value: string, used: readonly Detector[]): readonly string[] {
  return ['', 'phone: ', 'card: '].flatMap((context) =>
    findIn(context + value, used, context.length).map(
      ({ detector, found }) => `${detector.kind} ${found.same}`,
    ),
  );
}

/** Whether anything would ever be kept for this entry of `keep:`. */
export function keepsSomething(value: string): boolean {
  return /^@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(value) || valuesIn(value, detectors).length > 0;
}
