/** `run:` a check of the user's own, a module; in a thread, so that nothing that it does can hold us up or end us. */
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Check, CheckResult } from '../core/check.ts';
import type { OpenCheck, Scorer } from '../core/plugins.ts';
import { reasonOf, resultOf, toldOf } from './user-result.ts';

/** The thread: it imports the module once and asks it of one output after another. */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const said = (error) => (error instanceof Error ? error.message : String(error));
import(workerData).then(
  ({ check }) => {
    if (typeof check !== 'function') return parentPort.postMessage({ unusable: 'it has no export named check' });
    parentPort.on('message', async ({ text, told }) => {
      try {
        const given = await check(text, told);
        parentPort.postMessage({ given: typeof given === 'object' && given !== null ? { ...given } : given });
      } catch (error) {
        parentPort.postMessage({ threw: said(error) });
      }
    });
    parentPort.postMessage({ ready: true });
  },
  (error) => parentPort.postMessage({ unusable: said(error) }),
);`;

type Message = { ready?: true; given?: unknown; threw?: string; unusable?: string };

export const runScorer: Scorer = {
  kind: 'run',
  description: 'A function of your own: export function check(output, { example, input, reference }).',
  nameOf: ({ spec }) => spec.run!.replace(/^file:\/\//, ''),
  needsTrust: ({ spec }) => [`runs ${spec.run!.replace(/^file:\/\//, '')}`],
  async open(check) {
    return moduleCheck(check);
  },
};

function moduleCheck({ id, path }: Check): OpenCheck {
  // The id goes into the URL because Node keeps modules by URL: an edited file must not run as it was.
  const url = `${pathToFileURL(path!).href}?check=${id.slice(0, 16)}`;
  let thread: Worker | undefined;
  let unusable: string | undefined;
  const end = async () => {
    const ending = thread?.terminate();
    thread = undefined;
    await ending;
  };

  /** The next thing that the thread says, or why it says nothing more. */
  const next = (signal: AbortSignal): Promise<Message> => {
    const { promise, resolve } = Promise.withResolvers<Message>();
    const worker = thread!;
    const onAbort = () => resolve({ threw: abortText(signal) });
    const onError = (error: unknown) =>
      resolve({ threw: error instanceof Error ? error.message : String(error) });
    const onExit = (code: number) => resolve({ threw: `its thread ended with code ${code}` });
    worker.once('message', resolve).once('error', onError).once('exit', onExit);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    return promise.finally(() => {
      worker.off('message', resolve).off('error', onError).off('exit', onExit);
      signal.removeEventListener('abort', onAbort);
      if (signal.aborted) void end();
    });
  };

  const start = async (signal: AbortSignal): Promise<Message> => {
    const worker = new Worker(THREAD, { eval: true, workerData: url, stdout: true, stderr: true });
    // What it prints is for the eyes of its author; standard output is the command's result alone.
    worker.stdout.pipe(process.stderr, { end: false });
    worker.stderr.pipe(process.stderr, { end: false });
    // One that ended by itself is replaced for the next output.
    const onEnd = () => {
      if (thread === worker) thread = undefined;
    };
    worker.on('error', onEnd).on('exit', onEnd);
    thread = worker;
    return await next(signal);
  };

  return {
    async judge(subject, signal): Promise<CheckResult> {
      if (unusable !== undefined) return { kind: 'broken', reason: unusable };
      if (thread === undefined) {
        const first = await start(signal);
        if (first.unusable !== undefined)
          unusable = `it cannot be used: ${reasonOf(first.unusable) ?? 'no reason'}`;
        if (first.ready !== true)
          return { kind: 'broken', reason: unusable ?? `it threw: ${reasonOf(first.threw) ?? 'no reason'}` };
      }
      if (thread === undefined) return { kind: 'broken', reason: 'its thread ended' };
      const answer = next(signal);
      thread.postMessage({ text: subject.text, told: toldOf(subject) });
      const { given, threw } = await answer;
      return threw === undefined
        ? resultOf(given)
        : { kind: 'broken', reason: `it threw: ${reasonOf(threw) ?? 'an error without a message'}` };
    },
    close: end,
  };
}

function abortText(signal: AbortSignal): string {
  return signal.reason instanceof Error ? signal.reason.message : 'it was stopped';
}
