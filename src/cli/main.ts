#!/usr/bin/env node
/** The `fieldtest` command. What it needs is loaded when it is needed, so that it starts at once. */
import { enableCompileCache } from 'node:module';
import { version } from './version.ts';

// Node keeps what it compiled in the system's temporary folder: the next command starts in half the time (measured).
enableCompileCache();

// Whoever reads our output may stop, as `head` does; that is no error. A full disk is one.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(
    `error: the output cannot be written: ${error.message}\n  Make room, or write it elsewhere.\n`,
  );
  process.exit(1);
});

// What is said beside the output may be lost, but never the run that says it.
process.stderr.on('error', () => {});

const [major = 0] = process.versions.node.split('.').map(Number);
const [, , first] = process.argv;

if (major < 24) {
  process.stderr.write(
    `fieldtest needs Node 24 or newer; this is ${process.versions.node}\n  Try: npx --package=node@24 --package=fieldtest fieldtest\n`,
  );
  process.exitCode = 1;
} else if (first === '--version' || first === '-V') {
  process.stdout.write(`${version}\n`);
} else {
  const { main } = await import('./program.ts');
  await main(process.argv);
}
