/** `npm run bench:r [-- FIXTURE]`: three whole decisions, recomputed by R from the same rows; see bench/README.md. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { threeDecisions } from './three-decisions.ts';
import { writeDecision } from './write-decision.ts';

const [fixture] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'fieldtest-r-'));
try {
  for (const [name, input] of Object.entries(threeDecisions())) writeDecision(join(folder, name), input);
  const script = join(import.meta.dirname, 'check-decisions.R');
  const args = ['--vanilla', script, folder, ...(fixture === undefined ? [] : [fixture])];
  const { status, error } = spawnSync('Rscript', args, { stdio: 'inherit' });
  if (error)
    console.error(`Rscript could not be started (${error.message}): install R, on Debian r-base-core`);
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
