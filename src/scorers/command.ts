/** `command:` a check of the user's own, a shell command: exit code 0 passes, 1 fails, any other is no answer. */
import { type ChildProcessWithoutNullStreams as Child, spawn } from 'node:child_process';
import type { CheckResult } from '../core/check.ts';
import { messageOf } from '../core/errors.ts';
import type { CheckSubject, Scorer, ScorerContext } from '../core/plugins.ts';
import { reasonOf, toldOf } from './user-result.ts';

/** Of what it prints the beginning is kept. */
const KEPT_CHARACTERS = 10_000;

/**
 * Runs in the folder of the config, once for each output. Stdin is one line of JSON: { output, example, input,
 * reference? }. The first line of stdout (or else of stderr) is the reason.
 */
export const commandScorer: Scorer = {
  kind: 'command',
  description: 'A shell command of your own: exit code 0 passes, 1 fails.',
  nameOf: ({ spec }) => spec.command!,
  needsTrust: ({ spec }) => [`runs \`${spec.command}\``],
  async open({ spec }, context) {
    return {
      judge: (subject, signal) => runCommand(spec.command!, { subject, signal, context }),
      close: async () => {},
    };
  },
};

interface Asked {
  readonly subject: CheckSubject;
  readonly signal: AbortSignal;
  readonly context: ScorerContext;
}

async function runCommand(command: string, { subject, signal, context }: Asked): Promise<CheckResult> {
  const broken = (reason: string): CheckResult => ({ kind: 'broken', reason });
  const stopped = () => broken(signal.reason instanceof Error ? signal.reason.message : 'it was stopped');
  if (signal.aborted) return stopped();
  const told = toldOf(subject);
  let child: Child;
  try {
    child = spawn(command, {
      shell: true,
      cwd: context.projectDir,
      env: { ...context.env, FIELDTEST_EXAMPLE_ID: subject.example.id },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32', // a group of its own, so that what it starts ends with it
      windowsHide: true,
    });
  } catch (error) {
    return broken(`it cannot be started: ${messageOf(error)}`);
  }
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout = (stdout + text).slice(0, KEPT_CHARACTERS);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(0, KEPT_CHARACTERS);
  });
  child.stdin.on('error', () => {}); // EPIPE: a command need not read its input
  const { promise, resolve } = Promise.withResolvers<CheckResult>();
  const onAbort = () => resolve(stopped());
  signal.addEventListener('abort', onAbort, { once: true });
  child.on('error', (error) => resolve(broken(`it cannot be started: ${messageOf(error)}`)));
  // A background process of its own may hold the pipes open; the command is over when it has ended.
  child.on('exit', () => endGroup(child));
  child.on('close', (code, killer) => {
    const reason = reasonOf(stdout) ?? reasonOf(stderr);
    if (code === 0 || code === 1)
      resolve({ kind: code === 0 ? 'pass' : 'fail', ...(reason === undefined ? {} : { reason }) });
    else
      resolve(
        broken(`it ended with ${killer ?? `exit code ${code}`}${reason === undefined ? '' : `: ${reason}`}`),
      );
  });
  child.stdin.end(`${JSON.stringify({ output: subject.text, ...told })}\n`);
  const result = await promise;
  signal.removeEventListener('abort', onAbort);
  endGroup(child);
  return result;
}

function endGroup(child: Child): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nothing of the group is left.
  }
}
