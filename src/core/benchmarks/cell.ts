/** A cell of a public table: a number, its unit, and the interval that stands beside it. */
import type { BenchmarkScore } from './benchmark.ts';

export interface NumberCell extends BenchmarkScore {
  readonly kind: 'number';
  readonly unit?: string;
  /** A second number stands in it, which is left out: `72.5% / 79.4%`. */
  readonly second?: true;
}

export type Cell =
  | NumberCell
  | { readonly kind: 'missing' }
  | { readonly kind: 'text'; readonly text: string };

const MISSING =
  /^(|[-–—−]+|n\/?a|nan|null|none|tbd|tba|not (disclosed|reported|available|applicable)|x|\?|\.+|…)$/i;
/** `1,234.5`, `1 234.5`; `1.234,5` and `1.234.567`; `79.1`, `79,1`, `.5`. */
const NUMBER = String.raw`[-−+]?(?:[1-9]\d{0,2}(?:[,  ]\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})|\d+(?:[.,]\d+)?|\.\d+)(?:e[-+]?\d{1,3})?`;
const SCALE: { readonly [letter: string]: number } = { k: 1e3, m: 1e6, b: 1e9 };
const VALUE = new RegExp(
  String.raw`^(?<before>[$€£])?\s?(?<number>${NUMBER})\s?(?<scale>[kmb](?![a-z]))?\s?(?<after>%|pp|points?|ms|secs?|seconds?|s|min|minutes?|usd|tok\/s|tokens\/s|[x×])?(?=$|[^\p{L}\d])`,
  'iu',
);
const PLUS_MINUS = new RegExp(String.raw`^\s*\(?\s*(?:±|\+\/?-|&plusmn;)\s*(${NUMBER})\s*%?\s*\)?`, 'iu');
/** `(-2.1, +2.3)`, `[77.0, 81.4]`, `(77.0–81.4)`, `-2.1/+2.3`. */
const BOUNDS = new RegExp(
  String.raw`^\s*[([]?\s*(?:95\s?%\s*CI:?\s*)?(${NUMBER})\s*%?\s*(?:,|;|\/|to|–|—|\s-\s|\s)\s*(${NUMBER})\s*%?\s*[)\]]?`,
  'iu',
);
const SECOND = new RegExp(String.raw`^\s*(?:\/|\||,|;|→|\s)\s*[$€£]?\s?${NUMBER}`, 'u');
/** Longer is a text. */
const MOST_CHARACTERS = 120;
const MOST = 1e15;
/** With its markup; some of the patterns below look at a text from each of its places. */
const MOST_MARKUP = 600;

/** Reads a cell whose markup is gone already (see `plainCell`). */
export function readCell(text: string): Cell {
  const trimmed = text.trim();
  if (MISSING.test(trimmed)) return { kind: 'missing' };
  if (trimmed.length > MOST_CHARACTERS) return { kind: 'text', text: trimmed };
  // `~79`, `🥇 79.1`, `≈ 12`: what stands before a number and is no part of it.
  const bare = trimmed.replace(/^(?:[~≈*]|\p{Extended_Pictographic}\uFE0F?|\s)+(?=[-−+$€£.\d])/u, '');
  const found = VALUE.exec(bare);
  if (found === null) return { kind: 'text', text: trimmed };
  const { before, number, scale, after } = found.groups as { [group: string]: string | undefined };
  const times = scale === undefined ? 1 : SCALE[scale.toLowerCase()]!;
  const value = numberOf(number!) * times;
  if (!Number.isFinite(value) || Math.abs(value) > MOST) return { kind: 'text', text: trimmed };
  const rest = bare.slice(found[0].length);
  const unit = unitOf(before ?? after);
  const interval = intervalOf(rest, value, times);
  const left = interval === undefined ? rest : rest.slice(interval.length);
  if (/[\p{L}\d]/u.test(left) && !SECOND.test(left) && !isNote(left)) return { kind: 'text', text: trimmed };
  return {
    kind: 'number',
    value,
    ...(unit === undefined ? {} : { unit }),
    ...(interval === undefined ? {} : { interval: interval.of }),
    ...(SECOND.test(left) ? { second: true as const } : {}),
  };
}

/** A remark in brackets: `(pass@1)`, `(high)`, `[3]`. */
function isNote(text: string): boolean {
  return /^\s*(\([^()]*\)|\[[^\][]*\]|\*+|\s|[†‡§¶])+$/u.test(text);
}

