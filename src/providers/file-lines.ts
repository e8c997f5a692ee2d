/** The lines of a text file of any size, read as a stream. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { FieldtestError, messageOf } from '../core/errors.ts';
import { MAX_BYTES } from './call-failure.ts';

/** Lines without their `\n`, numbered from 1. `file` is its name in errors, which are FieldtestErrors('input'). */
export async function* fileLines(path: string, file: string): AsyncGenerator<{ line: number; text: string }> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let rest = '';
  for await (const chunk of chunksOf(path, file)) {
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new FieldtestError('input', `${file} is not UTF-8`, 'Convert it: iconv -f latin1 -t utf-8.');
    }
    const [head, ...others] = text.split('\n');
    rest += head!;
    for (const next of others) {
      yield { line: line++, text: rest };
      rest = next;
    }
    if (rest.length > MAX_BYTES) {
      throw new FieldtestError('input', `${file}:${line}: is longer than 64 MB`, 'Write one object a line.');
    }
  }
  yield { line, text: rest };
}

/** The bytes, and `undefined` after the last. */
async function* chunksOf(path: string, file: string): AsyncGenerator<Uint8Array | undefined> {
  try {
    // A device or a pipe may never end, and opening one may wait for ever.
    if (!(await stat(path)).isFile()) throw new Error('it is not a regular file');
    yield* createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new FieldtestError('input', `${file} cannot be read: ${messageOf(error)}`, 'Correct "recorded:".');
  }
  yield undefined;
}
