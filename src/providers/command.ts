/** `command:` a shell command; the input on its stdin, the answer on its stdout. */
import { type ChildProcessWithoutNullStreams as Child, spawn } from 'node:child_process';
import type { CommandTarget } from '../core/candidate.ts';
import { messageOf } from '../core/errors.ts';
import type { Input } from '../core/input.ts';
import { canonicalJson, type Json } from '../core/json.ts';
import type { CallRequest, CallResult, Provider, ProviderContext } from '../core/plugins.ts';
import {
  abortFailure,
  failed,
  MAX_BYTES,
  scrubbed,
  secretScrubber,
  textStatus,
  timed,
  type Untimed,
} from './call-failure.ts';

/** How long a command may take to end by itself after it was told to (SIGTERM), then it is killed. */
const GRACE_MS = 300;

/** How much of the end of stderr is kept. */
const STDERR_BYTES = 64 * 1024;

/**
 * Runs the command once per call, in the folder of the config, with the caller's environment and
 * FIELDTEST_EXAMPLE_ID and FIELDTEST_TRIAL. Stdin is the text of a text input, else the input as canonical
 * JSON (a list of messages, an object of variables). One newline at the end of stdout is not part of the answer.
 */
export const commandProvider: Provider = {
  kind: 'command',
  description: 'A shell command: the input on stdin, the answer on stdout.',
  needsTrust: ({ target }) => [`runs \`${(target as CommandTarget).command}\``],
  async open(candidate, context) {
    const { command } = candidate.target as CommandTarget;
    const scrub = secretScrubber(context.env);
    return {
      bucket: candidate.name,
      call: (request) =>
        timed(context.now, async () => scrubbed(await runCommand(command, request, context), scrub)),
      close: async () => {},
    };
  },
};

/** What a command reads: a text as it is, everything else as canonical JSON. */
function commandInput(input: Input): string {
  return typeof input === 'string' ? input : canonicalJson(input as Json);
}

type Ending =
  | { readonly kind: 'exit'; readonly code: number | null; readonly signal: NodeJS.Signals | null }
  | { readonly kind: 'failed'; readonly result: Untimed<CallResult> };

async function runCommand(
  command: string,
  request: CallRequest,
  context: ProviderContext,
): Promise<Untimed<CallResult>> {
  const { example, trial, signal, onActivity } = request;
  if (signal.aborted) return abortFailure(signal);
  let child: Child;
  try {
    child = spawn(command, {
      shell: true,
      cwd: context.projectDir,
      env: { ...context.env, FIELDTEST_EXAMPLE_ID: example.id, FIELDTEST_TRIAL: String(trial) },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32', // a group of its own, so that what it starts ends with it
      windowsHide: true,
    });
  } catch (error) {
    return spawnFailure(command, error);
  }
  const stdout: Buffer[] = [];
  let stdoutBytes = 0;
  let stderr = Buffer.alloc(0);
  let onAbort = () => {};
  const ending = await new Promise<Ending>((resolve) => {
    const fail = (result: Untimed<CallResult>) => resolve({ kind: 'failed', result });
    onAbort = () => fail(abortFailure(signal));
    signal.addEventListener('abort', onAbort);
    child.on('error', (error) => fail(spawnFailure(command, error)));
    child.stdout.on('data', (chunk: Buffer) => {
      onActivity?.();
      stdoutBytes += chunk.length;
      if (stdoutBytes <= MAX_BYTES) stdout.push(chunk);
      else fail(failed('final', 'too-large', 'the command wrote more than 64 MB'));
    });
    child.stderr.on('data', (chunk: Buffer) => {
      onActivity?.();
      stderr = Buffer.concat([stderr, chunk]).subarray(-STDERR_BYTES);
    });
    child.stdin.on('error', () => {}); // EPIPE: a command need not read its input
    child.on('close', (code, killer) => resolve({ kind: 'exit', code, signal: killer }));
    child.on('exit', (code, killer) => {
      // A background process that holds stdout open must not hold the answer back: ending it closes stdout.
      const exit: Ending = { kind: 'exit', code, signal: killer };
      setTimeout(() => {
        signalGroup(child, 'SIGKILL');
        setTimeout(() => resolve(exit), GRACE_MS).unref();
      }, GRACE_MS).unref();
    });
    child.stdin.end(commandInput(example.input));
  });
  signal.removeEventListener('abort', onAbort);
  await endGroup(child);

  if (ending.kind === 'failed') return ending.result;
  if (ending.code !== 0) return exitFailure(command, ending, stderr);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(stdout));
  } catch {
    return failed('final', 'invalid-utf8', 'the command wrote bytes that are not UTF-8');
  }
  text = text.replace(/\r?\n$/, '');
  return { kind: 'answer', status: textStatus(text), text };
}

function exitFailure(command: string, ending: Extract<Ending, { kind: 'exit' }>, stderr: Buffer) {
  const said = stderr.toString('utf8').trimEnd().split('\n').slice(-5).join('\n').trim();
  const { code, signal } = ending;
  const how = code === null ? `was ended by ${signal}` : `ended with exit code ${code}`;
  const message = said === '' ? `the command ${how}` : `the command ${how}: ${said}`;
  // 127 and 126 are the shell's own words for "not found" and "may not be run".
  if (code === 127 || code === 126)
    return failed('stop', `exit-${code}`, message, { hint: hintFor(command) });
  return failed('final', code === null ? `signal-${signal}` : `exit-${code}`, message);
}

function spawnFailure(command: string, error: unknown): Untimed<CallResult> {
  return failed('stop', 'spawn', `cannot start the command: ${messageOf(error)}`, { hint: hintFor(command) });
}

function hintFor(command: string): string {
  return `Try it in the folder of the config: echo hello | ${command}`;
}

/** Ends whatever is left of the command's process group: politely, then for sure. */
async function endGroup(child: Child): Promise<void> {
  if (!signalGroup(child, 'SIGTERM')) return;
  for (let waited = 0; waited < GRACE_MS; waited += 20) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (!signalGroup(child, 0)) return;
  }
  signalGroup(child, 'SIGKILL');
  child.stdout.destroy();
  child.stderr.destroy();
}

/** False when nothing of the group is left. */
function signalGroup(child: Child, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false;
  try {
    if (process.platform === 'win32') return child.exitCode === null && child.kill(signal);
    return process.kill(-child.pid, signal);
  } catch {
    return false;
  }
}
