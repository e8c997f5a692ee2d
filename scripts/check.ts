/** `npm run check`: format, lint, types, layers, dead code, docs; every step, side by side, under a minute. */
import { execFile } from 'node:child_process';

interface Step {
  readonly name: string;
  readonly command: readonly string[];
}

const steps: readonly Step[] = [
  { name: 'format and lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'types of the page', command: ['tsc', '-p', 'web'] },
  { name: 'layers', command: ['node', 'scripts/layers.ts'] },
  { name: 'dead code', command: ['knip', '--no-progress'] },
  { name: 'docs', command: ['node', 'scripts/docs.ts', '--check'] },
];

function run({ name, command }: Step): Promise<boolean> {
  const [program, ...args] = command;
  const started = performance.now();
  return new Promise((resolve) => {
    execFile(program!, args, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${error === null ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
      if (error !== null) console.log(`${stdout}${stderr}`);
      resolve(error === null);
    });
  });
}

const passed = await Promise.all(steps.map(run));
process.exitCode = passed.every(Boolean) ? 0 : 1;
