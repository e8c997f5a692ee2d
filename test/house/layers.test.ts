/** The layer rule is an error, and its checker really looks. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { cruiseLayers, violations } from '../../scripts/layers.ts';

test('the whole source keeps to the layers, and the checker saw all of it', async () => {
  const result = await cruiseLayers(['src']);
  expect(violations(result)).toEqual([]);
  expect(result.summary.totalCruised).toBeGreaterThan(100);
});

test.each([
  [
    'stats may import nothing',
    'src/stats/mean.ts',
    "import { id } from '../core/id.ts';\nexport const mean = id;",
    /stats imports only/,
  ],
  [
    'a type counts as an import',
    'src/core/id.ts',
    "import type { Row } from '../store/row.ts';\nexport type Id = Row;",
    /core imports only/,
  ],
  [
    'core does no I/O',
    'src/core/id.ts',
    "import { readFileSync } from 'node:fs';\nexport const id = readFileSync;",
    /core imports only/,
  ],
  [
    'verbs write no SQL',
    'src/pipeline/run.ts',
    "import { DatabaseSync } from 'node:sqlite';\nexport const run = DatabaseSync;",
    /SQL only in store/,
  ],
  [
    'reports open no database',
    'src/report/html.ts',
    "import { row } from '../store/row.ts';\nexport const html = row;",
    /report imports only/,
  ],
  [
    'cycles of types are cycles',
    'src/store/row.ts',
    "import type { Other } from './other.ts';\nexport type Row = Other;\nexport const row = 1;",
    /no cycles/,
  ],
])('%s', async (_rule, file, text, expected) => {
  const dir = await mkdtemp(join(tmpdir(), 'fieldtest-layers-'));
  try {
    const files = {
      'src/core/id.ts': 'export const id = 1;\nexport type Id = 1;',
      'src/store/row.ts': 'export const row = 1;\nexport type Row = 1;',
      'src/store/other.ts': "import type { Row } from './row.ts';\nexport type Other = Row;",
      [file]: text,
    };
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(dir, name)), { recursive: true });
      await writeFile(join(dir, name), content);
    }
    const found = violations(await cruiseLayers(['src'], dir)).filter(
      (line) => !line.startsWith('the checker'),
    );
    expect(found.join('\n')).toMatch(expected);
  } finally {
    await rm(dir, { recursive: true });
  }
});

test('a checker that sees nothing fails instead of passing', async () => {
  const result = await cruiseLayers(['src/stats']);
  expect(violations(result)).toContainEqual(expect.stringMatching(/the checker saw only/));
});
