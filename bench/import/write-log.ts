/** Writes a log of made-up chats, of which no two are alike. Arguments: format, rows, file. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { fileWriter, parquetWriteRows } from 'hyparquet-writer';

const [format = '', count = '0', file = ''] = process.argv.slice(2);
const rows = Number(count);

const WORDS =
  'the card that I ordered has never come and now my account says it was sent twice please help'.split(' ');

/** About 60 words, others in each row. */
function question(row: number): string {
  const words = Array.from(
    { length: 40 + (row % 40) },
    (_, i) => WORDS[(row * 7 + i * (1 + (row % 5))) % WORDS.length],
  );
  return `Case ${row}: ${words.join(' ')}?`;
}

function chatAt(row: number) {
  return {
    id: `r${row}`,
    created_at: new Date(1_760_000_000_000 + row * 1000).toISOString(),
    model: `model-${row % 3}`,
    question: question(row),
    answer: `I am sorry to hear that. Your case ${row} is with my colleague.`,
    usage: { input_tokens: 60 + (row % 50), output_tokens: 17 },
  };
}

function* jsonLines(): Generator<string> {
  for (let row = 0; row < rows; row++) yield `${JSON.stringify(chatAt(row))}\n`;
}

function* jsonDocument(): Generator<string> {
  yield '{"exported": true, "data": [';
  for (let row = 0; row < rows; row++) yield `${row === 0 ? '' : ',\n'}${JSON.stringify(chatAt(row))}`;
  yield ']}';
}

function* table(): Generator<string> {
  yield 'id,created_at,model,question,answer,input_tokens,output_tokens\n';
  for (let row = 0; row < rows; row++) {
    const { id, created_at: at, model, question: asked, answer, usage } = chatAt(row);
    yield `${id},${at},${model},"${asked}","${answer}",${usage.input_tokens},${usage.output_tokens}\n`;
  }
}

/** In pieces of some size, for a million small writes would take longer than all else. */
function* joined(texts: Iterable<string>): Generator<string> {
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length < 1 << 18) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** One row group, as the writers that most people use make of up to a million rows. */
async function writeParquet(): Promise<void> {
  function* flat() {
    for (let row = 0; row < rows; row++) {
      const { usage, ...rest } = chatAt(row);
      yield { ...rest, ...usage };
    }
  }
  await parquetWriteRows({
    writer: fileWriter(file),
    rows: [...flat()],
    columns: [
      { name: 'id', type: 'STRING' },
      { name: 'created_at', type: 'STRING' },
      { name: 'model', type: 'STRING' },
      { name: 'question', type: 'STRING' },
      { name: 'answer', type: 'STRING' },
      { name: 'input_tokens', type: 'INT32' },
      { name: 'output_tokens', type: 'INT32' },
    ],
    rowGroupSize: rows,
  });
}

if (format === 'parquet') await writeParquet();
else {
  const texts = format === 'csv' ? table() : format === 'json' ? jsonDocument() : jsonLines();
  const into = createWriteStream(file);
  const source = Readable.from(joined(texts));
  if (format === 'jsonl.gz') await pipeline(source, createGzip({ level: 1 }), into);
  else await pipeline(source, into);
}
