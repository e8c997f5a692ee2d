/** Files of every format as a user types them: told from their content, said, and refused in words. */
import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMAND } from '../fixtures/command.ts';
import { ended, freshProject, type Project } from '../fixtures/project.ts';
import { parquetFile } from '../importers/parquet-file.ts';

const CONFIG = 'task: t\ncandidates:\n  - { name: same, command: cat }\n';
/** Has the process say on stderr what it took at its most, in KB. */
const SAY_PEAK =
  "data:text/javascript,import{readFileSync}from'node:fs';process.on('exit',()=>process.stderr.write('peak:'+/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status','utf8'))[1]))";

const table = parquetFile([
  { name: 'id', data: [1n, 2n] },
  { name: 'prompt', data: ['p1', 'p2'] },
]);

test('files of many formats are imported at once, and of each it is said what it is', async () => {
  await using project = await freshProject({
    'fieldtest.yaml': CONFIG,
    'log.jsonl': '{"question":"a1"}\n{"question":"a2"}\n',
    'export.json': JSON.stringify({ data: { rows: [{ text: 'b1' }, { text: 'b2' }] } }),
    'sheet.csv': 'Question;id\nc1;1\nc2;2\n',
    'old.csv': Buffer.from('text,id\né,1\n', 'latin1'),
    'table.parquet': table,
    'log.jsonl.gz': gzipSync('{"input":"e1"}\n{"prompt":"e2"}\n'),
    'without-a-name': zstdCompressSync('{"vars":{"a":"f1"}}\n{"vars":{"a":"f2"}}\n'),
  });
  const { stdout, stderr, code } = await project.run(
    ...['import', 'log.jsonl', 'export.json', 'sheet.csv', 'table.parquet', 'log.jsonl.gz', 'without-a-name'],
  );
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  expect(stdout.split('\n').slice(0, 7)).toEqual([
    'log.jsonl: 2 records read as jsonl, utf8; the input is question',
    'export.json: 2 records read as json, utf8; the input is $.data.rows[].text',
    'sheet.csv: 2 records read as csv, utf8; the input is Question',
    'table.parquet: 2 records read as parquet; the input is prompt',
    'log.jsonl.gz: 2 records read as jsonl, gzip, utf8; the input is input (1), prompt (1)',
    'without-a-name: 2 records read as jsonl, zstd, utf8; the input is vars',
    '12 records in all, 12 distinct inputs',
  ]);
  const again = await project.run('import', 'log.jsonl.gz', 'table.parquet');
  expect(again.stdout).toMatch(
    /gz: imported before, nothing changed.*\n.*parquet: imported before.*\n12 records/,
  );
  const old = await project.json<{ files: object[] }>('import', 'old.csv', '--encoding', 'latin1');
  expect(old.files).toMatchObject([
    { format: 'csv', encoding: 'latin1', inputsFrom: { text: 1 }, rejected: 0 },
  ]);
});

test.each([
  ['Parquet', table],
  ['gzip', gzipSync('{"input":"p1"}\n{"input":"p2"}\n')],
])('%s is read from a pipe too', async (_what, bytes) => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG });
  const child = project.startPiped('import', '-');
  child.stdin!.end(bytes);
  expect(await ended(child)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^-: 2 records read as/),
  });
});

test('what a shell makes of a command is a file as well', async () => {
  await using project = await freshProject({
    'fieldtest.yaml': CONFIG,
    'log.jsonl.gz': gzipSync('{"input":"p1"}\n{"input":"p2"}\n'),
  });
  const script = `'${process.execPath}' '${COMMAND}' import <(zcat log.jsonl.gz)`;
  const { stdout } = await promisify(execFile)('bash', ['-c', script], {
    cwd: project.dir,
    env: { ...process.env, HOME: project.dir },
  });
  expect(stdout).toMatch(/2 records read as jsonl, utf8/);
});

