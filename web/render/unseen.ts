/** Finds what an eye cannot see, or would take for something else: each gets a visible mark on the screen. */

/** A stretch of text: as it is, a character that cannot be seen, or a letter that looks like another one. */
export interface Stretch {
  readonly kind: 'plain' | 'unseen' | 'lookalike';
  readonly text: string;
  /** What is shown beside it, such as RLO; '' for plain text. */
  readonly mark: string;
  /** Code point and name; '' for plain text. */
  readonly title: string;
}

// Default_Ignorable covers bidi controls, joiners, fillers, tags and variation selectors; the rest is listed.
const UNSEEN =
  /[\p{Default_Ignorable_Code_Point}\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u2800\ufff9-\ufffb\p{Surrogate}]/gu;
/** Printable ASCII, tab and newline: most texts are this, and one look clears them. */
const PLAIN = /^[\t\n -~]*$/;

const NAMES: { readonly [code: number]: readonly [mark: string, name: string] } = {
  0: ['NUL', 'null'],
  7: ['BEL', 'bell'],
  8: ['BS', 'backspace'],
  13: ['CR', 'carriage return'],
  27: ['ESC', 'escape'],
  127: ['DEL', 'delete'],
  173: ['SHY', 'soft hyphen'],
  847: ['CGJ', 'combining grapheme joiner'],
  1564: ['ALM', 'Arabic letter mark'],
  8203: ['ZWSP', 'zero width space'],
  8204: ['ZWNJ', 'zero width non-joiner'],
  8205: ['ZWJ', 'zero width joiner'],
  8206: ['LRM', 'left-to-right mark'],
  8207: ['RLM', 'right-to-left mark'],
  8232: ['LS', 'line separator'],
  8233: ['PS', 'paragraph separator'],
  8234: ['LRE', 'left-to-right embedding'],
  8235: ['RLE', 'right-to-left embedding'],
  8236: ['PDF', 'pop directional formatting'],
  8237: ['LRO', 'left-to-right override'],
  8238: ['RLO', 'right-to-left override'],
  8288: ['WJ', 'word joiner'],
  8294: ['LRI', 'left-to-right isolate'],
  8295: ['RLI', 'right-to-left isolate'],
  8296: ['FSI', 'first strong isolate'],
  8297: ['PDI', 'pop directional isolate'],
  10240: ['BLANK', 'blank Braille pattern'],
  12644: ['FILLER', 'Hangul filler'],
  65279: ['BOM', 'byte order mark'],
};

const CYRILLIC = 'аеорсухіјѕԁһԛԝӏАВЕКМНОРСТУХІЈЅҮԌ';
const CYRILLIC_AS = 'aeopcyxijsdhqwlABEKMHOPCTYXIJSYG';
const GREEK = 'οαρνυικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ';
const GREEK_AS = 'oapvuikABEZHIKMNOPTYX';
const LATIN_OF = new Map([...zip(CYRILLIC, CYRILLIC_AS), ...zip(GREEK, GREEK_AS)]);
/** Where Latin meets Cyrillic or Greek inside a word. */
const MEETING =
  /\p{Script=Latin}[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}]\p{Script=Latin}/gu;
const LETTERS_BEFORE = /[\p{L}\p{M}]*$/u;
const LETTERS_AFTER = /^[\p{L}\p{M}]*/u;
/** No word is longer; what is, is looked at in parts. */
const WORD = 64;
/** Shorter words that mix Latin and Greek are formulas (hν, ρgh). */
const GREEK_WORD = 4;

/** More unseen characters in a row than this are told by their number. */
const LONGEST_RUN = 4;
/** Characters of a hidden text that its mark shows. */
const READ_OUT = 300;

/** The text in order; the stretches joined are the text again. */
export function stretches(text: string): readonly Stretch[] {
  if (PLAIN.test(text)) return text === '' ? [] : [plain(text)];
  const marked = [...unseen(text), ...lookalikes(text)].sort((a, b) => a.at - b.at);
  const all: Stretch[] = [];
  let end = 0;
  for (const { at, stretch } of marked) {
    if (at > end) all.push(plain(text.slice(end, at)));
    all.push(stretch);
    end = at + stretch.text.length;
  }
  if (end < text.length) all.push(plain(text.slice(end)));
  return all;
}

interface Placed {
  readonly at: number;
  readonly stretch: Stretch;
}

function* unseen(text: string): Iterable<Placed> {
  let run: Placed[] = [];
  let end = 0;
  for (const { 0: char, index } of text.matchAll(UNSEEN)) {
    if (isExpected(text, index, char)) continue;
    if (index !== end) {
      yield* inOne(run);
      run = [];
    }
    const code = char.codePointAt(0)!;
    const [mark, name] = nameOf(code);
    run.push({ at: index, stretch: { kind: 'unseen', text: char, mark, title: `${hex(code)} ${name}` } });
    end = index + char.length;
  }
  yield* inOne(run);
}

