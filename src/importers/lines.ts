/** Bytes in chunks of any size become lines, with bounded memory. */
import { asBuffer } from './utf8.ts';

export interface Line {
  /** 1, 2, ... */
  readonly number: number;
  /** Without its line end (`\n` or `\r\n`). Of a line over the limit: only its first bytes. */
  readonly bytes: Buffer;
  readonly tooLong: boolean;
}

/** Takes chunks in order and gives the lines that are complete; `end` gives a last line without newline. */
export interface LineSplitter {
  push(chunk: Uint8Array): readonly Line[];
  end(): readonly Line[];
}

/** How much of a line over the limit is kept, to show what it was. */
const SHOWN_BYTES = 4096;

/** A splitter that holds at most `maxBytes` of an unfinished line and drops the rest of a longer one. */
export function lineSplitter(maxBytes: number): LineSplitter {
  let number = 0;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let dropping = false;

  const hold = (part: Buffer): void => {
    if (part.length === 0 || dropping) return;
    pending.push(Buffer.from(part)); // a copy: the source may use its chunk again
    pendingBytes += part.length;
    if (pendingBytes <= maxBytes) return;
    dropping = true;
    pending = [Buffer.from(Buffer.concat(pending).subarray(0, SHOWN_BYTES))];
  };

  const finish = (last: Buffer): Line => {
    number++;
    const whole = pending.length === 0 && last.length <= maxBytes;
    if (!whole) hold(last);
    const bytes = whole ? last : pending.length === 1 ? pending[0]! : Buffer.concat(pending);
    const line = { number, bytes: dropping ? bytes : withoutReturn(bytes), tooLong: dropping };
    pending = [];
    pendingBytes = 0;
    dropping = false;
    return line;
  };

  return {
    push(chunk) {
      const buffer = asBuffer(chunk);
      const lines: Line[] = [];
      let start = 0;
      for (let end = buffer.indexOf(10); end !== -1; end = buffer.indexOf(10, start)) {
        lines.push(finish(buffer.subarray(start, end)));
        start = end + 1;
      }
      hold(buffer.subarray(start));
      return lines;
    },
    end: () => (pendingBytes === 0 ? [] : [finish(Buffer.alloc(0))]),
  };
}

function withoutReturn(bytes: Buffer): Buffer {
  return bytes.at(-1) === 13 ? bytes.subarray(0, -1) : bytes;
}
