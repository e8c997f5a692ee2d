// Subject and first sentence; a question mark anywhere means that it needs an answer.
import { answer, oneLine, sentencesOf } from './answer.mjs';
import { readMail } from './mail.mjs';

export async function run(example) {
  const { subject, text } = readMail(example.input);
  const [first = ''] = sentencesOf(text);
  return answer(oneLine([subject, first].filter(Boolean).join(': ')), text.includes('?'));
}
