/** `npm run fieldtest -- ARGS`: the command from source, in the folder where it was typed, on the Node that npm ci brought. */
import './node-version.mjs';

// npm runs scripts in the package's root; the user means the folder they stand in.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
await import('../src/cli/main.ts');
