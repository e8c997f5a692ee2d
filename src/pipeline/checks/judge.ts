/** The checks of a project on its stored outputs: the cheap ones computed on reading, the user's own looked up or run. */
import { type Check, type CheckResult, referenceId } from '../../core/check.ts';
import type { Context } from '../../core/context.ts';
import { FieldtestError } from '../../core/errors.ts';
import type { Example } from '../../core/example.ts';
import type { Output } from '../../core/output.ts';
import type { OpenCheck } from '../../core/plugins.ts';
import type { StoredScore } from '../../core/store.ts';

/** A check that was not run yet on an output says nothing of it. */
export type Judged = CheckResult | { readonly kind: 'not-run' };

export interface OpenedCheck {
  readonly check: Check;
  /** Why nothing can be judged by it. */
  readonly problem?: string;
  judge(output: Output, example: Example): Promise<Judged>;
  close(): Promise<void>;
}

/**
 * Opens every check of the config. Those whose scores are kept are never run here. What is wrong with one is its
 * `problem` alone, and its outputs are `broken`.
 */
export async function openChecks({
  config,
  store,
  openCheck,
  signal,
}: Context): Promise<readonly OpenedCheck[]> {
  const kept = config.checks.filter(({ kept }) => kept);
  const scores = new Map((await store.scores(kept.map(({ id }) => id))).map((one) => [scoreKey(one), one]));
  const opened: OpenedCheck[] = [];
  for (const check of config.checks) {
    const { problem, open } = check.kept
      ? { problem: check.problem?.message }
      : await opening(check, openCheck);
    opened.push({
      check,
      ...(problem === undefined ? {} : { problem }),
      async judge(output, example) {
        if (open !== undefined) return await judgeNow(open, { output, example, signal });
        if (output.status === 'error') return noAnswer(output);
        const score = scores.get(scoreKey(keyOf(check, output, example)));
        if (score !== undefined) return resultOf(score);
        return problem === undefined ? { kind: 'not-run' } : { kind: 'broken', reason: problem };
      },
      close: async () => await open?.close(),
    });
  }
  return opened;
}

async function opening(
  check: Check,
  openCheck: Context['openCheck'],
): Promise<{ readonly open?: OpenCheck; readonly problem?: string }> {
  if (check.problem !== undefined) return { problem: check.problem.message };
  try {
    return { open: await openCheck(check) };
  } catch (error) {
    if (error instanceof FieldtestError) return { problem: error.message };
    throw error;
  }
}

/** A call that failed gave nothing that could pass; it is asked all the same whether there was anything to compare with. */
export async function judgeNow(
  open: OpenCheck,
  of: { readonly output: Output; readonly example: Example; readonly signal: AbortSignal },
): Promise<CheckResult> {
  const { output, example, signal } = of;
  const result = await open.judge({ text: output.text, example }, signal);
  return output.status !== 'error' || result.kind === 'no-reference' || result.kind === 'broken'
    ? result
    : noAnswer(output, result);
}

export function noAnswer({ failure }: Output, result?: CheckResult): CheckResult {
  const detail =
    result !== undefined && 'detail' in result && result.detail !== undefined
      ? { detail: result.detail }
      : {};
  return { kind: 'fail', reason: `no answer (${failure?.code ?? 'error'})`, ...detail };
}

type ScoreKey = Pick<StoredScore, 'check' | 'example' | 'textId' | 'referenceId'>;

export function keyOf(check: Check, output: Output, example: Example): ScoreKey {
  return { check: check.id, example: example.id, textId: output.textId, referenceId: referenceId(example) };
}

export function scoreKey({ check, example, textId, referenceId: reference }: ScoreKey): string {
  return `${check} ${example} ${textId} ${reference}`;
}

function resultOf({ pass, reason }: StoredScore): CheckResult {
  return { kind: pass ? 'pass' : 'fail', ...(reason === undefined ? {} : { reason }) };
}