/** A long run, which is how a text is hidden in another, gets one mark; hidden letters are read out. */
function inOne(run: readonly Placed[]): readonly Placed[] {
  const [first] = run;
  if (first === undefined || run.length <= LONGEST_RUN) return run;
  const text = run.map(({ stretch }) => stretch.text).join('');
  const hidden = text.replace(/[^\u{e0020}-\u{e007e}]/gu, '').slice(0, 2 * READ_OUT);
  const letters = [...hidden].map((tag) => String.fromCharCode(tag.codePointAt(0)! - 0xe0000)).join('');
  const title = letters === '' ? `first of them: ${first.stretch.title}` : `hidden text: ${letters}`;
  const mark = `${run.length.toLocaleString('en-US')} unseen characters${letters === '' ? '' : `: ${letters}`}`;
  return [{ at: first.at, stretch: { kind: 'unseen', text, mark, title } }];
}

function nameOf(code: number): readonly [string, string] {
  const known = NAMES[code];
  if (known !== undefined) return known;
  if (code >= 0xe0020 && code <= 0xe007e) {
    const ascii = String.fromCharCode(code - 0xe0000);
    return [`tag ${ascii}`, `hidden copy of ${ascii}`];
  }
  if (code >= 0xd800 && code <= 0xdfff) return [hex(code), 'half a character'];
  if (code < 0xa0) return [hex(code), 'control character'];
  if ((code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef))
    return [hex(code), 'variation selector'];
  return [hex(code), 'invisible character'];
}

/** Invisible characters that do honest work: line ends, emoji, and joiners inside scripts that join letters. */
function isExpected(text: string, at: number, char: string): boolean {
  if (char === '\r') return text[at + 1] === '\n';
  if (char === '\u200c' || char === '\u200d') {
    const before = text.slice(Math.max(0, at - 3), at);
    const after = text.slice(at + 1, at + 3);
    if (JOINING_BEFORE.test(before) && JOINING_AFTER.test(after)) return true;
    return char === '\u200d' && EMOJI_BEFORE.test(before) && EMOJI_AFTER.test(after);
  }
  if (char === '\ufe0f' || char === '\ufe0e') return STYLED_BEFORE.test(text.slice(Math.max(0, at - 2), at));
  const code = char.codePointAt(0)!;
  return code >= 0xe0020 && code <= 0xe007f && isFlag(text, at);
}

const JOINING =
  '[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gujarati}\\p{Script=Gurmukhi}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Mongolian}]';
const JOINING_BEFORE = new RegExp(`${JOINING}$`, 'u');
const JOINING_AFTER = new RegExp(`^${JOINING}`, 'u');
const EMOJI_BEFORE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}]\ufe0f?$/u;
const EMOJI_AFTER = /^\p{Extended_Pictographic}/u;
const STYLED_BEFORE = /[\p{Emoji}\p{Extended_Pictographic}]$/u;
/** The flags of England, Scotland and Wales: the only tags in use. */
const FLAG =
  /\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}/gu;

function isFlag(text: string, at: number): boolean {
  const from = Math.max(0, at - 12);
  for (const flag of text.slice(from, at + 14).matchAll(FLAG)) {
    const start = from + flag.index;
    if (at > start && at < start + flag[0].length) return true;
  }
  return false;
}

function* lookalikes(text: string): Iterable<Placed> {
  let end = 0;
  for (const { index } of text.matchAll(MEETING)) {
    if (index < end) continue;
    const start = index - LETTERS_BEFORE.exec(text.slice(Math.max(end, index - WORD), index))![0].length;
    const word = LETTERS_AFTER.exec(text.slice(start, index + WORD))![0];
    end = start + word.length;
    if (/\p{Script=Greek}/u.test(word) && word.length < GREEK_WORD) continue;
    for (let at = 0; at < word.length; at++) {
      const letter = word[at]!;
      const latin = LATIN_OF.get(letter);
      if (latin === undefined) continue;
      const script = letter < '\u0400' ? 'Greek' : 'Cyrillic';
      const title = `${hex(letter.charCodeAt(0))} ${script} letter that looks like ${latin}`;
      yield { at: start + at, stretch: { kind: 'lookalike', text: letter, mark: script, title } };
    }
  }
}

function plain(text: string): Stretch {
  return { kind: 'plain', text, mark: '', title: '' };
}

function hex(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

function zip(from: string, to: string): readonly (readonly [string, string])[] {
  return [...from].map((letter, i) => [letter, to[i]!]);
}
