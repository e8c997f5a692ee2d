/** Processes that are measured: Node programs of this repository, with their time, CPU and memory. */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TELL_USAGE = join(import.meta.dirname, 'tell-usage.js');

export interface Measured {
  readonly stdout: string;
  /** From its start to its end. */
  readonly ms: number;
  readonly cpuMs: number;
  readonly maxRssMb: number;
}

/** Runs a program to its end. Rejects with what it said when its exit code is not 0. */
export async function finished(args: readonly string[], { cwd }: { cwd?: string } = {}): Promise<Measured> {
  const file = join(tmpdir(), `fieldtest-usage-${crypto.randomUUID()}.json`);
  const begun = performance.now();
  const child = spawn(process.execPath, ['--import', TELL_USAGE, ...args], {
    cwd,
    env: { ...process.env, USAGE_FILE: file, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise((resolve) => child.on('close', resolve));
  const ms = performance.now() - begun;
  if (code !== 0) throw new Error(`${args.slice(0, 3).join(' ')} ended with ${code}: ${stdout}${stderr}`);
  const { cpuMs, maxRssMb } = JSON.parse(await readFile(file, 'utf8')) as Measured;
  await rm(file);
  return { stdout, ms, cpuMs, maxRssMb };
}

/** Starts a program that runs until it is disposed of; resolves with the first line that it prints. */
export async function started(
  args: readonly string[],
): Promise<AsyncDisposable & { readonly firstLine: string }> {
  const child = spawn(process.execPath, [...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const firstLine = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.on('close', () => reject(new Error(`${args[0]} ended: ${text}`)));
  });
  return {
    firstLine,
    async [Symbol.asyncDispose]() {
      const gone = new Promise((resolve) => child.once('close', resolve));
      child.kill();
      await gone;
    },
  };
}
