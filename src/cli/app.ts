/** What every command shares: the terminal, the project of this folder, and how Ctrl-C ends things. */
import type { Command } from 'commander';
import { FieldtestError, messageOf } from '../core/errors.ts';
import type { PoolSize } from '../core/store.ts';
import { thousands } from '../core/wording/thousands.ts';
import type { OpenOptions, OpenProject } from '../open.ts';
import { keepHeapSmall, keepYoungSmall } from './heap.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** Flags that every command takes. */
export interface GlobalOptions {
  readonly config?: string;
  readonly json?: boolean;
  readonly color: boolean;
  readonly trust?: boolean;
  readonly debug?: boolean;
  readonly env?: string;
}

/** DESIGN: 0 done, 1 the tool failed, 2 wrong usage, 3 not decided, 100 a gate is not met; 130 as shells say Ctrl-C. */
export const EXIT = { done: 0, failed: 1, usage: 2, undecided: 3, gate: 100, interrupted: 130 } as const;

export function terminalOf(command: Command): Terminal {
  const options = command.optsWithGlobals<GlobalOptions>();
  return openTerminal({ json: options.json ?? false, color: options.color, env: process.env });
}

/** What a command opens the project of the current folder with. Call `end` when it is over. */
export function openOptions(
  command: Command,
  { trust = false, candidate }: Pick<OpenOptions, 'trust' | 'candidate'> = {},
): { readonly options: OpenOptions; readonly terminal: Terminal; end(): void } {
  const options = command.optsWithGlobals<GlobalOptions>();
  const terminal = terminalOf(command);
  if (options.env !== undefined) loadEnvFile(options.env);
  const interrupt = interruptSignal(terminal);
  return {
    terminal,
    options: {
      cwd: process.cwd(),
      ...(options.config === undefined ? {} : { configPath: options.config }),
      env: process.env,
      log: terminal.log,
      signal: interrupt.signal,
      trust: trust || (options.trust ?? false),
      ...(terminal.ask === undefined ? {} : { ask: terminal.ask }),
      ...(candidate === undefined ? {} : { candidate }),
    },
    end: interrupt.end,
  };
}

/** Opens the project of the current folder for one command and closes it after, whatever happens. */
export async function withProject<T>(
  command: Command,
  work: (project: OpenProject, terminal: Terminal) => Promise<T>,
  opening: Pick<OpenOptions, 'trust' | 'candidate'> = {},
): Promise<T> {
  const { options, terminal, end } = openOptions(command, opening);
  try {
    keepYoungSmall();
    const { openProject } = await import('../open.ts');
    await using project = await openProject(options);
    keepHeapSmall();
    return await work(project, terminal);
  } finally {
    end();
  }
}

/** The first Ctrl-C stops cleanly; the second ends at once, which loses nothing that is stored. */
function interruptSignal(terminal: Terminal): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    terminal.log.info(
      'Stopping: finishing what is in flight. Everything stored is kept; Ctrl-C again ends at once.',
    );
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    end() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}

function loadEnvFile(path: string): void {
  try {
    process.loadEnvFile(path);
  } catch (error) {
    throw new FieldtestError(
      'usage',
      `--env ${path} cannot be read: ${messageOf(error)}`,
      'Check the path; lines are NAME=value.',
    );
  }
}

/** What serves until Ctrl-C waits here. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** `1 example`, `2 examples`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${thousands(n)} ${n === 1 ? noun : plural}`;
}

/** `12 distinct inputs`; `about 13,000`, in two digits, where not all are kept and the number is an estimate. */
export function distinctText({ records, distinct, kept }: PoolSize, noun: string): string {
  if (kept >= distinct) return count(distinct, noun);
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(distinct)) - 1);
  return `about ${count(Math.min(records, Math.round(distinct / unit) * unit), noun)}`;
}
