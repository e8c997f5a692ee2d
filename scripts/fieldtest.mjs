/** `npm run fieldtest -- ARGS`: the command from source, in the folder where it was typed, on the Node that npm ci brought. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import './node-version.mjs';

// The pages of the review are built once; `npm run build:web` builds them anew after a change.
const root = dirname(import.meta.dirname);
const pages = [
  ['web/index.html', 'vite.config.ts'],
  ['packet/packet.html', 'vite.packet.config.ts'],
];
for (const [page, config] of process.argv[2] === 'review' ? pages : []) {
  if (existsSync(join(root, 'build', page))) continue;
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  execFileSync(process.execPath, [vite, 'build', '--config', config, '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
}

// npm runs scripts in the package's root; the user means the folder they stand in.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
await import('../src/cli/main.ts');
