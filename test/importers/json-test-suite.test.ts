/** nst/JSONTestSuite: what must be JSON is, what must not be is refused with its place. */
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { parseJson } from '../../src/core/json-text.ts';
import { readJsonDocumentRows } from '../../src/importers/json-document.ts';
import { jsonl } from '../../src/importers/jsonl.ts';
import { positionAt } from '../../src/importers/position.ts';
import { decodeUtf8 } from '../../src/importers/utf8.ts';
import { chunksOf, readRows, rejectedOf } from './read-rows.ts';
import { describeWith, sharedBytes, sharedData } from './shared-data.ts';

const FOLDER = 'badinputs/jsontestsuite/test_parsing/';

describeWith(FOLDER, 'the public JSON test suite', () => {
  const files = (kind: string): readonly string[] =>
    readdirSync(sharedData(FOLDER)).filter((name) => name.startsWith(kind));

  it('has its 95 valid texts accepted', () => {
    const refused = files('y_').filter((name) => {
      const decoded = decodeUtf8(sharedBytes(FOLDER + name));
      return decoded.kind === 'invalid' || parseJson(decoded.text).kind === 'fault';
    });
    expect(refused).toEqual([]);
    expect(files('y_')).toHaveLength(95);
  });

  it('has its 188 invalid texts refused, each at a line and column inside it', () => {
    for (const name of files('n_')) {
      const bytes = sharedBytes(FOLDER + name);
      const decoded = decodeUtf8(bytes);
      const text = bytes.toString();
      const parsed = decoded.kind === 'text' ? parseJson(decoded.text) : undefined;
      expect(parsed?.kind, name).not.toBe('value');
      const offset =
        decoded.kind === 'invalid'
          ? bytes.subarray(0, decoded.offset).toString().length
          : parsed?.kind === 'fault'
            ? parsed.fault.offset
            : -1;
      expect(offset, name).toBeGreaterThanOrEqual(0);
      const { line, column } = positionAt(text, offset);
      const lines = text.split('\n');
      expect(line, name).toBeLessThanOrEqual(lines.length);
      expect(column, name).toBeLessThanOrEqual([...lines[line - 1]!].length + 1);
    }
    expect(files('n_')).toHaveLength(188);
  });

  it('is never fatal: texts on which parsers differ are read or refused, too', () => {
    for (const name of files('i_')) {
      const decoded = decodeUtf8(sharedBytes(FOLDER + name));
      if (decoded.kind === 'text') expect(['value', 'fault']).toContain(parseJson(decoded.text).kind);
    }
    expect(files('i_').length).toBeGreaterThan(30);
  });

  it('gives a rejected row with line and column for every invalid one-line text in a log', async () => {
    for (const name of files('n_')) {
      const bytes = sharedBytes(FOLDER + name);
      const line = bytes.at(-1) === 10 ? bytes.subarray(0, -1) : bytes;
      if (line.includes(10) || decodeUtf8(line).kind === 'invalid' || line.toString().trim() === '') continue;
      const log = Buffer.concat([Buffer.from('"before"\n'), line, Buffer.from('\n"after"\n')]);
      const rows = await readRows(jsonl, log);
      expect(rows.length, name).toBe(3);
      expect(rejectedOf(rows), name).toMatchObject([{ line: 2, column: expect.any(Number) }]);
    }
  });

  it('is read or refused as whole documents in the same way', async () => {
    for (const name of [...files('y_'), ...files('n_')]) {
      const bytes = sharedBytes(FOLDER + name);
      const outcome = await documentFault(bytes);
      if (name.startsWith('y_')) expect(outcome, name).toBe('');
      // A file of nothing is an empty list of documents.
      else if (bytes.toString().trim() !== '') expect(outcome, name).toMatch(/^file:\d+:\d+: /);
    }
  });
});

/** Where a file is not made of JSON documents, and why; '' when it is. */
async function documentFault(bytes: Uint8Array): Promise<string> {
  try {
    for await (const row of readJsonDocumentRows({ file: 'file', chunks: chunksOf(bytes) }, rowsOfList)) {
      if (row.kind === 'value') continue;
      const { line, column, reason } = row.rejected;
      return `file:${line}:${column}: ${reason}`;
    }
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

function rowsOfList(head: Json | undefined): readonly string[] | undefined {
  return Array.isArray(head) ? [] : undefined;
}
