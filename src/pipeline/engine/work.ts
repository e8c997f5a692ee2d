/** One output of a run: asked for under a claim that no other process has, stored, and told. */
import type { Settlement } from '../../core/calls.ts';
import type { Candidate } from '../../core/candidate.ts';
import type { Context } from '../../core/context.ts';
import type { Example } from '../../core/example.ts';
import type { MissingOutput } from '../../core/store.ts';
import { answer } from './answer.ts';
import type { Budget } from './budget.ts';
import { type CandidateState, leaveToOther, stopCandidate, warnOnce } from './candidate-run.ts';
import type { Pacing } from './pacing.ts';
import type { Progress } from './progress.ts';
import type { SharedRun } from './shared-run.ts';

export interface Work {
  readonly running: readonly CandidateState[];
  readonly shared: SharedRun;
  readonly pacing: Pacing;
  readonly budget: Budget;
  readonly progress: Progress;
  readonly maxCostUsd: number | undefined;
  /** The user has waited long enough: calls in flight are cut. */
  readonly cut: AbortSignal;
}

/** Whether an answer of a candidate is stored. */
async function answeredBefore(
  { store }: Context,
  candidate: Candidate,
  split: Example['split'],
): Promise<boolean> {
  const { outputs, failed } = (await store.counts({ candidates: [candidate], split })).outputs.get(
    candidate.id,
  )!;
  return outputs > failed;
}

export async function workOn(
  context: Context,
  work: Work,
  {
    state,
    key: { failures, ...key },
    example,
    free,
  }: {
    readonly state: CandidateState;
    readonly key: MissingOutput;
    readonly example: Example;
    /** Called once no further call will be made: another job may make its own while this one stores. */
    readonly free: () => void;
  },
): Promise<void> {
  const { store, clock, random } = context;
  const { candidate, runner } = state;
  const { shared, pacing, budget, progress, maxCostUsd, cut } = work;
  const process = shared.process.id;
  let claimed = false;
  /** Paid, and not yet told to the other processes. */
  let untold = 0;
  const told = () => {
    const usd = untold;
    untold = 0;
    shared.told(usd);
    return usd;
  };
  const result = await answer({
    key,
    example,
    runner,
    pacer: pacing.pacer,
    budget,
    candidate,
    clock,
    random,
    limits: pacing.limitsOf(candidate),
    onSilence: (silentMs, idleMs) => pacing.silent(candidate, silentMs, idleMs),
    onUnreached: ({ message }) =>
      warnOnce(state, [`${message}; tried again for about half a minute`], context.log),
    stop: AbortSignal.any([context.signal, state.halt.signal]),
    cut,
    async hasAnswered() {
      state.answered ||= await answeredBefore(context, candidate, example.split);
      return state.answered;
    },
    onPaid({ usd, most }) {
      untold += most;
      progress.paid(candidate.id, usd);
    },
    async claim({ worstUsd, beside }) {
      // What is paid and not told yet stays held back, as does what may still answer.
      const mostUsd = (worstUsd ?? 0) + beside.worstUsd + untold;
      const outcome = await store.claim(
        {
          process,
          key,
          ...(failures === undefined ? {} : { failures }),
          calls: beside.calls + 1,
          ...(worstUsd === undefined && mostUsd === 0 ? {} : { mostUsd }),
          ...(maxCostUsd === undefined ? {} : { limitUsd: maxCostUsd }),
        },
        clock.now(),
      );
      claimed ||= outcome === 'claimed';
      return outcome;
    },
    onWait: async (attempts) =>
      void (await store.settle({ process, key, spentUsd: told(), attempts, keep: true })),
  });
  const settle = async (more: Pick<Settlement, 'attempts' | 'output'>) =>
    claimed && (await store.settle({ process, key, spentUsd: told(), ...more }));
  switch (result.kind) {
    case 'output': {
      const failed = result.output.status === 'error';
      warnOnce(state, result.warnings, context.log);
      if (!failed) state.answered = true;
      const stored = settle({ output: result.output });
      // Its claim goes into the transaction of this output: one sync for both.
      free();
      if (await stored) {
        state.added++;
        if (failed) {
          state.failed++;
          state.failure ??= result.output.failure?.message ?? 'no reason given';
        }
        progress.step(candidate.id, failed ? 'failed' : 'answered');
      } else {
        state.elsewhere++;
        progress.step(candidate.id, 'elsewhere');
      }
      return;
    }
    case 'missing':
      state.unrecorded++;
      await settle({});
      return;
    case 'taken':
      leaveToOther(state, failures === undefined ? key : { ...key, failures });
      await settle({ attempts: result.attempts });
      return;
    case 'done':
      state.elsewhere++;
      progress.step(candidate.id, 'elsewhere');
      await settle({ attempts: result.attempts });
      return;
    case 'stop': {
      await settle({ attempts: result.attempts });
      const { failure, hint = 'Change the config, then run again: what is stored is kept.' } = result;
      stopCandidate(work.running, state, {
        message: failure.message,
        hint,
        account: failure.code === 'quota',
      });
      progress.stop(candidate.id);
      return;
    }
    case 'over':
      state.over = true;
      await settle({ attempts: result.attempts });
      return;
    case 'interrupted':
      await settle({ attempts: result.attempts });
  }
}
