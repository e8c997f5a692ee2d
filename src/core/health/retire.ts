/** Which examples may leave a set at once, and the command that lets them go. */
import { shellWord } from '../shell-word.ts';

/** At least this share of a set stays, and at least so many examples, so that scores before and after share enough to be linked. */
export const KEPT_SHARE = 2 / 3;
export const KEPT_EXAMPLES = 20;

/** How many of `n` examples may leave at once: a third, while 20 stay; of a set of 20 or fewer none. */
export function mayLeave(n: number): number {
  return Math.max(0, Math.min(n - Math.ceil(n * KEPT_SHARE - 1e-9), n - KEPT_EXAMPLES));
}

/** A command to copy. Undefined where there is nothing to let go. */
export function retireCommand(
  labels: readonly string[],
  { hasPool, reason }: { readonly hasPool: boolean; readonly reason: string },
): string | undefined {
  if (labels.length === 0) return undefined;
  if (!hasPool)
    return 'fieldtest examples export > set-to-change.jsonl   # take them out, then: fieldtest examples import set-to-change.jsonl --replace';
  return `fieldtest pick --swap ${labels.map(shellWord).join(' ')} --reason ${shellWord(reason)}`;
}
