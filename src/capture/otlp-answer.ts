/** The two messages that answer a request of OTLP: an Export...ServiceResponse and google.rpc.Status, as JSON and as protobuf. */
import type { ReceivedRequest } from './messages.ts';

type Encoding = ReceivedRequest['encoding'];

/** All taken, or with `rejected` some not; a message alone is a warning. */
export function encodedTaken(
  { encoding, signal }: Pick<ReceivedRequest, 'encoding' | 'signal'>,
  { rejected, message }: { readonly rejected: number; readonly message: string },
): Uint8Array {
  const partial = rejected > 0 || message !== '';
  if (encoding === 'json') {
    // A 64-bit number is a text in protobuf's JSON.
    const name = signal === 'traces' ? 'rejectedSpans' : 'rejectedLogRecords';
    const said = partial ? { partialSuccess: { [name]: String(rejected), errorMessage: message } } : {};
    return Buffer.from(JSON.stringify(said));
  }
  if (!partial) return new Uint8Array(0);
  const count = rejected === 0 ? [] : [0x08, ...varint(rejected)];
  return field(1, Uint8Array.from([...count, ...(message === '' ? [] : field(2, Buffer.from(message)))]));
}

export function encodedStatus(encoding: Encoding, message: string): Uint8Array {
  return encoding === 'json' ? Buffer.from(JSON.stringify({ message })) : field(2, Buffer.from(message));
}

/** A field of bytes: its number, its length, itself. */
function field(number: number, bytes: Uint8Array): Uint8Array {
  return Uint8Array.from([(number << 3) | 2, ...varint(bytes.length), ...bytes]);
}

function varint(value: number): readonly number[] {
  const bytes: number[] = [];
  let left = value;
  for (; left > 0x7f; left = Math.floor(left / 128)) bytes.push((left % 128) | 0x80);
  return [...bytes, left];
}
