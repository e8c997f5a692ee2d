/** All of a JSON document but the rows of its list, which is checked as it passes. */
import { FieldtestError } from '../core/errors.ts';
import { jsonWalk } from '../core/json-text.ts';
import type { RejectedRow } from '../core/record.ts';
import type { ByteReader } from './byte-reader.ts';
import { type Position, placeIn } from './position.ts';
import { decodeLossy, decodeUtf8, invalidUtf8Reason } from './utf8.ts';

/** Everything in it throws a FieldtestError with the place of a fault: nothing behind one can be read. */
export interface JsonEnvelope {
  /** Passes so many of the held bytes. */
  pass(count: number): void;
  /** Takes note of a value that begins at a place and is not passed here. */
  value(text: string, start: Position): void;
  /** What is wrong when the file ends now; undefined when the document is whole. */
  end(): RejectedRow | undefined;
}

export function jsonEnvelope(reader: ByteReader, file: string): JsonEnvelope {
  const walk = jsonWalk();
  /** Counts all characters that were passed. */
  let offset = 0;
  /** The first bytes of a character that the last piece did not end. */
  let cut: Buffer = Buffer.alloc(0);
  let cutPlace = reader.place();
  let unfinishedPlace = reader.place();

  const check = (text: string, start: Position): void => {
    const fault = walk.push(text, offset);
    const placeOf = (at: number): Position =>
      at < offset ? unfinishedPlace : placeIn(start, text.slice(0, at - offset));
    if (fault !== undefined) throw unreadable(file, placeOf(fault.offset), `not JSON: ${fault.reason}`);
    const unfinished = walk.unfinished();
    if (unfinished !== undefined) unfinishedPlace = placeOf(unfinished);
    offset += text.length;
  };

  return {
    pass(count) {
      const start = cut.length === 0 ? reader.place() : cutPlace;
      const all = cut.length === 0 ? reader.pass(count) : Buffer.concat([cut, reader.pass(count)]);
      const whole = all.subarray(0, all.length - cutCharacter(all));
      const decoded = decodeUtf8(whole);
      if (decoded.kind === 'invalid') {
        const before = decodeLossy(whole.subarray(0, decoded.offset));
        check(before, start);
        throw unreadable(file, placeIn(start, before), invalidUtf8Reason(whole, decoded.offset));
      }
      cut = Buffer.from(all.subarray(whole.length));
      cutPlace = placeIn(start, decoded.text);
      check(decoded.text, start);
    },
    value: check,
    end() {
      if (cut.length > 0) throw unreadable(file, cutPlace, invalidUtf8Reason(cut, 0));
      const fault = walk.end();
      if (fault === undefined) return undefined;
      const place = fault.offset < offset ? unfinishedPlace : reader.place();
      return { file, ...place, reason: `not JSON: ${fault.reason}`, raw: '' };
    },
  };
}

/** How many bytes at the end begin a character that goes on. */
function cutCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

/** What is wrong with text behind the end of a document. */
export function behindEnd(held: Buffer): string {
  const walk = jsonWalk();
  const fault = walk.push('0 ', 0) ?? walk.push(decodeLossy(held.subarray(0, 4)), 2);
  return `not JSON: ${fault?.reason}`;
}

/** The error for a document that cannot be read on, also with `--skip-bad`. */
export function unreadable(file: string, { line, column }: Position, reason: string): FieldtestError {
  return new FieldtestError(
    'input',
    `${file}:${line}:${column}: ${reason}`,
    'Nothing was imported: what follows this place cannot be read. Mend the file there.',
  );
}
