/** In what script and, as far as its commonest words tell, in what language a text is written. */

/** Ranges of UTF-16 units of the letters of each script; what is in none of these counts as `other`. */
const SCRIPTS: readonly (readonly [number, number, string])[] = [
  [0x41, 0x24f, 'latin'],
  [0x370, 0x3ff, 'greek'],
  [0x400, 0x52f, 'cyrillic'],
  [0x531, 0x587, 'armenian'],
  [0x5d0, 0x5f4, 'hebrew'],
  [0x620, 0x77f, 'arabic'],
  [0x900, 0x97f, 'devanagari'],
  [0x980, 0x9ff, 'bengali'],
  [0xb80, 0xbff, 'tamil'],
  [0xe01, 0xe5b, 'thai'],
  [0x10a0, 0x10ff, 'georgian'],
  [0x1e00, 0x1eff, 'latin'],
  [0x3040, 0x30ff, 'kana'],
  [0x3400, 0x9fff, 'han'],
  [0xac00, 0xd7a3, 'hangul'],
];
const OTHER = /\p{L}/u;

/** The commonest words of languages in Latin script that few others share. */
const WORDS: { readonly [language: string]: string } = {
  en: 'the and is are was this that with have you your for not what how can from they would there which been my it but if so all one will would about just more when like out who get',
  de: 'der die das und ist nicht ich mit für auf ein eine einen dem den von werden bitte wie haben sie auch zu sich',
  fr: 'le la les des est une dans pour que qui pas vous nous sur avec je mais sont cette ce au être votre et',
  es: 'el los las una para por con está como pero más muy son del que mi su usted esta hay ser tengo puedo y',
  it: 'il gli che non per una sono con del della come anche più questo ho mi si ma nel alla di essere grazie',
  pt: 'não uma para os são mais como foi muito você meu seu isso ao pelo está também já eu um na no',
  nl: 'het een van niet en ik met voor zijn op dat aan deze naar maar ook kan wordt mijn bij heb als wat geen',
  sv: 'och att det som är inte på för med jag har till kan ett var om men vi från ska min hur så av',
  da: 'og at det er ikke på til med jeg har som en af kan den vi fra hvordan meget også hvad mit være',
  pl: 'nie się jest że jak czy tak mnie dla ale jestem przez bardzo już tego od być są oraz może',
  tr: 've bir bu için ile değil çok ne var mı benim nasıl daha gibi olarak ben kadar ama sonra olan',
  fi: 'ja ei että oli mutta kun niin mitä olen voi tämä ovat hän minun myös kuin jos',
  id: 'yang dan di untuk dengan tidak ini itu dari saya pada adalah ada akan bisa apa anda sudah ke',
};

const LANGUAGES = Object.keys(WORDS);

/** The places in `LANGUAGES` of those that have a word; one twice where the word stands in its list twice, and so counts for more. */
const LANGUAGES_OF: ReadonlyMap<string, readonly number[]> = (() => {
  const of = new Map<string, number[]>();
  for (const [place, language] of LANGUAGES.entries())
    for (const word of WORDS[language]!.split(' ')) of.set(word, [...(of.get(word) ?? []), place]);
  return of;
})();

/** Whether a word is one of those that every text of its language has, and so tells nothing of what it is about. */
export function isCommonWord(word: string): boolean {
  return LANGUAGES_OF.has(word);
}

/** Scripts that name a language by themselves. */
const OF_SCRIPT: { readonly [script: string]: string } = { kana: 'ja', hangul: 'ko', han: 'zh', thai: 'th' };

/** Letters that are looked at; a language shows early. */
const LOOKED_AT = 2_000;
/** Different common words that must be found, since one alone may be a word of another language too; and the least share of all words. */
const LEAST_WORDS = 3;
const LEAST_SHARE = 0.12;
/** So many times the words of the next language. */
const CLEARLY = 1.3;

/** The letters of a text by script, the commonest first; shares of 0 to 1. */
export function scriptsOf(text: string): readonly { readonly script: string; readonly share: number }[] {
  const head = text.slice(0, LOOKED_AT);
  if (!BEYOND_ASCII.test(head)) return ASCII_LETTER.test(head) ? ALL_LATIN : [];
  const counts = new Map<string, number>();
  const end = head.length;
  let letters = 0;
  for (let i = 0; i < end; i++) {
    const script = scriptOf(text.charCodeAt(i));
    if (script === undefined) continue;
    counts.set(script, (counts.get(script) ?? 0) + 1);
    letters++;
  }
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([script, count]) => ({ script, share: count / letters }));
}

const BEYOND_ASCII = /[\u0080-\uffff]/;
const ASCII_LETTER = /[a-z]/i;
const ALL_LATIN = [{ script: 'latin', share: 1 }] as const;

/** The script of a letter in the basic plane; undefined for all else. */
function scriptOf(unit: number): string | undefined {
  if (unit < 0x80) return (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a ? 'latin' : undefined;
  if (unit === 0xd7 || unit === 0xf7 || unit < 0xc0) return undefined;
  if (unit < 0x250) return 'latin';
  const range = SCRIPTS.find(([, last]) => unit <= last);
  if (range !== undefined && unit >= range[0]) return range[2];
  return OTHER.test(String.fromCharCode(unit)) ? 'other' : undefined;
}

/**
 * The language (ISO 639-1) of a text, or the name of its script where that is all there is to say; undefined when too
 * little of it tells. A guess by counting: short texts are often undefined, and a wrong guess is possible.
 */
export function languageOf(text: string): string | undefined {
  const scripts = scriptsOf(text);
  const [main] = scripts;
  if (main === undefined) return undefined;
  // Japanese mixes kana with han.
  if (scripts.some(({ script, share }) => script === 'kana' && share > 0.1)) return 'ja';
  if (main.script !== 'latin') return OF_SCRIPT[main.script] ?? main.script;
  return languageOfWords(latinWords(text.slice(0, LOOKED_AT)));
}

/** The lower-case words of a text in Latin letters. */
export function latinWords(text: string): readonly string[] {
  return text.toLowerCase().match(/[a-z\u00df-\u024f]+/g) ?? [];
}

/** The language of lower-case words in Latin letters. */
export function languageOfWords(words: readonly string[]): string | undefined {
  const found = LANGUAGES.map(() => 0);
  const different = LANGUAGES.map(() => 0);
  const seen = new Set<string>();
  for (const word of words) {
    const places = LANGUAGES_OF.get(word);
    if (places === undefined) continue;
    const isNew = seen.size < seen.add(word).size;
    for (const [i, place] of places.entries()) {
      found[place]!++;
      if (isNew && place !== places[i - 1]) different[place]!++;
    }
  }
  let best = 0;
  let [most, next] = [0, 0];
  for (const [place, count] of found.entries()) {
    if (count > most) [best, most, next] = [place, count, most];
    else next = Math.max(next, count);
  }
  if (different[best]! < LEAST_WORDS) return undefined;
  if (most < words.length * LEAST_SHARE) return undefined;
  return most > next * CLEARLY ? LANGUAGES[best] : undefined;
}
