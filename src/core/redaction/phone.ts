/** Phone numbers: in international form by calling code and length, in national forms by their shape or by the words before them. */
import { callingCode } from './calling-codes.ts';
import type { Detector, Found } from './detector.ts';
import { beganBefore, chainFrom, type DigitGroup, digitGroups, PHONE_GAP } from './digit-groups.ts';

const NOUN =
  'phone|phones|tel|telephone|telefon|telefonnummer|telefono|teléfono|téléphone|telefone|mobile|mobil|mobiltelefon|móvil|cell|cellphone|cellular|landline|hotline|helpline|call|dial|sms|whatsapp|viber|fax|telefax|handy|rufnummer|handynummer|my number|contact number|contact no|extension|numéro|celular|pager|desk|direct line';
/** These need a word more: whoever reached 1200000 people has no number. */
const VERB = 'called|dialed|contact|contacted|reach|reached|registered|messages|answering|text|ring';
const LINK =
  'number|numbers|no|nr|num|nummer|is|was|as|at|me|us|him|her|them|on|my|his|your|our|their|new|the|to|or|are|and|via|by|direct|directly|please|under|unter|auf|ist|lautet|home|work|office|mobile|cell|primary|alternate|emergency|customer|contact|today|now|back|au|al|el|es|est|au numéro|de|phone|tel|for|info';
