/** An import of any format is done or not done, whatever is wrong with the file; bad rows are put aside on request alone. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FieldtestError } from '../../src/core/errors.ts';
import { importers } from '../../src/importers/list.ts';
import { type OpenProject, openProject } from '../../src/open.ts';
import { importRecords } from '../../src/pipeline/import-records.ts';
import { seeded } from '../fixtures/seeded.ts';
import { readRows } from '../importers/read-rows.ts';
import { binarySamples } from './binary-samples.ts';
import { importSamples, sampleFile } from './import-samples.ts';

/** Damaged files of each format. */
const FILES = process.env.FIELDTEST_LONG === undefined ? 30 : 2000;
const TEXTS = Array.from({ length: 12 }, (_, i) => `question ${i}, "quoted"\nwith two lines`);

let dir = '';
let project: OpenProject;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'fieldtest-damaged-'));
  await writeFile(join(dir, 'fieldtest.yaml'), 'task: t\ncandidates:\n  - { name: same, command: cat }\n');
  project = await openProject({
    cwd: dir,
    env: { HOME: dir },
    log: { info: () => {}, warn: () => {}, progress: () => {} },
    signal: new AbortController().signal,
  });
});

afterAll(async () => {
  await project[Symbol.asyncDispose]();
  await rm(dir, { recursive: true });
});

/** The file with some bytes changed, taken out or put in. */
function damaged(whole: Buffer, random: () => number): Buffer {
  let bytes = whole;
  for (let times = 1 + Math.floor(random() * 3); times > 0; times--) {
    const at = Math.floor(random() * bytes.length);
    const put =
      random() < 0.3 ? Buffer.from('"\n,{}[]\\'[Math.floor(random() * 8)]!) : Buffer.alloc(1, random() * 256);
    bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + Math.floor(random() * 3))]);
  }
  return random() < 0.2 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
}

const state = async () => ({
  pool: await project.store.loadPool(),
  files: await project.store.importedFiles(),
});

describe.each(importers)('of $format', (importer) => {
  const { format } = importer;
  const text = importSamples[format];
  const whole = text
    ? Buffer.from(sampleFile(text, TEXTS.map(text.row)))
    : binarySamples[format]!.file(TEXTS);
  const random = seeded(format.length);

  it(`${FILES} damaged files are imported whole or not at all, and with --skip-bad every row is in or put aside`, {
    timeout: 1_200_000,
  }, async () => {
    const seen = { whole: 0, refused: 0, skipped: 0 };
    for (let i = 0; i < FILES; i++) {
      const bytes = damaged(whole, random);
      const name = `damaged-${i}.log`;
      const file = join(dir, name);
      await writeFile(file, bytes);
      const rows = await readRows(importer, bytes, { file }).catch(() => undefined);
      const good = rows?.filter(({ kind }) => kind === 'record').length ?? 0;
      const bad = rows?.filter(({ kind }) => kind === 'rejected').length ?? 0;

      const before = await state();
      // In place of what was imported before, so that the pool stays small; what fails leaves that as it was.
      const asked = { files: [file], format, fresh: true };
      const result = await importRecords(project, asked).catch((error: unknown) => error);
      if (result instanceof Error) {
        expect(result).toBeInstanceOf(FieldtestError);
        expect(await state()).toEqual(before);
        expect(rows === undefined || bad > 0 || good === 0, `${name}: ${result.message}`).toBe(true);
        seen.refused++;
      } else {
        expect(bad).toBe(0);
        expect(result).toMatchObject({ records: good });
        seen.whole++;
      }
      if (rows === undefined || good === 0 || bad === 0) continue;
      seen.skipped++;
      const skipping = await importRecords(project, { ...asked, skipBad: true });
      expect(skipping).toMatchObject({ records: good, files: [{ rejected: bad, rejects: { count: bad } }] });
      const aside = (await readFile(`${file}.rejected.jsonl`, 'utf8')).trimEnd().split('\n');
      expect(aside).toHaveLength(bad);
      const once = await state();
      const again = await importRecords(project, { ...asked, skipBad: true, fresh: false });
      expect(again).toMatchObject({ records: 0, files: [{ known: true }] });
      expect(await state()).toEqual(once);
    }
    expect(seen.refused).toBeGreaterThan(FILES / 10);
  });
});
