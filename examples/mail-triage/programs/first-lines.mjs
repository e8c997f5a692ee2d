// A command: the raw mail on stdin, its first words on stdout, as a mail program previews them.
import { answer, oneLine } from './answer.mjs';
import { readMail } from './mail.mjs';

let raw = '';
process.stdin.setEncoding('utf8');
for await (const chunk of process.stdin) raw += chunk;
const { text } = readMail(raw);
// A question early on is one to the reader; further down it is more often rhetoric.
process.stdout.write(`${answer(oneLine(text, 160), text.slice(0, 500).includes('?'))}\n`);
