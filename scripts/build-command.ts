/** Builds the command alone, as the package has it, for tests and benches: what they run is what users run. */
import { resolve } from 'node:path';
import { build } from 'tsdown';
import { bundle } from '../tsdown.config.ts';

const ROOT = resolve(import.meta.dirname, '..');
const FOLDER = resolve(ROOT, 'build/command');

export const COMMAND = resolve(FOLDER, 'cli.js');

export async function buildCommand(): Promise<void> {
  await build({
    ...bundle,
    config: false,
    cwd: ROOT,
    outDir: FOLDER,
    dts: false,
    logLevel: 'error',
    report: false,
  });
}
