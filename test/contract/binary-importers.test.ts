/** What every importer of a format that is no text promises. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { FieldtestError } from '../../src/core/errors.ts';
import { importers, sniffImporter } from '../../src/importers/list.ts';
import { openSource } from '../../src/importers/open-source.ts';
import { OWN_STRINGS } from '../fixtures/hostile-strings.ts';
import { randomSource } from '../importers/parquet-file.ts';
import { chunksOf, readRows, recordsOf, rejectedOf } from '../importers/read-rows.ts';
import { BAD_ROW, binarySamples } from './binary-samples.ts';

const LONG = process.env.FIELDTEST_LONG !== undefined;

describe.each(importers.filter(({ binary }) => binary))('the $format importer', (importer) => {
  const { file } = binarySamples[importer.format]!;

  it('knows its own files by their bytes and by their names', () => {
    expect(sniffImporter(file(['one']), 'export')).toBe(importer);
    for (const extension of importer.extensions) {
      expect(sniffImporter(file(['one']), `LOG${extension.toUpperCase()}`)).toBe(importer);
      expect(sniffImporter(Buffer.alloc(0), `log${extension}`)).toBe(importer);
    }
  });

  it('names the number of a bad row, and reads its neighbours', async () => {
    const rows = await readRows(importer, file(['one', BAD_ROW, 'three']), { file: 'logs/may' });
    expect(rows).toMatchObject([
      { kind: 'record', line: 1, record: { input: 'one' } },
      { kind: 'rejected', rejected: { file: 'logs/may', line: 2, unit: 'row', raw: expect.any(String) } },
      { kind: 'record', line: 3, record: { input: 'three' } },
    ]);
  });

  it('gives the same rows from a pipe, whatever its chunks, as from a file', async () => {
    const bytes = file(['é 漢 👍', BAD_ROW, '']);
    const whole = await Array.fromAsync(importer.read(randomSource(bytes, 'log'), {}));
    for (const chunkBytes of [1, 7, 1000])
      expect(await readRows(importer, bytes, { chunkBytes })).toEqual(whole);
  });

  it('reads nothing from an empty file and from one without rows', async () => {
    expect(await readRows(importer, '')).toEqual([]);
    expect(await readRows(importer, file([]))).toEqual([]);
  });

  it('keeps hostile strings intact', async () => {
    const rows = await readRows(importer, file(OWN_STRINGS));
    expect(recordsOf(rows).map(({ input }) => input)).toEqual(OWN_STRINGS);
    expect(rejectedOf(rows)).toEqual([]);
  });

  it('has no encoding', async () => {
    const opening = openSource({ file: 'log', chunks: chunksOf(file(['one'])) }, { encoding: 'latin1' });
    await expect(opening).rejects.toThrow('which is no text: it has no --encoding');
  });

  it('does not wait in memory for more than fits there', async () => {
    const chunk = Buffer.alloc(1 << 20);
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield chunk;
    }
    const reading = Array.fromAsync(importer.read({ file: '-', chunks: endless() }, {}));
    await expect(reading).rejects.toThrow(FieldtestError);
  });

  it('passes on the error of a source that breaks off, or is gone', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield file(['one']);
      throw new FieldtestError('interrupted', 'stopped by you', 'Again.');
    }
    const reading = Array.fromAsync(importer.read({ file: 'log', chunks: broken() }, {}));
    await expect(reading).rejects.toThrow('stopped by you');
    const source = randomSource(file(['one', 'two']));
    const shrunk = { ...source.random, read: async () => new Uint8Array(0) };
    await expect(Array.fromAsync(importer.read({ ...source, random: shrunk }, {}))).rejects.toThrow(
      FieldtestError,
    );
  });

  it('reads many rows of one group into a pool with 64 MB of heap', { timeout: 600_000 }, async () => {
    const count = LONG ? 1_000_000 : 50_000;
    const folder = await mkdtemp(join(tmpdir(), 'fieldtest-many-'));
    try {
      const path = join(folder, 'many');
      const text = (i: number) =>
        `question ${i} about a card that never came, ${'please help '.repeat(i % 20)}`;
      await writeFile(path, file(Array.from({ length: count }, (_, i) => text(i))));
      const script = fileURLToPath(new URL('./read-many.ts', import.meta.url));
      const { stdout } = await promisify(execFile)(process.execPath, [
        '--max-old-space-size=64',
        script,
        importer.format,
        path,
      ]);
      const seen = JSON.parse(stdout) as { records: number; counted: number; peakMb: number };
      expect(seen).toMatchObject({ records: count, counted: count });
      expect(seen.peakMb).toBeLessThan(300);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
