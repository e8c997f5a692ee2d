/** The terminal: results on stdout, everything else on stderr, colour only where it is wanted. */
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { CommanderError } from 'commander';
import type { Log } from '../core/context.ts';
import { type ErrorCode, FieldtestError, messageOf } from '../core/errors.ts';
import { visibleLine } from '../core/visible.ts';
import { colourPaint, type Paint, plainPaint, wrap } from '../report/text-layout.ts';

export interface Terminal {
  readonly json: boolean;
  /** Columns of stdout. */
  readonly width: number;
  readonly paint: Paint;
  readonly log: Log;
  /** The one result of a command: the value with `--json`, else the text. */
  result(value: unknown, text: string): void;
  /** Data as JSONL, or with `--json` as one list. */
  lines(values: Iterable<unknown> | AsyncIterable<unknown>): Promise<void>;
  /** Asks yes or no; absent without a terminal, in CI, and with `--json`. */
  readonly ask?: (question: string) => Promise<boolean>;
  /** Asks for a line of text, '' for none; absent where `ask` is. Ctrl-C is a FieldtestError('interrupted'). */
  readonly askText?: (question: string) => Promise<string>;
}

export interface TerminalOptions {
  readonly json: boolean;
  readonly color: boolean;
  readonly env: NodeJS.ProcessEnv;
}

export function openTerminal({ json, color, env }: TerminalOptions): Terminal {
  const { stdout, stderr, stdin } = process;
  const colour = color && !env.NO_COLOR && env.TERM !== 'dumb';
  const live = stderr.isTTY === true && !env.CI;
  const ask = stdin.isTTY && stderr.isTTY && !env.CI && !json ? askYesNo : undefined;
  return {
    json,
    width: Math.min(stdout.columns || 100, 120),
    paint: colour && stdout.isTTY === true ? colourPaint : plainPaint,
    log: openLog({ live, json, paint: colour && stderr.isTTY === true ? colourPaint : plainPaint }),
    result(value, text) {
      stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : text.endsWith('\n') ? text : `${text}\n`);
    },
    async lines(values) {
      if (json) {
        stdout.write(`${JSON.stringify(await Array.fromAsync(values), null, 2)}\n`);
        return;
      }
      // Whoever reads slowly must not make us keep what is waiting.
      for await (const value of values)
        if (!stdout.write(`${JSON.stringify(value)}\n`)) await once(stdout, 'drain');
    },
    ...(ask === undefined ? {} : { ask, askText }),
  };
}

/** How often progress is said where the line cannot be rewritten, in ms. */
const QUIET_MS = 10_000;

/** With `--json` a program reads along: a document a line, a second apart. */
const JSON_MS = 1_000;

function openLog({
  live,
  json,
  paint,
}: {
  readonly live: boolean;
  readonly json: boolean;
  readonly paint: Paint;
}): Log {
  const { stderr } = process;
  /** Lines that stand there to be written over. */
  let shown = 0;
  let said = performance.now();
  const clear = () => {
    if (shown > 0) stderr.write(`${'\r\u001b[K\u001b[A'.repeat(shown - 1)}\r\u001b[K`);
    shown = 0;
  };
  return {
    info(message) {
      clear();
      stderr.write(`${visibleLine(message)}\n`);
    },
    warn(message) {
      clear();
      stderr.write(`${paint.dim('warning:')} ${visibleLine(message)}\n`);
    },
    progress(now) {
      if (now === undefined) return clear();
      const lines = typeof now === 'string' ? [now] : now.lines;
      const since = performance.now() - said;
      if (json && typeof now === 'object') {
        if (since < JSON_MS) return;
        said = performance.now();
        stderr.write(`${JSON.stringify(now.facts)}\n`);
      } else if (live && !json) {
        // More lines than the screen has could not be written over.
        const room = lines.slice(0, Math.max((stderr.rows || 24) - 1, 1));
        const text = room.map((line) => visibleLine(line).slice(0, (stderr.columns || 80) - 1)).join('\n');
        clear();
        stderr.write(text);
        shown = room.length;
      } else if (since > QUIET_MS) {
        said = performance.now();
        for (const line of lines) stderr.write(`${visibleLine(line)}\n`);
      }
    },
  };
}

/** Two lines: what is wrong, and the next thing to type. The stack only when asked for. */
export function showError(error: unknown, options: { readonly debug: boolean; readonly paint: Paint }): void {
  const { message, next } = errorDocument(error).error;
  process.stderr.write(`${options.paint.red('error:')} ${visibleLine(message)}\n  ${visibleLine(next)}\n`);
  if (options.debug) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
}

/** What `--json` gives in place of a result. */
export interface ErrorDocument {
  readonly error: { readonly code: ErrorCode; readonly message: string; readonly next: string };
}

export function errorDocument(error: unknown): ErrorDocument {
  if (error instanceof FieldtestError) {
    const { code, message, hint } = error;
    return { error: { code, message, next: hint } };
  }
  if (error instanceof CommanderError) {
    const help = error.code === 'commander.help';
    const message = help
      ? 'the command needs a subcommand'
      : error.message.replace(/^error: /, '').replace(/\n/g, ' ');
    return { error: { code: 'usage', message, next: 'fieldtest --help' } };
  }
  return {
    error: {
      code: 'internal',
      message: `a defect of fieldtest: ${messageOf(error)}`,
      next: 'Run again with --debug and report what it says.',
    },
  };
}

/** Ctrl-C, Ctrl-D and a terminal that went away are a no. */
async function askYesNo(question: string): Promise<boolean> {
  return /^y(es)?$/i.test(((await askLine(`${question} [y/N]`)) ?? '').trim());
}

async function askText(question: string): Promise<string> {
  const line = await askLine(question);
  if (line !== undefined) return line.trim();
  throw new FieldtestError(
    'interrupted',
    'stopped by you',
    'Nothing was written. To begin again, run the same command.',
  );
}

/** Undefined when the user went away. */
async function askLine(question: string): Promise<string | undefined> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const gone = new AbortController();
  prompt.on('SIGINT', () => gone.abort());
  prompt.on('close', () => gone.abort());
  process.stdin.once('error', () => gone.abort());
  try {
    return await prompt.question(`${wrap(visibleLine(question), 100)} `, { signal: gone.signal });
  } catch (error) {
    if (gone.signal.aborted) return undefined;
    throw error;
  } finally {
    prompt.close();
    // A stream that stays open in flowing mode would keep the process alive.
    process.stdin.pause();
  }
}
