/** Where something stands in a file, as people count: lines and columns from 1, in characters. */
import { characters } from './utf8.ts';

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is known of the text around: the line it starts on, and what ends a line (`\n` also ends `\r\n`). */
export interface TextPlace {
  readonly firstLine: number;
  readonly lineEnd: '\n' | '\r';
}

/** The position of a UTF-16 offset in a text. */
export function positionAt(
  text: string,
  offset: number,
  { firstLine, lineEnd }: TextPlace = { firstLine: 1, lineEnd: '\n' },
): Position {
  const lines = text.slice(0, offset).split(lineEnd);
  return { line: firstLine + lines.length - 1, column: characters(lines.at(-1)!) + 1 };
}

/** The position behind a text that begins at a place. */
export function placeIn(start: Position, before: string): Position {
  const lines = before.split('\n');
  const last = characters(lines.at(-1)!);
  return lines.length === 1
    ? { line: start.line, column: start.column + last }
    : { line: start.line + lines.length - 1, column: last + 1 };
}
