// By rules: what kind of mail it is, who writes, and the sentence that says what they want.
import { answer, oneLine, sentencesOf } from './answer.mjs';
import { readMail, topicOf } from './mail.mjs';

/** How much of a mail decides what kind it is. */
const KIND_FROM = 8_000;

const ADVERTISING =
  /\b(click (here|below)|opt[- ]?(out|in)|removed? from (this|our|the) (mailing )?list|to be removed|limited time|free (trial|quote|gift|of charge|report|sample)|guarantee[ds]?|100% free|order (now|today)|act now|mortgage|viagra|lose weight|weight loss|credit card debt|no obligation|make money|earn (up to )?\$|million (us )?dollars|lowest price|special offer|winner|casino|toner|adult|xxx|investment|discount|save (up to )?[$\d]|toll[- ]free|next of kin|strictly confidential|work (from|at) home|apply now|dear (friend|sir))\b/gi;
const NEWSLETTER = /\b(newsletter|digest|headlines|daily update|in this issue|this week'?s|top stories)\b/i;
const AUTOMATIC =
  /^(cron|undeliver|returned mail|delivery|automatic|auto(matic)? ?reply|out of (the )?office|\[bug|\[issue)/i;
const GREETING =
  /^(hi|hello|hey|dear|greetings|good (morning|day|evening)|thanks|thank you|cheers|regards|best wishes)\b[^.!?]{0,40}[,.!]?$/i;
/** A question to the reader; that it ends in a question mark is asked apart. */
const QUESTION =
  /\b(can|could|would|will|do|does|did|is|are|has|have|should|any) (you|any|anyone|anybody|someone|somebody|i|we|it|there|this|that|the|of you)\b|\b(how|why|what|where|when|which|who|any ideas?)\b/i;
const REQUEST =
  /\b(please|pls|kindly) (reply|respond|answer|advise|confirm|let (me|us) know|send|help|call|tell|check|forward|rsvp)\b|\b(let me know|any (ideas|suggestions|help|thoughts|pointers)|help me|i need|i'd (like|appreciate)|waiting for your|looking forward to (your|hearing)|thanks in advance)\b/i;
const REPORT =
  /\b(problems?|error|fail(s|ed|ure)?|bug|crash(es|ed)?|broken|(doesn'?t|won'?t|not) work|can'?t|cannot|unable|wrong|missing|patch|fix(ed|es)?|announc(e|ing)|released?|meeting|deadline|available|reports?|said|found)\b/i;

export async function run(example) {
  const mail = readMail(example.input);
  const text = withoutFeedLines(mail.text);
  const sentences = sentencesOf(text).filter((sentence) => !GREETING.test(sentence));
  const kind = kindOf(mail, text);
  const request = kind === 'list' || kind === 'personal' ? sentences.find(asksTheReader) : undefined;
  const point = request ?? pointOf(sentences, topicOf(mail.subject));
  return answer(oneLine(summaryOf(mail, { kind, point }), 220), request !== undefined);
}

/** News feeds turned into mail begin with their address and date, and hold pictures as text. */
function withoutFeedLines(text) {
  return text
    .replace(/^(URL|Date|Link|Supplied by): .*$/gm, '')
    .replace(/\[IMG:[^\]\n]*\]*\)?\]?/g, '')
    .trim();
}

function kindOf({ subject, automatic, listed }, text) {
  if (automatic || AUTOMATIC.test(subject)) return 'automatic';
  const start = text.slice(0, KIND_FROM);
  const pitches = new Set(
    (`${subject} ${start}`.match(ADVERTISING) ?? []).map((pitch) => pitch.toLowerCase()),
  ).size;
  const shouting = subject.length > 8 && subject === subject.toUpperCase() && /[A-Z]{4}/.test(subject);
  const loud = shouting || /\$ ?\d|!{2,}/.test(start);
  if (NEWSLETTER.test(`${subject} ${start.slice(0, 600)}`)) return 'newsletter';
  if (pitches >= (listed ? 4 : 2) || (pitches === 1 && loud && !listed)) return 'advertising';
  return listed ? 'list' : 'personal';
}

function asksTheReader(sentence) {
  if (/\b(unsubscribe|subscription|removed?|opt[- ]?out|mailing list)\b/i.test(sentence)) return false;
  return REQUEST.test(sentence) || (sentence.endsWith('?') && QUESTION.test(sentence));
}

/** The report of something if there is one early on, else the first sentence that says something. */
function pointOf(sentences, topic) {
  const early = sentences
    .slice(0, 12)
    .filter(
      (sentence) =>
        sentence.split(' ').length >= 5 &&
        !/https?:\S{60}/.test(sentence) &&
        sentence.toLowerCase() !== topic.toLowerCase(),
    );
  return early.slice(0, 6).find((sentence) => REPORT.test(sentence)) ?? early[0] ?? sentences[0] ?? '';
}

function summaryOf({ from, subject }, { kind, point }) {
  const topic = topicOf(subject);
  const who = from || 'Somebody';
  const gist = [topic, point].filter(Boolean).join(': ');
  switch (kind) {
    case 'advertising':
      return `Advertising. ${gist}`;
    case 'newsletter':
      return `Newsletter from ${who}. ${gist}`;
    case 'automatic':
      return `Automatic message. ${gist}`;
    default:
      if (point === '') return topic === '' ? '' : `${who} sent only the heading "${topic}"`;
      return `${who} ${/^\W*(re|aw|sv)\b/i.test(subject) ? 'replies' : 'writes'} about "${topic || 'nothing named'}": ${point}`;
  }
}
