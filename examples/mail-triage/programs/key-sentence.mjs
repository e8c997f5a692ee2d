// The sentence with the most frequent words of the mail (after Luhn, "The Automatic Creation of Literature
// Abstracts", 1958): what a text says often is what it is about.
import { answer, oneLine, sentencesOf } from './answer.mjs';
import { readMail } from './mail.mjs';

const COMMON = new Set(
  'about after all also and any are because been but can could did does for from get got had has have her here him his how into its just like may more most much not now off one only other our out over own said she should some such than that the their them then there these they this those through too very was way were what when where which while who why will with would you your'.split(
    ' ',
  ),
);

export async function run(example) {
  const { subject, text } = readMail(example.input);
  const sentences = sentencesOf(text);
  const counts = new Map();
  for (const word of [subject, ...sentences].flatMap(wordsOf)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const score = (sentence) => {
    const words = wordsOf(sentence);
    // The sum alone would choose the longest sentence, the mean one of two words.
    return words.reduce((sum, word) => sum + counts.get(word), 0) / (words.length + 4);
  };
  const best = sentences.reduce((a, b) => (score(b) > score(a) ? b : a), sentences[0] ?? subject);
  return answer(oneLine(best), /\?|\bplease (reply|respond|let|send|confirm|call)\b/i.test(best));
}

function wordsOf(text) {
  return (text.toLowerCase().match(/\p{L}{3,30}/gu) ?? []).filter((word) => !COMMON.has(word));
}
