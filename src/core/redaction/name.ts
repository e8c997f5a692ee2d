/** Names of people, where a text introduces one: best effort, and no promise. */
import type { Detector, Found } from './detector.ts';

const WORD = "\\p{Lu}[\\p{L}'’-]{1,30}";
const NAME = `${WORD}(?:[ \\u00a0](?:\\p{Lu}\\.|von|van|de|der|den|da|di|del|la|bin|al|${WORD})){0,3}`;
const INTRODUCED = [
  // `Dear Dr. Smith`, `Mrs. Ann Lee`
  `(?<=\\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Madam|Herr|Herrn|Frau|Monsieur|Madame|Mme|Señor|Señora|Signor|Signora)\\.?[ \\u00a0])`,
  `(?<=(?:^|\\n)[ \\t]{0,8}(?:Dear|Hi|Hello|Hey|Hallo|Liebe|Lieber|Cher|Chère|Estimado|Estimada)[ ])`,
  `(?<=\\b(?:[Mm]y name is|[Ii]ch heiße|[Ii]ch bin|[Jj]e m'appelle|[Mm]e llamo|[Mm]i chiamo|[Tt]his is|I am called)[ ])`,
  `(?<=(?:^|\\n)[ \\t]{0,8}(?:(?:Best|Kind|Warm) regards|Best wishes|Best|Regards|Sincerely|Yours sincerely|Yours|Cheers|Thanks|Thank you|Mit freundlichen Grüßen|Viele Grüße|Cordialement|Saludos)[,.!]?[ \\t]{0,4}\\r?\\n[ \\t]{0,8})`,
  `(?<=\\b(?:full|first|last|given|family|user|customer|patient|employee|contact|person|sur)? ?names?[ ]?[:=][ ]?["']?)`,
]
  .map((before) => `${before}${NAME}`)
  .join('|');
const PATTERN = new RegExp(`(?=\\p{Lu})(?:${INTRODUCED})`, 'gu');
/** `Ann Lee <ann@example.org>` */
const BEFORE_ADDRESS = new RegExp(
  `(?<![\\p{L}])"?(${WORD}(?:[ ,]{1,2}(?:\\p{Lu}\\.|${WORD})){1,3})"?(?= <[^<>@\\s]{1,64}@)`,
  'gu',
);
/** Words with a capital that greetings and forms have in the place of a name. */
const NO_NAME =
  /^(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herr|Frau|Sir|Madam|All|Team|There|Everyone|Everybody|Customer|Customers|Support|Friend|Friends|Colleagues?|Students?|Hiring|Manager|Editor|User|The|This|That|None|Null|True|False|String|Name|Unknown|Damen|Herren|What|How|Is|A|An|Please|In|On)$/u;

export const name: Detector = {
  kind: 'name',
  label: 'name',
  description: 'Names of people after a title, a greeting, "my name is" or before an address: best effort.',
  *find(text) {
    for (const match of text.matchAll(PATTERN)) yield* nameIn(match[0], match.index);
    if (text.includes(' <'))
      for (const match of text.matchAll(BEFORE_ADDRESS))
        yield* nameIn(match[1]!, match.index + match[0].indexOf(match[1]!));
  },
};

function* nameIn(found: string, start: number): Iterable<Found> {
  if (NO_NAME.test(found.split(/[ \u00a0]/)[0]!)) return;
  const same = found
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s,]+/g, ' ');
  yield { start, end: start + found.length, same };
}
