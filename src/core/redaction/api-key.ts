/** Keys, tokens and passwords: as their makers write them, and what a text calls so. */
import type { Detector, Found } from './detector.ts';

/** By maker. Every class is bounded, so that no text takes long. */
const SHAPES = new RegExp(
  [
    /(?<![\w-])sk-[\w-]{16,250}/, // OpenAI, Anthropic, OpenRouter
    /\b[srp]k_(?:live|test|prod)_\w{16,250}/, // Stripe, Clerk
    /\bwhsec_[\w+/]{24,100}/,
    /\bgh[opsur]_[A-Za-z\d]{36,250}/,
    /\bgithub_pat_\w{22,250}/,
    /\bgl(?:pat|ptt|dt|rt|soat)-[\w-]{20,250}/,
    /\b(?:hf|gsk|nvapi|r8|xai|pplx|fw|tvly)[_-][A-Za-z\d_-]{24,250}/,
    /\bxox[abeoprs]-[\w-]{10,250}/,
    /\bxapp-\d-[\w-]{10,250}/,
    /\b(?:AKIA|ASIA|AROA|AIDA)[A-Z\d]{16}\b/,
    /\bAIza[\w-]{35}/,
    /\bya29\.[\w-]{20,250}/,
    /\bSG\.[\w-]{16,32}\.[\w-]{16,64}/,
    /\bnpm_[A-Za-z\d]{36}/,
    /\bpypi-AgE[\w-]{50,250}/,
    /\bdo[opr]_v1_[a-f\d]{64}/,
    /\bshp(?:at|ca|pa|ss)_[a-fA-F\d]{32}/,
    /\bsq0[a-z]{3}-[\w-]{22,60}/,
    /\b(?:AC|SK)[a-f\d]{32}\b/, // Twilio
    /\bkey-[a-f\d]{32}\b/, // Mailgun
    /\b[a-f\d]{32}-us\d{1,2}\b/, // Mailchimp
    /\b\d{8,10}:AA[\w-]{33}(?![\w-])/, // Telegram
    /\bdapi[a-f\d]{32}\b/, // Databricks
    /\blin_api_\w{32,64}/,
    /\bsecret_[A-Za-z\d]{43}\b/, // Notion
    /\bdckr_pat_[\w-]{20,60}/,
    /\bhooks\.slack\.com\/services\/T\w{6,16}\/B\w{6,16}\/\w{16,32}/,
    /(?<=\b(?:Bearer|Basic)[ \t]{1,3})(?=[\w.~+/-]{0,64}\d)[\w.~+/-]{16,1024}={0,2}/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

/** A piece of each shape, or more: without any of them the long look at a text is spared, which is most of the time. */
const PIECES = [
  ...[
    'sk-',
    'k_live_',
    'k_test_',
    'k_prod_',
    'whsec_',
    'gho_',
    'ghp_',
    'ghs_',
    'ghu_',
    'ghr_',
    'github_pat_',
    'glpat-',
  ],
  ...[
    'glptt-',
    'gldt-',
    'glrt-',
    'glsoat-',
    'hf_',
    'hf-',
    'gsk',
    'nvapi',
    'r8_',
    'r8-',
    'xai_',
    'xai-',
    'pplx',
    'fw_',
    'fw-',
  ],
  ...[
    'tvly',
    'xox',
    'xapp-',
    'AKIA',
    'ASIA',
    'AROA',
    'AIDA',
    'AIza',
    'ya29.',
    'SG.',
    'npm_',
    'pypi-',
    '_v1_',
    'shp',
    'sq0',
  ],
  ...[
    'AC',
    'SK',
    'key-',
    '-us',
    ':AA',
    'dapi',
    'lin_api_',
    'secret_',
    'dckr_pat_',
    'hooks.slack',
    'Bearer',
    'Basic',
  ],
];

const PRIVATE_KEY = '-----BEGIN ';
const PRIVATE_KEY_START = /^-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/;
const PRIVATE_KEY_END = /-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g;

/** `api_key = "..."`, `password: ...`, `client secret is ...` */
const NAMED =
  /(?<![\p{L}\p{N}])(?:(?:api[_ -]?key|secret[_ -]?key|access[_ -]?key|access[_ -]?token|auth[_ -]?token|api[_ -]?token|client[_ -]?secret|secret|token)|(pass(?:word|wd|wort)?|pwd|kennwort))\\?["']?[ \t]{0,3}(?::=|=>|[:=]|is|ist)[ \t]{0,3}(?:\\?(["'`])((?:(?!\2)[^\r\n\\]){8,250})(?=\\?\2)|(?:\\?["'`])?([^\s"'`,;<>(){}[\]\\]{8,250}))/giu;

export const apiKey: Detector = {
  kind: 'api-key',
  label: 'key',
  description:
    'API keys, tokens, private keys and passwords, as their makers write them or by what a text calls them.',
  *find(text) {
    yield* privateKeys(text);
    if (PIECES.some((piece) => text.includes(piece)))
      for (const { 0: key, index } of text.matchAll(SHAPES))
        if (/\d/.test(key) || key.length > 40) yield { start: index, end: index + key.length, same: key };
    if (!/key|token|secret|pass|pwd|kennwort/i.test(text)) return;
    for (const { 0: whole, 1: password, 3: quoted, 4: bare, index } of text.matchAll(NAMED)) {
      const secret = quoted ?? bare!.replace(/[.!?]+$/, '');
      if (!(password === undefined ? isToken(secret) : isPassword(secret))) continue;
      const start = index + whole.length - (quoted ?? bare!).length;
      yield { start, end: start + secret.length, same: secret };
    }
  },
};

/** To its end, or to that of the text: a key that was cut is a key. */
function* privateKeys(text: string): Iterable<Found> {
  for (let at = text.indexOf(PRIVATE_KEY); at !== -1; at = text.indexOf(PRIVATE_KEY, at + 1)) {
    if (!PRIVATE_KEY_START.test(text.slice(at, at + 80))) continue;
    PRIVATE_KEY_END.lastIndex = at;
    const end = PRIVATE_KEY_END.test(text) ? PRIVATE_KEY_END.lastIndex : text.length;
    yield { start: at, end, same: text.slice(at, end).replace(/\s|\\[nr]/g, '') };
    at = end - 1;
  }
}

function isToken(value: string): boolean {
  return value.length >= 16 && isPassword(value) && /^[\w.~+/=:-]+$/.test(value) && !value.includes('://');
}

/** Not a word, a name in code or a number. */
function isPassword(value: string): boolean {
  if (/^(?:\$|%|\*+$|x+$)|your|example|placeholder|changeme|env\./i.test(value)) return false;
  return /\d/.test(value) && /\p{L}/u.test(value) && !/\s/.test(value);
}
