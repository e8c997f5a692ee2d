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

/** A splitter that holds at most `maxBytes` of an unfinished line, gives a longer one at once and drops its rest. */
export function lineSplitter(maxBytes: number): LineSplitter {
  let number = 1;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  /** The rest of a line that was too long. */
  let dropping = false;

  const hold = (part: Buffer): void => {
    if (part.length === 0) return;
    pending.push(Buffer.from(part)); // a copy: the source may use its chunk again
    pendingBytes += part.length;
  };
  const release = (): Buffer => {
    const bytes = pending.length === 1 ? pending[0]! : Buffer.concat(pending);
    pending = [];
    pendingBytes = 0;
    return bytes;
  };
  const tooLong = (): Line => {
    const bytes = Buffer.concat(pending, Math.min(pendingBytes, SHOWN_BYTES));
    pending = [];
    pendingBytes = 0;
    return { number, bytes, tooLong: true };
  };

  /** The line that ends with this part; undefined when it was given already. */
  const finish = (last: Buffer): Line | undefined => {
    if (dropping) {
      dropping = false;
      return undefined;
    }
    if (pendingBytes === 0 && last.length <= maxBytes)
      return { number, bytes: withoutReturn(last), tooLong: false };
    hold(last);
    return pendingBytes > maxBytes ? tooLong() : { number, bytes: withoutReturn(release()), tooLong: false };
  };

  return {
    push(chunk) {
      const buffer = asBuffer(chunk);
      const lines: Line[] = [];
      let start = 0;
      for (let end = buffer.indexOf(10); end !== -1; end = buffer.indexOf(10, start)) {
        const line = finish(buffer.subarray(start, end));
        if (line !== undefined) lines.push(line);
        number++;
        start = end + 1;
      }
      if (dropping) return lines;
      hold(buffer.subarray(start));
      if (pendingBytes > maxBytes) {
        lines.push(tooLong());
        dropping = true;
      }
      return lines;
    },
    end() {
      const line = pendingBytes === 0 ? undefined : finish(Buffer.alloc(0));
      return line === undefined ? [] : [line];
    },
  };
}

function withoutReturn(bytes: Buffer): Buffer {
  return bytes.at(-1) === 13 ? bytes.subarray(0, -1) : bytes;
}
