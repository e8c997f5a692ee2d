// A raw mail as far as a summary needs it: who, about what, and the text that its writer wrote. Never throws.
import { decodeWords, splitHeaders, textOfPart } from './mime.mjs';

/** How much of the text is looked at: whatever a mail is about, it says so before that. */
const LOOKED_AT = 60_000;

/** { from, subject, listed, automatic, text } of a raw mail; each may be empty. */
export function readMail(raw) {
  const mail = splitHeaders(raw.replaceAll('\r\n', '\n').replace(/^From [^\n]*\n/, ''));
  const { headers } = mail;
  return {
    from: senderName(headers.get('from') ?? ''),
    subject: oneSpaced(decodeWords(headers.get('subject') ?? '')),
    listed:
      headers.has('list-id') ||
      headers.has('list-post') ||
      headers.has('list-unsubscribe') ||
      /^(list|bulk)$/i.test(headers.get('precedence') ?? ''),
    automatic:
      /^auto-(generated|replied)/i.test(headers.get('auto-submitted') ?? '') ||
      /\b(mailer-daemon|postmaster|no-?reply|cron ?daemon)\b/i.test(headers.get('from') ?? ''),
    text: writtenText(textOfPart(mail)),
  };
}

/** The subject without what mail programs and lists put before it. */
export function topicOf(subject) {
  return subject.replace(/^(\s*((re|fwd?|aw|sv|antwort)(\[\d+\])?\s*:|\[[^\]]{1,40}\]))+\s*/i, '').trim();
}

/** What the writer wrote: no quotes of others, no signature, no footer of a list, no drawn rules. */
function writtenText(text) {
  const lines = text
    .slice(0, LOOKED_AT)
    .split('\n')
    .map((line) => line.replace(/[ \t\u00a0]+/g, ' '));
  const said = (line) => /[\p{L}\p{N}]/u.test(line);
  const first = lines.findIndex((line) => said(line) && !isQuote(line));
  const end = lines.findIndex((line, i) => i > first && isEnd(line, lines[i + 1] ?? ''));
  const own = (end === -1 || first === -1 ? lines : lines.slice(0, end)).filter(
    (line, i, all) => !isQuote(line) && !isAttribution(line, all[i + 1] ?? ''),
  );
  // A mail that is nothing but a quote or a forward says what it says by that.
  const kept = own.some(said) ? own : lines.map((line) => line.replace(/^[ >|]+/, ''));
  return kept
    .map((line) => (said(line) ? line.trim() : ''))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function isQuote(line) {
  return /^ ?(>|\||[A-Z]{1,3}>)/.test(line);
}

/** "On Monday Ann wrote:", in one line or two. */
function isAttribution(line, next) {
  return (
    /^ ?((On|At|In|>?From)\b.{0,150}\b(wrote|writes|said|says):? ?|.{2,80} (wrote|writes):)$/.test(line) ||
    (/^On .{5,150}[\d,>]$/.test(line) && /\b(wrote|writes):? ?$/.test(next))
  );
}

/** A signature, the footer of a list or a host, or the mail that is answered, in full. */
function isEnd(line, next) {
  return (
    /^-- ?$/.test(line) ||
    /^-{2,} ?(original message|forwarded by)/i.test(line) ||
    /^(To unsubscribe|This (sf|list|email) ?\.?(net|is) (email is )?sponsored|Yahoo! Groups Sponsor|_+ ?$)/i.test(
      line,
    ) ||
    (/^[-_=~]{20,} ?$/.test(line) && /sf\.net|mailing list|sponsor|unsubscribe|https?:/i.test(next)) ||
    /^_{30,}/.test(line)
  );
}

function senderName(field) {
  const from = decodeWords(field);
  const address = /[^<>()"\s]+@[^<>()"\s]+/.exec(from)?.[0] ?? '';
  const name = oneSpaced(from.replace(address, '').replace(/["'()<>]/g, ' '));
  return (/\p{L}/u.test(name) ? name : address).slice(0, 60);
}

function oneSpaced(text) {
  return text.replace(/\s+/g, ' ').trim();
}
