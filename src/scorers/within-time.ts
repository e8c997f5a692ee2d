/** Work on hostile text that may never end, such as a regular expression that backtracks: ended by the engine itself. */
import { createContext, Script } from 'node:vm';

/** What a sane check of one output takes is below a millisecond. */
const LIMIT_MS = 1000;

const job: { work?: () => void } = {};
const context = createContext(job);
const script = new Script('work()');

/**
 * What `work` gives, or undefined when it took longer than `limitMs`. Node ends code of any context that runs below
 * the script, also inside of a regular expression; a call costs 0.15 ms (measured).
 */
export function withinTime<T extends object>(work: () => T, limitMs = LIMIT_MS): T | undefined {
  let result: T | undefined;
  job.work = () => {
    result = work();
  };
  try {
    script.runInContext(context, { timeout: limitMs });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  } finally {
    delete job.work;
  }
  return result;
}
