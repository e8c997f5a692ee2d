/** The question whether a folder may do what it wants: what is asked, what is remembered, what was changed since. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { openProject } from '../../src/open.ts';

const CONFIG = 'task: t\ncandidates:\n  - { name: m, run: file://m.mjs }\n';
const OTHER = '  - { name: c, command: cat }\n';

/** A folder that a user opens again and again, with what they were asked and told. */
async function folder() {
  const dir = await mkdtemp(join(tmpdir(), 'fieldtest-trust-'));
  const asked: string[] = [];
  const told: string[] = [];
  const env = { XDG_STATE_HOME: join(dir, 'state') };
  await writeFile(join(dir, 'm.mjs'), "export const run = () => 'x';\n");
  return {
    dir,
    asked,
    told,
    env,
    file: join(dir, 'state', 'fieldtest', 'trust.json'),
    write: (name: string, text: string) => writeFile(join(dir, name), text),
    /** Resolves when the folder's code may run. */
    async open(answer: boolean | 'no terminal', more: { env?: NodeJS.ProcessEnv } = {}) {
      const say = (message: string) => void told.push(message);
      await using project = await openProject({
        cwd: dir,
        env: more.env ?? env,
        log: { info: say, warn: say, progress: () => {} },
        signal: new AbortController().signal,
        ...(answer === 'no terminal'
          ? {}
          : {
              async ask(question: string) {
                asked.push(question);
                return answer;
              },
            }),
      });
      await project.requireTrust();
    },
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  };
}

test('a yes is remembered until something changes, and then what changed is asked, and nothing else', async () => {
  await using one = await folder();
  await one.write('fieldtest.yaml', CONFIG);
  await one.open(true);
  await one.open(false);
  expect(one.asked).toEqual(["This folder's config m: runs m.mjs. Allow it, until it changes?"]);
  await one.write('fieldtest.yaml', `${CONFIG}${OTHER}`);
  await one.write('m.mjs', "export const run = () => 'y';\n");
  await expect(one.open('no terminal')).rejects.toMatchObject({
    code: 'untrusted',
    message: 'this folder changed since you allowed it: m: runs m.mjs (changed); c: runs `cat` (new)',
  });
  await one.open(true);
  expect(one.asked[1]).toMatch(/^This folder changed since you allowed it: m: runs m\.mjs \(changed\); c: /);
  // What is left of it was allowed, also under another name.
  await one.write('fieldtest.yaml', CONFIG.replace('name: m', 'name: mine'));
  await one.open('no terminal');
});

test('a config that is code is asked about again when a file changes that it imports', async () => {
  await using one = await folder();
  await one.write('task.mjs', "export const task = 'one';\n");
  await one.write(
    'fieldtest.config.mjs',
    "import { task } from './task.mjs';\nexport default { task, candidates: [{ model: 'openai:gpt' }] };\n",
  );
  await one.open(true);
  await one.open('no terminal');
  await one.write('task.mjs', "export const task = 'two';\n");
  await expect(one.open('no terminal')).rejects.toMatchObject({
    message: 'this folder changed since you allowed it: runs fieldtest.config.mjs (changed)',
  });
});

test('a module is asked about again when a file changes that it requires without its ending', async () => {
  await using one = await folder();
  await one.write('fieldtest.yaml', CONFIG.replace('m.mjs', 'm.cjs'));
  await one.write('m.cjs', "exports.run = () => require('./lib').say();\n");
  await one.write('lib.js', "exports.say = () => 'one';\n");
  await one.open(true);
  await one.write('lib.js', "exports.say = () => 'two';\n");
  await expect(one.open('no terminal')).rejects.toMatchObject({ code: 'untrusted' });
});

test.each(['null', '[]', '{"cut', '{"/x":"an old form"}', '7'])(
  'a trust file that holds %s counts as nothing allowed, and is made anew by the next yes',
  async (text) => {
    await using one = await folder();
    await one.write('fieldtest.yaml', CONFIG);
    await mkdir(dirname(one.file), { recursive: true });
    await writeFile(one.file, text);
    await one.open(true);
    expect(one.told).toHaveLength(text.startsWith('{"/x') ? 0 : 1);
    for (const line of one.told)
      expect(line).toMatch(/trust\.json cannot be read .*nothing counts as allowed/);
    await one.open('no terminal');
    expect(Object.keys(JSON.parse(await readFile(one.file, 'utf8')) as object)).toContain(one.dir);
  },
);

test('a yes that cannot be kept counts for this command, and that is said', async () => {
  await using one = await folder();
  await one.write('fieldtest.yaml', CONFIG);
  await one.write('state', 'a file where the folder should be');
  await one.open(true);
  expect(one.told.at(-1)).toMatch(/^your answer cannot be kept \(.*\), so it counts for this command alone$/);
  await rm(join(one.dir, 'state'));
  await one.open(true, { env: { HOME: '' } });
  expect(one.told.at(-1)).toMatch(/your answer cannot be kept/);
  expect(one.asked).toHaveLength(2);
});