describe('refused in words is', () => {
  let project: Project;
  beforeAll(async () => {
    project = await freshProject({ 'fieldtest.yaml': CONFIG });
  });
  afterAll(async () => {
    const status = await project.json('status');
    await project[Symbol.asyncDispose]();
    expect(status).toMatchObject({ records: 0 });
  });

  test.each<[string, { readonly [file: string]: string | Uint8Array }, readonly string[], RegExp]>([
    ['a folder', { 'logs/may.jsonl': '' }, ['logs'], /^1 error: logs is a folder\n.*logs\/\*/],
    [
      'a row whose input nobody finds, with where it may be',
      { 'log.jsonl': '{"request":{"body":{"messages":[{"role":"user","content":"hi"}]}}}\n' },
      ['log.jsonl'],
      /^1 error: log\.jsonl:1:1: no input in this row.*; try --input \$\.request\.body\.messages\n/,
    ],
    [
      'an --input that is not there, with one that is',
      { 'log.json': '[{"request":{"question":"What is this?"}}]' },
      ['log.json', '--input', '$.question'],
      /^1 error: log\.json:1:2: nothing at --input \$\.question; .*; try --input \$\.request\.question\n/,
    ],
    [
      'a bad row of Parquet, by its number',
      { 't.parquet': parquetFile([{ name: 'prompt', data: ['a', null] }]) },
      ['t.parquet'],
      /^1 error: t\.parquet, row 2: no input in this row/,
    ],
    [
      'a bad file among good ones',
      { 'a.jsonl': '{"input":"a"}\n', 'b.parquet': table.subarray(0, -9) },
      ['a.jsonl', 'b.parquet'],
      /^1 error: b\.parquet cannot be read as Parquet: its end is missing\n/,
    ],
    [
      '--rows for what has no lists in it',
      { 'a.jsonl': '{"input":"a"}\n' },
      ['a.jsonl', '--rows', '$.data'],
      /^2 error: a\.jsonl is read as jsonl, which has no documents/,
    ],
    [
      'an encoding for what is no text',
      { 't.parquet': table },
      ['t.parquet', '--encoding', 'latin1'],
      /^2 error: t\.parquet is parquet, which is no text/,
    ],
    [
      'a workbook',
      { 'x.xlsx': 'PK\x03\x04...' },
      ['x.xlsx'],
      /^1 error: x\.xlsx: this is a ZIP archive or a workbook\n/,
    ],
  ])('%s', async (_what, files, args, message) => {
    for (const [file, content] of Object.entries(files)) await project.write(file, content);
    const { code, stdout, stderr } = await project.run('import', ...args);
    expect(stdout).toBe('');
    expect(`${code} ${stderr}`).toMatch(message);
  });

  test('what would fill time and memory', async () => {
    await using bombs = await freshProject(
      {
        'fieldtest.yaml': CONFIG,
        'bomb.jsonl.gz': gzipSync(Buffer.alloc(100 * 1024 * 1024, 'x')),
        'lines.jsonl.gz': gzipSync(Buffer.alloc(60 * 1024 * 1024, `{"input":"${'x'.repeat(1000)}"}\n`)),
        'bomb.zst': zstdCompressSync(Buffer.alloc(100 * 1024 * 1024, 'x')),
        'deep.json': '['.repeat(1_000_000),
        'deep.jsonl': '{"a":'.repeat(1_000_000),
      },
      { NODE_OPTIONS: `--import=${SAY_PEAK}` },
    );
    for (const name of ['line.jsonl', 'line.json', 'line.csv']) {
      const file = await open(join(bombs.dir, name), 'w');
      await file.write(name === 'line.csv' ? 'input\n' : '{"input":"');
      await file.truncate(2 * 1024 ** 3);
      await file.close();
    }
    const quick = ['bomb.jsonl.gz', 'bomb.zst', 'deep.json', 'line.jsonl', 'line.json'];
    const more = ['lines.jsonl.gz', 'deep.jsonl', 'line.csv'];
    for (const name of process.env.FIELDTEST_LONG ? [...quick, ...more] : quick) {
      const started = performance.now();
      const { code, stderr } = await bombs.run('import', name);
      expect({ name, code, stderr }).toMatchObject({
        code: 1,
        stderr: expect.stringContaining(`error: ${name}`),
      });
      const [, peak] = /peak:(\d+)/.exec(stderr)!;
      expect({ name, peakMB: Number(peak) / 1024 < 500 }).toEqual({ name, peakMB: true });
      // Two seconds where nothing else runs.
      expect({ name, inTime: performance.now() - started < 20_000 }).toEqual({ name, inTime: true });
    }
  });
});

test('of a file with bad rows alone, why is said, and they are put aside', async () => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG, 'bad.jsonl': '{"a":1}\n{"a":2}\n' });
  const { code, stderr } = await project.run('import', 'bad.jsonl', '--skip-bad');
  expect(code).not.toBe(0);
  expect(stderr).toMatch(
    /bad\.jsonl holds no records: all of its 2 rows are bad, the first since no input in this row.*\n.*they are in bad\.jsonl\.rejected\.jsonl/,
  );
  expect((await project.read('bad.jsonl.rejected.jsonl')).trim().split('\n')).toHaveLength(2);
});

test('where bad rows cannot be put aside nothing is imported', async () => {
  await using project = await freshProject({
    'fieldtest.yaml': CONFIG,
    'log.jsonl': '{"input":"a"}\n{"a":2}\n',
    // A folder stands where the file would be.
    'log.jsonl.rejected.jsonl/x': '',
  });
  const { code, stderr } = await project.run('import', 'log.jsonl', '--skip-bad');
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/log\.jsonl\.rejected\.jsonl/);
  expect(await project.json('status')).toMatchObject({ records: 0 });
});
