/** Opening a store: the first time by many at once, somebody else's file, and one that may only be read. */
import { spawn } from 'node:child_process';
import { chmod, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { ended, freshProject } from '../fixtures/project.ts';

const CONFIG = 'task: t\ncandidates:\n  - { name: same, command: cat }\n';

/** All begin at the same moment, however long each takes to start. */
const OPEN_AT = `
  const [module, where, at] = process.argv.slice(1);
  const { openStore } = await import(module);
  while (Date.now() < Number(at));
  const store = await openStore(where);
  await store.putReveal({ at: '2026-11-01', command: 'decide', missing: 1 });
  await store.close();
`;

test('eight processes that open a new folder at the same moment all work', async () => {
  const module = new URL('../../src/store/open-store.ts', import.meta.url).href;
  for (let round = 0; round < 3; round++) {
    await using project = await freshProject();
    const where = join(project.dir, '.fieldtest/fieldtest.db');
    const args = ['--input-type=module', '-e', OPEN_AT, module, where, String(Date.now() + 2000)];
    const children = Array.from({ length: 8 }, () => spawn(process.execPath, args, { stdio: 'pipe' }));
    for (const end of await Promise.all(children.map(ended)))
      expect(end).toMatchObject({ code: 0, stderr: '' });
    const store = await openStore(where);
    expect(await store.reveals()).toHaveLength(8);
    await store.close();
  }
});

test("a database of another program is refused and left as it is, and a database's permissions are its owner's matter", async () => {
  await using project = await freshProject({ 'fieldtest.yaml': CONFIG });
  const other = join(project.dir, 'other.db');
  const database = new DatabaseSync(other);
  database.exec('create table invoices (id integer); insert into invoices values (1)');
  database.close();
  await chmod(other, 0o644);
  const before = await project.read('other.db');
  await project.write('fieldtest.yaml', `${CONFIG}store: ${other}\n`);
  const refused = await project.run('status');
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(
    /^error: .*other\.db is a database of another program.*"invoices"\n {2}Nothing/,
  );
  expect(await project.read('other.db')).toBe(before);
  expect((await stat(other)).mode & 0o777).toBe(0o644);

  await project.write('fieldtest.yaml', CONFIG);
  await project.run('status');
  const own = join(project.dir, '.fieldtest/fieldtest.db');
  expect((await stat(own)).mode & 0o777).toBe(0o600);
  await chmod(own, 0o640);
  await project.run('status');
  expect((await stat(own)).mode & 0o777).toBe(0o640);
});