const SIGNS = '[\\s:=#."\'(\\[_*,;–-]';
/** What the text before a number says when it is a phone number, whatever its shape. */
const NAMED = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:${NOUN})(?:${SIGNS}|(?<![\\p{L}])(?:${LINK})(?![\\p{L}])){0,12}|(?:${VERB})(?: (?:${LINK})){0,4} (?:at|on|to|via|under|me|us|him|her|them|number|mobile)[ :]{1,2})$`,
  'iu',
);
/** What a list of numbers says behind each: `555 0100 fax`. */
const NAMED_AFTER =
  /^[ \t]?[-([–]?[ \t]?(?:office|home|work|mobile|cell|fax|tel|phone|voice|direct|desk)(?![\p{L}\p{N}])/iu;
const EXTENSION = /^,? ?(?:x|ext\.?|extension|ext|#|durchwahl|poste) ?(\d{1,6})(?![\p{L}\p{N}])/iu;
const BEFORE = 60;
/** The digits at the end of a number that are the same with and without its country's code. */
const COMMON = 9;

export const phone: Detector = {
  kind: 'phone',
  label: 'phone',
  description: 'Phone numbers, international or as a country writes them.',
  *find(text) {
    const groups = digitGroups(text);
    for (let i = 0; i < groups.length; i++) {
      const found = numberFrom(text, groups, i);
      if (found === undefined) continue;
      yield found;
      while (i + 1 < groups.length && groups[i + 1]!.start < found.end) i++;
    }
  },
};

interface Candidate {
  readonly text: string;
  /** Where it begins, with a sign or a bracket before the first digit. */
  readonly start: number;
  readonly sign: string;
  readonly chain: readonly DigitGroup[];
}

function numberFrom(text: string, groups: readonly DigitGroup[], first: number): Found | undefined {
  const chain = chainFrom(text, groups, { first, gap: PHONE_GAP, most: 17, count: 8 });
  if (chain.length === 1 && chain[0]!.digits.length < 7) return undefined;
  const at = chain[0]?.start;
  if (at === undefined) return undefined;
  const sign = /(?:\(\+|\+\(|\+|\()$/.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? '';
  const start = at - sign.length;
  if (
    sign.includes('+')
      ? /[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, start - 2), start))
      : beganBefore(text, start)
  )
    return undefined;
  const candidate = { text, start, sign, chain };
  const length =
    international(candidate) ?? american(candidate, groups, first) ?? national(candidate) ?? named(candidate);
  if (length === undefined) return undefined;
  const taken = chain.slice(0, length);
  let { end } = taken.at(-1)!;
  if (sign.includes('(') && taken.length === 1 && text[end] === ')') end++;
  const extension = EXTENSION.exec(text.slice(end, end + 24));
  return {
    start,
    end: end + (extension?.[0].length ?? 0),
    same: sameNumber(text, taken) + (extension === null ? '' : `x${extension[1]}`),
  };
}

/** Whether a number could go on here; an extension is no part of it. */
function goesOn(text: string, end: number): boolean {
  const rest = text.slice(end, end + 8);
  return !/^x\d{1,6}/i.test(rest) && /^(?:[\p{L}\p{N}_%]|[.,:/\u2010-\u2015-]\d)/u.test(rest);
}

function isNamed({ text, start, chain }: Candidate): boolean {
  const { end } = chain.at(-1)!;
  return (
    NAMED.test(text.slice(Math.max(0, start - BEFORE), start)) || NAMED_AFTER.test(text.slice(end, end + 20))
  );
}

/** How many groups of the chain, from the longest down, make a number by `fits`, with nothing that goes on behind them. */
function longest(
  { text, chain }: Candidate,
  fits: (taken: readonly DigitGroup[]) => boolean,
): number | undefined {
  for (let n = chain.length; n > 0; n--) {
    const taken = chain.slice(0, n);
    if (fits(taken) && !goesOn(text, taken.at(-1)!.end)) return n;
  }
  return undefined;
}

function international(candidate: Candidate): number | undefined {
  const { sign, chain, text } = candidate;
  const first = chain[0]!.digits;
  const prefix = sign.includes('+')
    ? ''
    : first.startsWith('00')
      ? '00'
      : first === '011'
        ? '011'
        : undefined;
  if (prefix === undefined) return undefined;
  // In one piece it may as well be the number of an invoice.
  if (prefix === '00' && chain.length === 1 && !isNamed(candidate)) return undefined;
  const code = callingCode(digitsOf(text, chain).slice(prefix.length));
  if (code === undefined) return undefined;
  const within = (taken: readonly DigitGroup[], [fewest, most]: readonly [number, number]) => {
    const national = digitsOf(text, taken).length - prefix.length - code.code.length;
    return national >= fewest && national <= most;
  };
  return (
    longest(candidate, (taken) => within(taken, code.lengths)) ??
    // A number that its country's plan does not have is written down as one all the same.
    (prefix === '' ? longest(candidate, (taken) => within(taken, [6, 12])) : undefined)
  );
}

/** Three, three and four digits. */
function american(candidate: Candidate, groups: readonly DigitGroup[], first: number): number | undefined {
  const { text, sign, chain } = candidate;
  const own = chain[0]!.digits === '1' ? 1 : 0;
  const parts = chain.slice(own, own + 3);
  const [area, exchange, line] = parts;
  if (area?.digits.length !== 3 || exchange === undefined) return undefined;
  const bracket = sign === '(' ? own === 0 : text[area.start - 1] === '(';
  // `(555) 1234567`
  if (bracket && exchange.digits.length === 7 && text[area.end] === ')')
    return goesOn(text, exchange.end) ? undefined : own + 2;
  if (exchange.digits.length !== 3 || line?.digits.length !== 4 || goesOn(text, line.end)) return undefined;
  const gaps = [text.slice(area.end, exchange.start), text.slice(exchange.end, line.start)];
  if (bracket) return gaps[0]!.startsWith(')') ? own + 3 : undefined;
  if (gaps.every((gap) => /^ ?[-.\u2010-\u2015/] ?$/.test(gap)) || (gaps[0] === ' ' && gaps[1] === '-'))
    return own + 3;
  if (isNamed(candidate)) return own + 3;
  // With spaces alone it could be three numbers of a list.
  const isAlone =
    chain.length === own + 3 &&
    (first === 0 || /[^\d\s,;]/.test(text.slice(groups[first - 1]!.end, candidate.start)));
  const isLikely =
    /^[2-9][0-8]\d$/.test(area.digits) && /^[2-9]/.test(exchange.digits) && !/00$/.test(line.digits);
  return isAlone && isLikely ? own + 3 : undefined;
}

/** With the 0 that many countries dial within themselves: `0151 23456789`, `020 7946 0958`, `06 12 34 56 78`. */
function national(candidate: Candidate): number | undefined {
  const { text, chain, sign } = candidate;
  const [first] = chain;
  if (!/^0[1-9]/.test(first!.digits) || sign.includes('+')) return undefined;
  return longest(candidate, (taken) => {
    const digits = digitsOf(text, taken);
    // Mobile numbers of Britain and Germany are often written in one.
    if (taken.length === 1) return /^(?:07\d{9}|01[567]\d{8,9})$/.test(digits);
    if (digits.length < 9 || digits.length > 12) return false;
    const gaps = taken.slice(1).map((group, i) => text.slice(taken[i]!.end, group.start));
    if (taken.every((group) => group.digits.length === 2)) return taken.length === 5 && !isCounting(taken);
    if (taken.some((group) => group.digits.length < 2) || isDate(taken)) return false;
    // The United States' social security numbers look so.
    if (taken.map((group) => group.digits.length).join() === '3,2,4') return false;
    // `07102-2992` is a place in New Jersey, `02/09/17/189201` a day and a number.
    if (taken.length === 2 && gaps[0] === '-' && first!.digits.length === 5 && taken[1]!.digits.length === 4)
      return false;
    return gaps.every((gap) => gap !== '.') && gaps.filter((gap) => gap === '/').length < 2;
  });
}

/** Whatever its shape, when the text says that it is a phone number. */
function named(candidate: Candidate): number | undefined {
  const { text } = candidate;
  if (!isNamed(candidate)) return undefined;
  return longest(candidate, (taken) => {
    const { length } = digitsOf(text, taken);
    const isYears = taken.length === 2 && taken.every(({ digits }) => /^(?:19|20)\d\d$/.test(digits));
    return length >= 7 && length <= 13 && !isDate(taken) && !isYears;
  });
}

function isDate(taken: readonly DigitGroup[]): boolean {
  const shape = taken.slice(0, 3).map((group) => group.digits.length);
  const [a, b, c] = taken.map((group) => Number(group.digits));
  if (shape.join() === '4,2,2') return a! > 1800 && a! < 2200 && b! <= 12 && c! <= 31;
  return shape.join() === '2,2,4' && a! <= 31 && b! <= 31 && c! > 1800 && c! < 2200;
}

/** 01 02 03 04 05 */
function isCounting(taken: readonly DigitGroup[]): boolean {
  const numbers = taken.map((group) => Number(group.digits));
  const step = numbers[1]! - numbers[0]!;
  return numbers.every((number, i) => i === 0 || number - numbers[i - 1]! === step);
}

/** Without the 0 in brackets that is not dialled from abroad: `+49 (0)151 ...`. */
function digitsOf(text: string, taken: readonly DigitGroup[]): string {
  return taken
    .filter(({ digits, start, end }) => digits !== '0' || text[start - 1] !== '(' || text[end] !== ')')
    .map((group) => group.digits)
    .join('');
}

function sameNumber(text: string, taken: readonly DigitGroup[]): string {
  return digitsOf(text, taken).replace(/^0+/, '').slice(-COMMON);
}
