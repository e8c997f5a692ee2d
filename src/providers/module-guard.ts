/** A user's module runs in our process: what it prints, throws too late or exits must neither spoil nor end our run. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { messageOf } from '../core/errors.ts';

export interface ModuleGuard {
  /** Runs code of the module. Rejects when it throws, also from a promise or timer that nobody waits for. */
  within<T>(code: () => T | Promise<T>): Promise<T>;
  /** What the module threw when it had answered already. */
  strayError(): string | undefined;
  /** From now on what it still throws is told at once. */
  end(): void;
}

type OnStray = (error: unknown) => void;

/** Set while code of a module runs, and in everything that it starts. */
const running = new AsyncLocalStorage<OnStray>();
let installed = false;

export function guardModule(file: string): ModuleGuard {
  install();
  let stray: string | undefined;
  let ended = false;
  return {
    async within(code) {
      const { promise, reject } = Promise.withResolvers<never>();
      let answered = false;
      const onStray: OnStray = (error) => {
        if (!answered) reject(error);
        else if (!ended) stray ??= messageOf(error);
        else {
          process.stderr.write(`error: ${file} failed after it had answered: ${messageOf(error)}\n`);
          process.exitCode = 1;
        }
      };
      try {
        return await Promise.race([running.run(onStray, async () => await code()), promise]);
      } finally {
        answered = true;
      }
    },
    strayError: () => stray,
    end: () => {
      ended = true;
    },
  };
}

/** Once per process; code that is no module's meets no difference. */
function install(): void {
  if (installed) return;
  installed = true;
  const onError = (error: unknown) => {
    const onStray = running.getStore();
    if (onStray !== undefined) return onStray(error);
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return process.exit(1);
  };
  process.on('unhandledRejection', onError);
  process.on('uncaughtException', onError);

  const exit = process.exit.bind(process);
  process.exit = (code) => {
    if (running.getStore() === undefined) return exit(code);
    throw new Error(`it called process.exit(${code ?? ''})`);
  };

  // Standard output is the command's result alone; what a module prints is for the eyes of its author.
  const write = process.stdout.write.bind(process.stdout) as (...args: unknown[]) => boolean;
  const elsewhere = process.stderr.write.bind(process.stderr) as typeof write;
  process.stdout.write = ((...args: unknown[]) =>
    running.getStore() === undefined ? write(...args) : elsewhere(...args)) as typeof process.stdout.write;
}
