/** Answers of our own, in a shape that the clients of both APIs show to people. */
import { type ServerResponse, STATUS_CODES } from 'node:http';

export function problem(
  outgoing: ServerResponse,
  { status, message }: { readonly status: number; readonly message: string },
): void {
  const body = JSON.stringify({
    type: 'error',
    error: { type: 'fieldtest_capture', message: `fieldtest capture: ${message}` },
  });
  // With its own phrase, or Node would take that of an answer that it has refused.
  outgoing.writeHead(status, STATUS_CODES[status], {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    // What is left of the request is not read.
    connection: 'close',
  });
  outgoing.end(body);
}