/** A comma groups thousands where three digits follow, unless nothing but a 0 stands before it; else it is a decimal comma, and points group. */
function numberOf(text: string): number {
  const plain = text.replace('−', '-').replace(/[  ]/gu, '');
  if (/^[-+]?\d{1,3}(\.\d{3})+,\d+/.test(plain) || /^[-+]?\d{1,3}(\.\d{3}){2,}(?!\d)/.test(plain))
    return Number(plain.replaceAll('.', '').replace(',', '.'));
  const isGrouped = /,\d{3}(\D|$)/.test(plain) && !/^[-+]?0/.test(plain);
  return Number(isGrouped ? plain.replaceAll(',', '') : plain.replace(',', '.'));
}

function intervalOf(
  text: string,
  value: number,
  times: number,
): { readonly of: readonly [number, number]; readonly length: number } | undefined {
  const half = PLUS_MINUS.exec(text);
  if (half !== null) {
    const width = Math.abs(numberOf(half[1]!) * times);
    return { of: [value - width, value + width], length: half[0].length };
  }
  const bounds = /^\s*[([]/.test(text) || /^\s*[-−+]/.test(text) ? BOUNDS.exec(text) : null;
  if (bounds === null) return undefined;
  const of = boundsOf(bounds[1]!, bounds[2]!, value, times);
  return of === undefined ? undefined : { of, length: bounds[0].length };
}

/** Bounds around a value, given as they are or as what is to be added: `-2.1` and `+2.3`. */
function boundsOf(
  first: string,
  second: string,
  value: number,
  times: number,
): readonly [number, number] | undefined {
  const [one, other] = [numberOf(first) * times, numberOf(second) * times];
  const isSigned = /^[-−]/.test(first) && /^\+/.test(second);
  const isSignedBack = /^\+/.test(first) && /^[-−]/.test(second);
  if (isSigned || isSignedBack) return [value + Math.min(one, other), value + Math.max(one, other)];
  const [low, high] = [Math.min(one, other), Math.max(one, other)];
  return low <= value && value <= high ? [low, high] : undefined;
}

/** What a cell of interval bounds says about a value in another column: `(-2.1, +2.3)`, `77.0 - 81.4`, `±1.2`. */
export function intervalCell(text: string, value: number): readonly [number, number] | undefined {
  const given = text.trim();
  const half = PLUS_MINUS.exec(given) ?? new RegExp(`^(${NUMBER})$`, 'u').exec(given);
  if (half !== null) {
    const width = Math.abs(numberOf(half[1]!));
    return [value - width, value + width];
  }
  const bounds = BOUNDS.exec(given);
  return bounds === null ? undefined : boundsOf(bounds[1]!, bounds[2]!, value, 1);
}

function unitOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const unit = text.toLowerCase();
  if (unit === 'usd') return '$';
  if (/^(secs?|seconds?)$/.test(unit)) return 's';
  if (/^minutes?$/.test(unit)) return 'min';
  if (unit === 'pp' || /^points?$/.test(unit)) return undefined;
  if (unit === 'tokens/s') return 'tok/s';
  return unit === '×' ? 'x' : unit;
}

const ENTITIES: { readonly [name: string]: string } = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  plusmn: '±',
  mdash: '—',
  ndash: '–',
  minus: '−',
  times: '×',
  dagger: '†',
};

/** A cell without its markup: bold, code, links, footnotes, tags and character references. Nothing of it is ever rendered. */
export function plainCell(text: string): string {
  const bounded = text.slice(0, MOST_MARKUP).toWellFormed();
  return (
    bounded
      .replace(/<sup\b[^>]*>[^<]*<\/sup>/gi, '')
      .replace(/<br\s*\/?>/gi, ' ')
      .replace(/<[a-z/!][^<>]*>/gi, '')
      .replace(/!\[([^\][]*)\]\([^()]*\)/g, '$1')
      .replace(/\[([^\][]*)\]\((?:[^()]|\([^()]*\))*\)/g, '$1')
      .replace(/\[\^?\d{1,3}\]|\[\^[^\][]*\]/g, '')
      .replace(/(\*\*|~~|`)/g, '')
      .replace(/^__([^_]*\d[^_]*)__$/, '$1')
      .replace(/^\*(?=\S)(.*\S)\*$/s, '$1')
      .replace(/&(#x?[\da-f]{1,6}|[a-z]{2,8});/gi, (whole, name: string) => entity(name) ?? whole)
      // Markdown's backslashes before what would else be markup.
      .replace(/\\([!-/:-@[-`{-~])/g, '$1')
      // Footnote marks that stand behind a number or name.
      .replace(/(?<=\S)[\s]*[*†‡§¶¹²³⁴⁵⁶⁷⁸⁹⁰]+$/u, '')
      .replace(/\s+/gu, ' ')
      .trim()
  );
}

/** The character that `&NAME;` or `&#NUMBER;` stands for. */
export function entity(name: string): string | undefined {
  if (!name.startsWith('#'))
    return Object.hasOwn(ENTITIES, name.toLowerCase()) ? ENTITIES[name.toLowerCase()] : undefined;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}
