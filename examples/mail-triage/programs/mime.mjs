// The parts of a mail (RFC 2045 to 2047) and the text in them. Every step is linear in the length and none throws.

/** Header fields in lower case (the first of each name counts), and what follows the first empty line. */
export function splitHeaders(raw) {
  const end = raw.startsWith('\n') ? 0 : raw.indexOf('\n\n');
  const head = (end === -1 ? raw : raw.slice(0, end)).slice(0, 100_000);
  const headers = new Map();
  for (const line of head.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1, colon + 2000).trim());
  }
  return { headers, body: end === -1 ? '' : raw.slice(end).replace(/^\n{1,2}/, '') };
}

/** Encoded words of a header: =?charset?B?...?= and =?charset?Q?...?=. */
export function decodeWords(text) {
  return text
    .replace(/\?= {1,9}=\?/g, '?==?')
    .replace(/=\?([\w-]{1,40})(?:\*[\w-]{1,9})?\?([bq])\?([^?]*)\?=/gi, (whole, charset, kind, data) => {
      const bytes =
        kind.toLowerCase() === 'b' ? fromBase64(data) : fromQuotedPrintable(data.replaceAll('_', ' '));
      return inCharset(bytes, charset) ?? whole;
    });
}

/** The text of a mail or of a part of it: the plain part before the HTML one; parts may nest a few levels. */
export function textOfPart({ headers, body }, depth = 0) {
  const type = headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(type);
  if (/^multipart\//i.test(type) && boundary !== null && depth < 6) {
    const parts = body
      .split(`--${boundary[1] ?? boundary[2]}`)
      .slice(1, 100)
      .filter((part) => !part.startsWith('--'))
      .map((part) => splitHeaders(part.replace(/^[ \t]*\n/, '')));
    const chosen = chooseParts(parts, type);
    if (chosen.length > 0) return chosen.map((part) => textOfPart(part, depth + 1)).join('\n\n');
  }
  if (/^message\/rfc822/i.test(type) && depth < 6) return textOfPart(splitHeaders(body), depth + 1);
  const text = decodeBody(headers, body, type);
  return /^text\/html/i.test(type) || /<html\b|<body\b|<table\b|<!doctype html/i.test(text.slice(0, 3000))
    ? textOfHtml(text)
    : text;
}

/** Of alternatives one, the plain text if it says anything; of other parts every text, attachments left out. */
function chooseParts(parts, type) {
  const kind = ({ headers }) => headers.get('content-type') ?? 'text/plain';
  const readable = parts.filter(
    (part) =>
      /^(text\/(plain|html)|multipart\/|message\/rfc822)/i.test(kind(part)) &&
      !/^attachment/i.test(part.headers.get('content-disposition') ?? '') &&
      part.body.trim() !== '',
  );
  if (!/^multipart\/alternative/i.test(type)) return readable.slice(0, 5);
  const plain = readable.find((part) => /^text\/plain/i.test(kind(part)) && part.body.trim().length > 40);
  return [plain ?? readable.at(-1)].filter((part) => part !== undefined);
}

function decodeBody(headers, body, type) {
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(type)?.[1];
  switch ((headers.get('content-transfer-encoding') ?? '').toLowerCase()) {
    case 'base64':
      return inCharset(fromBase64(body), charset) ?? body;
    case 'quoted-printable':
      return inCharset(fromQuotedPrintable(body), charset) ?? body;
    default:
      return asDeclared(body, charset);
  }
}

function fromBase64(text) {
  return Buffer.from(text.replace(/[^A-Za-z0-9+/=]/g, ''), 'base64');
}

function fromQuotedPrintable(text) {
  const bytes = text
    .replace(/=[ \t]{0,9}\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_whole, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

/** Windows-1252 where nothing usable is declared: whoever sent bytes above 127 without a word meant that. */
function inCharset(bytes, charset = 'windows-1252') {
  try {
    return new TextDecoder(/^(us-)?ascii$/i.test(charset) ? 'windows-1252' : charset).decode(bytes);
  } catch {
    return charset === 'windows-1252' ? undefined : inCharset(bytes);
  }
}

/** What windows-1252 has at 0x80 to 0x9f. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** A mail that was read as windows-1252 but says that it is written in, say, EUC-KR is read again as that. */
function asDeclared(text, charset) {
  if (charset === undefined || /^((us-)?ascii|utf-?8|iso-8859-1|windows-1252)$/i.test(charset)) return text;
  const codes = Array.from(text, (char) => {
    const high = HIGH.indexOf(char);
    return high === -1 ? char.codePointAt(0) : 0x80 + high;
  });
  if (codes.some((code) => code > 0xff) || !codes.some((code) => code > 0x7f || code === 0x1b)) return text;
  return inCharset(Buffer.from(codes), charset) ?? text;
}

const ENTITIES = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  copy: '©',
  reg: '®',
  trade: '™',
  bull: '•',
  middot: '·',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  pound: '£',
  euro: '€',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ouml: 'ö',
  uuml: 'ü',
  auml: 'ä',
};

const BLOCK = /^(br|p|div|tr|table|li|ul|ol|h\d|hr|center|blockquote|body|option)$/;
const HIDDEN = ['script', 'style', 'title', 'select'];

/** What a reader sees of HTML, however broken: no scripts, styles or comments; blocks become lines. */
function textOfHtml(html) {
  const text = withoutComments(html.slice(0, 300_000));
  const lower = text.toLowerCase();
  const lastEnd = new Map(HIDDEN.map((name) => [name, lower.lastIndexOf(`</${name}`)]));
  let out = '';
  let hidden;
  for (const { 0: token, index } of text.matchAll(/<[^<>]*>|[^<]+|</g)) {
    const [, slash, name] = /^<(\/?)([a-z]+\d?)/i.exec(token)?.map((part) => part.toLowerCase()) ?? [];
    if (hidden !== undefined) {
      if (slash === '/' && name === hidden) hidden = undefined;
    } else if (name === undefined) {
      // Line breaks of the source mean nothing, those of tags do.
      if (!token.startsWith('<')) out += token.replace(/\s+/g, ' ');
    } else if (slash === '' && index < (lastEnd.get(name) ?? -1)) {
      hidden = name;
    } else {
      out += BLOCK.test(name) ? '\n' : /^(td|th)$/.test(name) ? ' ' : '';
    }
  }
  return out
    .replace(/&#(x[0-9a-f]{1,6}|\d{1,7});?/gi, (_whole, code) => {
      const number = Number(/^x/i.test(code) ? `0${code}` : code);
      if (number >= 0x80 && number <= 0x9f) return HIGH[number - 0x80];
      return number > 0x10ffff || (number >= 0xd800 && number <= 0xdfff) ? ' ' : String.fromCodePoint(number);
    })
    .replace(/&([a-z]{2,8});?/gi, (whole, name) => ENTITIES[name.toLowerCase()] ?? whole);
}

function withoutComments(html) {
  let out = '';
  let at = 0;
  for (;;) {
    const start = html.indexOf('<!--', at);
    const end = start === -1 ? -1 : html.indexOf('-->', start);
    if (end === -1) return out + html.slice(at);
    out += html.slice(at, start);
    at = end + 3;
  }
}
