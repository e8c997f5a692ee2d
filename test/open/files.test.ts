/** Files that fieldtest writes are whole, or the user is told. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { filesIn } from '../../src/open/files.ts';
import { ended } from '../fixtures/project.ts';

const FILES = resolve(import.meta.dirname, '../../src/open/files.ts');

test('a disk that takes only a part of a file is told, and the old file stays whole', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'fieldtest-full-'));
  try {
    await writeFile(join(dir, 'out.jsonl'), 'as it was\n');
    const code = `import { filesIn } from ${JSON.stringify(FILES)};
      const lines = Array.from({ length: 200 }, () => 'x'.repeat(1000) + '\\n');
      try { await filesIn('.').write('out.jsonl', lines); console.log('written'); }
      catch (error) { console.log(error.code + ': ' + error.message + ' | ' + error.hint); }`;
    // 300 blocks of 512 bytes: the one write takes a part of its bytes, as on a disk that is almost full.
    const shell = `trap '' XFSZ; ulimit -f 300; exec "$0" --input-type=module -e "$1"`;
    const child = spawn('/bin/sh', ['-c', shell, process.execPath, code], { cwd: dir });
    const { stdout } = await ended(child);
    expect(stdout).toMatch(/^input: out\.jsonl cannot be written: .*\| .*free space/);
    expect(await readFile(join(dir, 'out.jsonl'), 'utf8')).toBe('as it was\n');
    expect(await readdir(dir)).toEqual(['out.jsonl']);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});

test('a link that somebody left beside a file leads no write elsewhere', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'fieldtest-link-'));
  try {
    await writeFile(join(dir, 'profile'), 'mine\n');
    await symlink('profile', join(dir, 'out.jsonl.unfinished'));
    await filesIn(dir, new AbortController().signal).write('out.jsonl', ['row\n']);
    expect(await readFile(join(dir, 'profile'), 'utf8')).toBe('mine\n');
    expect(await readFile(join(dir, 'out.jsonl'), 'utf8')).toBe('row\n');
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
