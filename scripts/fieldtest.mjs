/** `npm run fieldtest -- ARGS`: the command from source, in the folder where it was typed, on the Node that npm ci brought. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import './node-version.mjs';

// The page of the review is built once; `npm run build:web` builds it anew after a change.
const root = dirname(import.meta.dirname);
if (process.argv[2] === 'review' && !existsSync(join(root, 'build/web/index.html')))
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'],
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
    },
  );

// npm runs scripts in the package's root; the user means the folder they stand in.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
await import('../src/cli/main.ts');
