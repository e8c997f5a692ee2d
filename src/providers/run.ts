/** `run:` the user's own module; its `run` function gets the example and gives the answer. */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { RunTarget } from '../core/candidate.ts';
import { FieldtestError, messageOf } from '../core/errors.ts';
import type { Example } from '../core/example.ts';
import type { CallRequest, CallResult, Provider } from '../core/plugins.ts';
import { usageSchema } from '../core/rows.ts';
import {
  failed,
  scrubbed,
  secretScrubber,
  textStatus,
  timed,
  type Untimed,
  unlessAborted,
} from './call-failure.ts';
import { guardModule, type ModuleGuard } from './module-guard.ts';
import { turn } from './turn.ts';

/** What a `run` function sees of an example. The reference is not part: a candidate must not see the answer. */
export type RunExample = Pick<Example, 'id' | 'name' | 'input'>;

/** What a `run` function may return. */
export type RunResult =
  | string
  | { readonly text: string; readonly usage?: object; readonly costUsd?: number };

/** The function that a `run:` module exports; async or not. */
export type RunFunction = (
  example: RunExample,
  options: { readonly signal: AbortSignal },
) => Promise<RunResult> | RunResult;

const resultSchema = z.union([
  z.string().transform((text) => ({ text })),
  z.object({
    text: z.string(),
    usage: usageSchema.exactOptional(),
    costUsd: z.number().nonnegative().exactOptional(),
  }),
]);

const SHAPE = 'It must be: export async function run(example, { signal }) { return "the answer" }';

/**
 * Imports the module once; a module that cannot be imported or lacks `run` is a config error naming the
 * file. A throw of `run` is the result for that example (`final`); a throw after its answer stops the candidate. What
 * it prints goes to stderr. Code that never yields cannot be stopped.
 */
export const runProvider: Provider = {
  kind: 'run',
  description: 'A function of your own: export async function run(example, { signal }).',
  needsTrust: ({ target }) => [`runs ${(target as RunTarget).file}`],
  async open(candidate, context) {
    const target = candidate.target as RunTarget;
    const guard = guardModule(target.file);
    const run = await importRun(target, candidate.id, guard);
    const scrub = secretScrubber(context.env);
    let told = false;
    return {
      bucket: candidate.name,
      async call(request) {
        // In a turn of its own: code that does not yield would else be timed with all that began beside it.
        await turn();
        return await timed(context.now, async () => {
          const stray = guard.strayError();
          told ||= stray !== undefined;
          const result =
            stray === undefined
              ? await callRun(run, request, guard)
              : failed('stop', 'threw-late', lateMessage(target, stray), { hint: LATE_HINT });
          return scrubbed(result, scrub);
        });
      },
      async close() {
        guard.end();
        const stray = guard.strayError();
        if (stray !== undefined && !told)
          throw new FieldtestError('input', scrub(lateMessage(target, stray)), LATE_HINT);
      },
    };
  },
};

const LATE_HINT = 'Let run() wait for all that it starts, then run again: what is stored is kept.';

function lateMessage({ file }: RunTarget, stray: string): string {
  return `${file} threw when it had answered already: ${stray}`;
}

async function callRun(
  run: RunFunction,
  request: CallRequest,
  guard: ModuleGuard,
): Promise<Untimed<CallResult>> {
  const { example, signal } = request;
  const seen: RunExample = {
    id: example.id,
    ...(example.name === undefined ? {} : { name: example.name }),
    input: structuredClone(example.input), // a function that edits its input must not edit ours
  };
  return unlessAborted(signal, async () => {
    let returned: unknown;
    try {
      returned = await guard.within(() => run(seen, { signal }));
    } catch (error) {
      return failed('final', 'threw', messageOf(error) || 'run threw an error without a message');
    }
    const result = resultSchema.safeParse(returned);
    if (!result.success) {
      const given = returned === null ? 'null' : Array.isArray(returned) ? 'a list' : `a ${typeof returned}`;
      return failed('final', 'wrong-type', `run returned ${given}, not a text or { text, usage?, costUsd? }`);
    }
    return { kind: 'answer', status: textStatus(result.data.text), ...result.data };
  });
}

/** The id goes into the URL because Node keeps modules by URL: an edited file must not run as it was. */
async function importRun(target: RunTarget, id: string, guard: ModuleGuard): Promise<RunFunction> {
  if (!existsSync(target.path)) {
    throw new FieldtestError(
      'config',
      `${target.file} does not exist`,
      `Correct "run:", or create it. ${SHAPE}`,
    );
  }
  let module: { readonly run?: unknown };
  try {
    const url = `${pathToFileURL(target.path).href}?candidate=${id.slice(0, 16)}`;
    module = await guard.within(() => import(url));
  } catch (error) {
    const where = error instanceof Error ? placeInStack(error, target.path) : '';
    throw new FieldtestError(
      'config',
      `${target.file}${where} cannot be imported: ${messageOf(error)}`,
      `Try it alone: node ${target.file}`,
      { cause: error },
    );
  }
  if (typeof module.run !== 'function') {
    throw new FieldtestError('config', `${target.file} has no export named run`, SHAPE);
  }
  return module.run as RunFunction;
}

/** `:line` when the stack says where in the file it was. */
function placeInStack(error: Error, path: string): string {
  const stack = error.stack ?? '';
  const at = stack.indexOf(path);
  return at === -1 ? '' : (/^(?:\?[^:]*)?(:\d+)/.exec(stack.slice(at + path.length))?.[1] ?? '');
}
